"""What became of each line, as spreadsheets open it."""

from pathlib import Path

from tickets_service.adapters.outbound.moving.csv_report import CsvReport
from tickets_service.application.ports.origins.import_report import LineOutcome, ReportLine
from tickets_service.domain.origins.origin import OriginKind


def test_what_people_wrote_is_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    with CsvReport(path) as report:
        report.begin()
        report.tell(ReportLine("requests, line 2", OriginKind.TICKET, "=1+1", LineOutcome.NEW, "", ""))
    line = path.read_text(encoding="utf-8-sig").splitlines()[1]
    assert line == '"requests, line 2",TICKET,\'=1+1,NEW,,'
