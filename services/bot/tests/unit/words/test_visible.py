"""What of a name shows, and what would turn the text around it."""

import pytest

from bot_service.domain.files.file_name import stored_file_name
from bot_service.domain.words.visible import balanced, is_visible, visible_name


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "\u3164",
        "\u2063\u2062",
        "\u115f\uffa0",
        "\u2800",
        "\ufe0f",
        "\U000e0041",
        "\u202e\u202c",
        "\u00ad",
    ],
)
def test_what_shows_nothing(text: str) -> None:
    assert not is_visible(text)
    assert visible_name(text, 128) == ""


@pytest.mark.parametrize("text", ["a", "🔥", "\u0301a", "ж", "안", "\u3164.", "1"])
def test_what_shows(text: str) -> None:
    assert is_visible(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann\u202eeve", "Anneve"),
        ("\u202eAnn\u202c Lee", "\u202eAnn\u202c Lee"),
        ("Ann\u202c\u2069", "Ann"),
        ("\u2066a\u202eb\u2069", "ab"),
        ("\u2067שלום\u2069 1", "\u2067שלום\u2069 1"),
        ("\u202eone\ntwo\u202c", "one\ntwo"),
        ("שלום\u200f!", "שלום\u200f!"),
    ],
)
def test_marks_that_reach_beyond_their_line_are_left_out(text: str, expected: str) -> None:
    assert balanced(text) == expected


def test_a_name_is_one_line_of_its_longest_length() -> None:
    assert visible_name(" Ann\x00\u0085 \n Lee ", 128) == "Ann Lee"
    assert visible_name("\u202e" + "a" * 200 + "\u202c", 128) == "a" * 127


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("plan.pdf", "plan.pdf"),
        ("\u202egpj.exe", "_gpj.exe"),
        ("../etc/passwd", ".._etc_passwd"),
        ("a\nb\x00.txt", "a_b_.txt"),
        ("..", "__"),
        ("  ", "document-1.bin"),
        ("x" * 300, "x" * 255),
    ],
)
def test_file_names_are_those_that_are_stored(raw: str, expected: str) -> None:
    assert stored_file_name(raw, "document-1.bin") == expected
