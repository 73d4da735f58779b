import pytest
from hypothesis import given
from hypothesis import strategies as st

from files_service.domain.errors import InvalidValueError
from files_service.domain.file_name import FileName


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("photo.jpg", "photo.jpg"),
        ("  протокол осмотра.pdf \n", "протокол осмотра.pdf"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        (r"C:\windows\system.ini", "C:_windows_system.ini"),
        ("a\x00b\x1b[31mc\r\nd", "a_b_[31mc__d"),
        ("invoice\u202egpj.exe", "invoice_gpj.exe"),
        ("line\u2028break", "line_break"),
        (".", "_"),
        ("..", "__"),
        ("👩‍🔧.png", "👩‍🔧.png"),
        ("x" * 255, "x" * 255),
    ],
)
def test_a_name_is_made_harmless(given: str, kept: str) -> None:
    assert FileName.clean(given).value == kept


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_a_name_is_required(text: str) -> None:
    with pytest.raises(InvalidValueError, match="is required"):
        FileName.clean(text)


def test_a_name_of_256_characters_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="at most 255 characters, has 256"):
        FileName.clean("x" * 256)


@given(st.text(max_size=255))
def test_whatever_comes_out_stays_in_its_folder_on_one_line(text: str) -> None:
    try:
        name = FileName.clean(text).value
    except InvalidValueError:
        assert not text.strip()
        return
    assert 1 <= len(name) <= 255
    assert name not in {".", ".."}
    assert not set(name) & set("/\\\0\r\n\u202e\u2028")
    assert FileName.clean(name).value == name
