"""Ends the process when Telegram refuses its token: nothing it could wait for makes that good."""

import asyncio
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramUnauthorizedError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType

from fixline_chassis.settings import SettingsError


class TokenWatch(BaseRequestMiddleware):
    """Looks at the outcome of every call of the Bot API, whoever makes it: at the start, or after a revocation."""

    def __init__(self) -> None:
        self._refused = asyncio.Event()

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Any:
        try:
            return await make_request(bot, method)
        except TelegramUnauthorizedError:
            self._refused.set()
            raise

    async def wait(self) -> None:
        """Wait without end for a refusal. Raises `SettingsError` then."""
        await self._refused.wait()
        raise SettingsError(
            "BOT_TOKEN is refused by Telegram (401): it is wrong, or was revoked. @BotFather knows the right one."
        )
