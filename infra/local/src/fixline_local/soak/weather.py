"""What befalls the desk, in an order that the seed decides."""

import asyncio
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from fixline_local.desk.desk import Desk
from fixline_local.soak.process_faults import end, frozen
from fixline_local.telegram.client import TelegramPeople

KILLED: Final = ("bot", "bot", "tickets", "tickets-2", "files", "valkey", "traces")
"""The bot twice as often: it holds more threads in its hands."""
FROZEN: Final = ("tickets", "bot", "files", "postgres")
METHODS: Final = ("*", "sendMessage", "sendPhoto", "editMessageText", "getUpdates", "getFile", "file")
TELEGRAM: Final[tuple[dict[str, Any], ...]] = (
    {"status": 500},
    {"status": 502, "times": 3},
    {"status": 429, "retry_after": 1},
    {"reset": "before"},
    {"reset": "after"},
    {"garbage": True},
    {"delay_seconds": 3},
    {"drip_seconds": 0.2},
)
OF_DOWNLOADS: Final[tuple[dict[str, Any], ...]] = (
    {"short": True},
    {"status": 404},
    {"garbage": True, "times": 2},
)


@dataclass(slots=True, kw_only=True)
class Weather:
    desk: Desk
    people: TelegramPeople
    random: Random
    tell: Callable[[str], None]
    faults: int = field(default=0, init=False)

    async def rage(self, until: asyncio.Event) -> None:
        while not until.is_set():
            await self._one()
            self.faults += 1
            await asyncio.sleep(self.random.uniform(0.5, 2.5))

    async def _one(self) -> None:
        kind = self.random.choice(("kill", "kill", "freeze", "restart", "telegram", "telegram", "telegram"))
        if kind == "kill":
            name = self.random.choice(KILLED)
            self.tell(f"kill -9 {name}")
            await end(self.desk, name, signal.SIGKILL)
        elif kind == "restart":
            how = self.random.choice((signal.SIGINT, signal.SIGQUIT))
            self.tell(f"PostgreSQL starts anew after {how.name}")
            await end(self.desk, "postgres", how)
        elif kind == "freeze":
            name, seconds = self.random.choice(FROZEN), self.random.uniform(0.5, 4.0)
            self.tell(f"{name} stands still for {seconds:.1f} s")
            async with frozen(self.desk, name):
                await asyncio.sleep(seconds)
        else:
            method = self.random.choice(METHODS)
            fault = self.random.choice(OF_DOWNLOADS if method == "file" else TELEGRAM)
            self.tell(f"Telegram at {method}: {fault}")
            await self.people.add_fault(method=method, **fault)
