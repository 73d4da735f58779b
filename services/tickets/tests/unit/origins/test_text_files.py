"""Tables as text: encodings, separators, and what breaks them."""

from pathlib import Path

import pytest

from tickets_service.adapters.outbound.moving.text_files import text_rows
from tickets_service.application.ports.origins.import_source import ImportSourceError

HEAD = ["id", "name"]
ROW = ["1", "Юля; Ёлка, «Sat»"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_it_is_found_out(tmp_path: Path, encoding: str, separator: str, newline: str) -> None:
    file = tmp_path / "people.csv"
    text = f'id{separator}name{newline}1{separator}"{ROW[1]}"{newline}'
    file.write_bytes(text.encode(encoding))
    assert list(text_rows(file, "")) == [(1, HEAD), (2, ROW)]


def test_a_byte_that_is_no_utf8_far_behind_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(b"id;name\n" + b"1;Ann\n" * 300_000 + "2;Юля\n".encode("cp1251"))
    *_, last = text_rows(file, "")
    assert last == (300_002, ["2", "Юля"])


def test_excel_says_its_separator(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(b"sep=,\r\nid,name;nick\r\n1,Ann\r\n")
    assert list(text_rows(file, "")) == [(2, ["id", "name;nick"]), (3, ["1", "Ann"])]


def test_a_row_of_several_lines_is_named_by_its_first(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text('id;name\n1;"Ann\nof the\nhouse"\n2;Bo\n')
    assert [line for line, _ in text_rows(file, "")] == [1, 2, 5]


def test_a_file_that_says_its_encoding_is_believed_before_the_mapping(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    for told in ("utf-8", "cp1251"):
        file.write_bytes("id;name\n1;Юля\n".encode("utf-8-sig"))
        assert list(text_rows(file, told)) == [(1, HEAD), (2, ["1", "Юля"])]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Müller, Küche: Türgriff, groß", "cp1252"),
        ("Zażółć gęślą jaźń", "cp1250"),
        ("été à Orléans", "cp1252"),
    ],
)
def test_letters_of_other_countries_are_not_taken_for_cyrillic(
    tmp_path: Path, text: str, encoding: str
) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(f'id;name\n1;"{text}"\n'.encode(encoding))
    with pytest.raises(ImportSourceError, match="is neither UTF-8 nor, as it seems, windows-1251"):
        list(text_rows(file, ""))
    assert list(text_rows(file, encoding)) == [(1, HEAD), (2, ["1", text])]


def test_words_in_two_alphabets_are_no_reason_to_doubt(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    row = "Пётр, Алёна: USB-кабель и Wi-Fi в cтоловой; ПO «Окнa»"
    file.write_bytes(f'id;name\n1;"{row}"\n'.encode("cp1251"))
    assert list(text_rows(file, "")) == [(1, HEAD), (2, ["1", row])]


@pytest.mark.parametrize("cut", [b"\xd0", b"\xff"])
def test_one_letter_that_is_cut_does_not_make_nonsense_of_all_others(tmp_path: Path, cut: bytes) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes("id;name\n1;Юля\n2;Пётр ".encode() + cut + b"\n" + "3;Анна\n".encode())
    with pytest.raises(ImportSourceError, match=r"people\.csv, line 3: has a letter that is cut"):
        list(text_rows(file, ""))


@pytest.mark.parametrize(
    ("content", "encoding", "words"),
    [
        (b"id;name\n1;\x98\n", "", "people.csv, after line .*: is not cp1251: say `encoding` in the mapping"),
        (b"id;name\n1;\xff\n", "utf-8", "people.csv, after line .*: is not utf-8"),
        (
            b'id;name\n1;Ann\n2;"Bo\n3;Cy\n',
            "",
            "people.csv, after line 2: .*: is there a quote that is not closed",
        ),
        (b'id;name\n1;"Ann" Ott\n', "", "people.csv, after line 1: .*: is there a quote"),
        (b"id;name\n1;" + b"x" * 200_000 + b"\n", "", "people.csv, after line 1: field larger than"),
    ],
)
def test_where_it_cannot_go_on(tmp_path: Path, content: bytes, encoding: str, words: str) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(content)
    with pytest.raises(ImportSourceError, match=words):
        list(text_rows(file, encoding))
