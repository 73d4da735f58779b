"""`SheetPrinter` in a process of its own (decision 46)."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from bot_service.adapters.outbound.printing.process import Drawing
from bot_service.application.ports.places.sheet_printer import Label, SheetLayout

PROGRAM: Final = "bot_service.adapters.outbound.printing.sheets"


class ProcessSheetPrinter:
    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing

    async def print(self, labels: Sequence[Label], layout: SheetLayout, *, hint: str) -> bytes:
        order = {"labels": [asdict(label) for label in labels], "layout": layout.value, "hint": hint}
        return await self._drawing(PROGRAM, order)
