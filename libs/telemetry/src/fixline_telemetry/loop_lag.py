"""Samples how late the event loop is."""

import asyncio
from typing import Final

from fixline_telemetry.metrics import LOOP_LAG

EVERY_SECONDS: Final = 0.25


class LoopLagSampler:
    """Asks the loop for a wake-up again and again, and observes how much later it comes."""

    def __init__(self) -> None:
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time() + EVERY_SECONDS
        self._timer = loop.call_at(due, self._woken, loop, due)

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _woken(self, loop: asyncio.AbstractEventLoop, due: float) -> None:
        LOOP_LAG.observe(max(0.0, loop.time() - due))
        self.start()
