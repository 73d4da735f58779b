"""Whether private chats have topics, as Telegram says of the bot itself."""

import asyncio
from contextlib import suppress
from typing import Final

from aiogram.types import User

PATIENCE: Final = 5.0
"""Seconds. For so long, and once, whoever asks before Telegram said anything waits for that."""


class ToldPrivateTopics:
    """Implements `PrivateTopics` for whoever hears of `getMe` (`updates/registration.py`), again and again."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._settled = asyncio.Event()
        self._on = False

    def learn(self, me: User) -> None:
        self._on = bool(me.has_topics_enabled)
        self._settled.set()

    async def are_on(self) -> bool:
        if not self._settled.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(self._patience):
                    await self._settled.wait()
            # Nobody waits for a Telegram that is out of reach twice.
            self._settled.set()
        return self._on
