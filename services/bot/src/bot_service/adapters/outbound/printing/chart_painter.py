"""`ChartPainter` in a process of its own (decision 46)."""

from dataclasses import asdict
from typing import Final

from bot_service.adapters.outbound.printing.process import Drawing
from bot_service.application.ports.office.reports.chart_painter import Chart

PROGRAM: Final = "bot_service.adapters.outbound.printing.charts"


class ProcessChartPainter:
    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing

    async def paint(self, chart: Chart) -> bytes:
        return await self._drawing(PROGRAM, asdict(chart))
