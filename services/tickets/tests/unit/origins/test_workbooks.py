"""Workbooks as other programs than Excel write them."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from tickets_service.adapters.outbound.moving.workbooks import workbook_rows
from tickets_service.application.ports.origins.import_source import ImportSourceError

SHEET = "xl/worksheets/sheet1.xml"


def test_all_of_a_sheet_is_read_whatever_it_says_of_its_size(tmp_path: Path) -> None:
    right, wrong = tmp_path / "right.xlsx", tmp_path / "wrong.xlsx"
    book = Workbook()
    for line in (["id", "name"], [1, "Ann"], [2, "Bob"]):
        book.worksheets[0].append(line)
    book.save(right)
    with ZipFile(right) as before, ZipFile(wrong, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == SHEET:
                content, changed = re.subn(rb'<dimension ref="A1:B3"', b'<dimension ref="A1"', content)
                assert changed
            after.writestr(name, content)
    assert list(workbook_rows(wrong)) == [(1, ["id", "name"]), (2, ["1", "Ann"]), (3, ["2", "Bob"])]


def test_the_end_of_a_line_in_a_cell_is_no_word(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["It leaks._x000D_\nSince noon.", "file_x0041_"])
    book.save(tmp_path / "book.xlsx")
    assert list(workbook_rows(tmp_path / "book.xlsx")) == [(1, ["It leaks.\r\nSince noon.", "file_x0041_"])]


def test_a_workbook_of_another_program_s_is_told_apart_from_a_damaged_one(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "book.ods", "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(ImportSourceError, match=r"book\.ods: is no workbook of Excel's: save it as \.xlsx"):
        list(workbook_rows(tmp_path / "book.ods"))
