"""Notices when nobody answers at Telegram's address, whichever call it is that finds out."""

from collections.abc import Callable
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramNetworkError, TelegramServerError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType


class OutageWatch(BaseRequestMiddleware):
    """Calls `on_doubt` when a call of the Bot API gets no answer, or that of a server which does not work."""

    def __init__(self, on_doubt: Callable[[], None]) -> None:
        self._on_doubt = on_doubt

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Any:
        try:
            return await make_request(bot, method)
        except (TelegramNetworkError, TelegramServerError):
            self._on_doubt()
            raise
