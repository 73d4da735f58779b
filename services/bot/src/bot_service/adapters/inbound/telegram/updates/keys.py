"""Middleware: a key that was put up for an answer goes when that is not asked for any more."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import TelegramObject

from bot_service.adapters.inbound.telegram.dialogs.requests.position import put_away
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class KeyMiddleware(BaseMiddleware):
    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        replies = await handler(event, data)
        turn: Turn | None = data.get("turn")
        away = [] if turn is None else put_away(turn)
        if not away:
            return replies
        # Before what is said: the newest message is what is asked next.
        return [*away, *(() if replies in (None, UNHANDLED) else replies)]
