"""`ReportPrinter` in processes of its own (decision 46)."""

from dataclasses import asdict
from typing import Final

from bot_service.adapters.outbound.printing.process import Drawing
from bot_service.application.ports.office.reports.report_printer import ReportDocument

DOCUMENT: Final = "bot_service.adapters.outbound.printing.report_document"
WORKBOOK: Final = "bot_service.adapters.outbound.printing.report_workbook"


class ProcessReportPrinter:
    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing

    async def document(self, report: ReportDocument) -> bytes:
        return await self._drawing(DOCUMENT, asdict(report))

    async def workbook(self, report: ReportDocument) -> bytes:
        return await self._drawing(WORKBOOK, asdict(report))
