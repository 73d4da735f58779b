"""Middleware: so much is listened to of one person. They are told once, and then nothing until there is room again."""

import math
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, InlineQuery, TelegramObject

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.inline import nothing
from bot_service.adapters.inbound.telegram.drawing.screen import answer
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.ports.updates.allowances import MESSAGES, TAPS, Exceeded, of_staff

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class AllowanceMiddleware(BaseMiddleware):
    """Counts an update once, however often it is tried."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        turn: Turn | None = data.get("turn")
        if turn is None:
            return await handler(event, data)
        allowance = TAPS if isinstance(event, CallbackQuery | InlineQuery) else MESSAGES
        if turn.person.role.is_staff:
            allowance = of_staff(allowance)
        person = str(turn.person.telegram_id)
        refused = await turn.desk.allowances.take(allowance, person, turn.key.update_id)
        if refused is None:
            return await handler(event, data)
        return _said(event, refused, allowance.most, turn)


def _said(event: TelegramObject, refused: Exceeded, limit: int, turn: Turn) -> Replies:
    if isinstance(event, InlineQuery):
        return [nothing(event)]
    seconds = math.ceil(refused.after.total_seconds())
    if isinstance(event, CallbackQuery):
        # Without any answer the button would go on turning.
        text = turn.texts.plain("too-many-taps", seconds=seconds) if refused.is_first else ""
        return [answer(event, text, alert=refused.is_first)]
    return [turn.says("too-many-messages", limit=limit, seconds=seconds)] if refused.is_first else []
