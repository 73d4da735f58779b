"""Programs that draw, each in a process of its own (decision 46): an order as JSON in, a file out."""

import asyncio
import json
import sys
from collections.abc import Mapping
from typing import Final

from bot_service.application.errors import UnavailableError

SECONDS: Final = 60.0
"""500 codes take 15 s on a slow machine."""


class Drawing:
    """One at a time: what draws holds 60 MB."""

    def __init__(self) -> None:
        self._one_at_a_time = asyncio.Lock()

    async def __call__(self, program: str, order: Mapping[str, object]) -> bytes:
        """Return what the module `program` writes. Raises `UnavailableError`."""
        async with self._one_at_a_time:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", program),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            try:
                async with asyncio.timeout(SECONDS):
                    drawn, complaint = await process.communicate(json.dumps(order).encode())
            except TimeoutError as error:
                raise UnavailableError("drawing takes too long") from error
            except RuntimeError as error:  # uvloop's; asyncio's own loop passes over it, as it should
                raise UnavailableError("what draws ended before it was told what") from error
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        if process.returncode != 0:
            last = complaint.decode(errors="replace").strip().rpartition("\n")[2]
            raise UnavailableError(f"nothing could be drawn: {last[:200]}")
        return drawn
