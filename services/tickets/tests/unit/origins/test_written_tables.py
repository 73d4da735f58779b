"""What became of each line, as programs and as spreadsheets read it."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tickets_service.adapters.outbound.moving.report_file import HEAD, ReportFile
from tickets_service.adapters.outbound.moving.written_tables import WorkbookTable
from tickets_service.application.ports.origins.import_report import LineOutcome, ReportLine
from tickets_service.domain.origins.origin import OriginKind

HEADING = "line,kind,old id,outcome,here,words"


def written(path: Path, *old_ids: str) -> None:
    """Write the report of an import that reads twice, as one that looks first does."""
    with ReportFile(path) as report:
        report.begin()
        report.tell(line("looked at only"))
        report.begin()
        for each in old_ids:
            report.tell(line(each))


def line(old_id: str) -> ReportLine:
    return ReportLine("requests, line 2", OriginKind.TICKET, old_id, LineOutcome.NEW, "", "Печь; “hot”, 1")


def cells(file: Path | io.BytesIO) -> list[list[Sequence[object]]]:
    """Return the rows of each sheet."""
    book = load_workbook(file)
    assert all(cell.data_type in "sn" for sheet in book for row in sheet for cell in row), "no formula"
    return [[tuple(cell.value for cell in row) for row in sheet] for sheet in book]


def test_csv_has_commas_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    written(path, "=1+1", "Й")
    text = path.read_bytes()
    assert text.count("\N{ZERO WIDTH NO-BREAK SPACE}".encode()) == 1
    assert text.decode("utf-8-sig").splitlines() == [
        HEADING,
        '"requests, line 2",TICKET,\'=1+1,NEW,,"Печь; “hot”, 1"',
        '"requests, line 2",TICKET,Й,NEW,,"Печь; “hot”, 1"',
    ]


@pytest.mark.parametrize("name", ["report.xlsx", "REPORT.XLSX"])
def test_a_workbook_is_one_where_the_name_says_so(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    written(path, "=1+1", "007", "#N/A", "a\x0bb")
    told = ("requests, line 2", "TICKET", "NEW", None, "Печь; “hot”, 1")
    assert cells(path) == [
        [HEAD, *((told[0], told[1], each, *told[2:]) for each in ("=1+1", "007", "#N/A", "ab"))],
    ]


def test_a_report_of_nothing_has_its_head(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    written(path)
    assert cells(path) == [[HEAD]]


def test_what_one_sheet_does_not_hold_is_on_the_next() -> None:
    file = io.BytesIO()
    table = WorkbookTable(file, ("id",), most_rows=3)
    for number in range(3):
        table.write((str(number),))
    table.finish()
    assert cells(file) == [[("id",), ("0",), ("1",)], [("id",), ("2",)]]
