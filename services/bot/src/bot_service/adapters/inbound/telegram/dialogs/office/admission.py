"""Middleware: only admins look after the desk; whoever else tries is told so, whatever they tapped or wrote."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, TelegramObject

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.screen import answer
from bot_service.domain.person import Role

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class AdmissionMiddleware(BaseMiddleware):
    """Hands the office's handlers their `office`. The tickets service checks the role at every call, too."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        turn: Turn = data["turn"]
        if turn.person.role is not Role.ADMIN or turn.desk.office is None:
            # What an admin was asked for would take all that whoever is none any more writes from then on.
            turn.conversation.leave_office()
            if isinstance(event, CallbackQuery):
                return [answer(event, turn.texts.plain("admins-only"), alert=True)]
            return [turn.says("admins-only")]
        data["office"] = turn.desk.office
        return await handler(event, data)
