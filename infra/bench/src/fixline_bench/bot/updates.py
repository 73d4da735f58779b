"""The updates that Telegram would hand over, and a client that does so: a closed loop over many chats."""

import asyncio
import itertools
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

from fixline_bench.bot.bot_api import BotApi

BOT_TOKEN: Final = "7000000002:bench-bench-bench-bench-bench-bench"  # noqa: S105  # of a bot that does not exist
PATH: Final = "/telegram/webhook"
SECRET: Final = "bench-bench-bench-bench"  # noqa: S105  # opens a server that lives for this run
CHATS: Final = 160
AT_ONCE: Final = 32
PATIENCE: Final = 20.0
IDS: Final = itertools.count(1)
"""Of all updates of a run: tickets knows a request by its update, whichever bot's database it came through."""


def command(update_id: int, chat_id: int, text: str = "/my") -> dict[str, Any]:
    """Return the update that brings `text` from the person of a private chat."""
    person = {"id": chat_id, "first_name": f"User {chat_id}", "username": f"user{chat_id}"}
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": int(time.time()),
            "chat": {**person, "type": "private"},
            "from": {**person, "is_bot": False, "language_code": "en"},
            "text": text,
            "entities": [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}],
        },
    }


@dataclass(slots=True)
class Way:
    """From a webhook to `api`. Each update is done when its chat hears of it and the webhook has answered."""

    port: int
    api: BotApi

    async def run(self, *, seconds: float) -> tuple[int, float]:
        """Keep `AT_ONCE` updates under way for that time; return how many were done, and in how many seconds.

        However short the time, each of them is at least one.
        """
        done = 0
        started = time.perf_counter()

        async def caller(session: ClientSession, first_chat: int) -> None:
            nonlocal done
            for chat_id in itertools.cycle(range(first_chat, CHATS + 1, AT_ONCE)):
                await self._one(session, chat_id)
                done += 1
                if time.perf_counter() - started >= seconds:
                    return

        async with self._session() as session, asyncio.TaskGroup() as group:
            for first_chat in range(1, AT_ONCE + 1):
                group.create_task(caller(session, first_chat))
        return done, time.perf_counter() - started

    async def ask(self, chat_id: int, text: str = "/my") -> float:
        """Bring one update, and return how many seconds later its chat has heard of it."""
        started = time.perf_counter()
        async with self._session() as session:
            await self._one(session, chat_id, text)
        return time.perf_counter() - started

    @staticmethod
    def _session() -> ClientSession:
        return ClientSession(
            connector=TCPConnector(limit=0), cookie_jar=DummyCookieJar(), timeout=ClientTimeout(PATIENCE)
        )

    async def _one(self, session: ClientSession, chat_id: int, text: str = "/my") -> None:
        heard = self.api.next_message(chat_id)
        headers: Mapping[str, str] = {"x-telegram-bot-api-secret-token": SECRET}
        update = command(next(IDS), chat_id, text)
        async with session.post(
            f"http://127.0.0.1:{self.port}{PATH}", json=update, headers=headers
        ) as answer:
            answer.raise_for_status()
        await asyncio.wait_for(heard, PATIENCE)
