"""`SheetPrinter` in a process of its own, for what draws a page holds 60 MB (decision 46)."""

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from bot_service.application.errors import UnavailableError
from bot_service.application.ports.sheet_printer import Label, SheetLayout

PROGRAM: Final = "bot_service.adapters.outbound.printing.sheets"
SECONDS: Final = 60.0
"""500 codes take 15 s on a slow machine."""


class ProcessSheetPrinter:
    def __init__(self) -> None:
        self._one_at_a_time = asyncio.Lock()

    async def print(self, labels: Sequence[Label], layout: SheetLayout, *, hint: str) -> bytes:
        order = {"labels": [asdict(label) for label in labels], "layout": layout.value, "hint": hint}
        async with self._one_at_a_time:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", PROGRAM),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            try:
                async with asyncio.timeout(SECONDS):
                    page, complaint = await process.communicate(json.dumps(order).encode())
            except TimeoutError as error:
                raise UnavailableError("drawing the sheets takes too long") from error
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        if process.returncode != 0:
            last = complaint.decode(errors="replace").strip().rpartition("\n")[2]
            raise UnavailableError(f"the sheets could not be drawn: {last[:200]}")
        return page
