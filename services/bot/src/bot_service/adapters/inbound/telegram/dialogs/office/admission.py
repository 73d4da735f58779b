"""Middleware: only those look after the desk whose part of it that is; whoever else tries is told so."""

from collections.abc import Awaitable, Callable, Collection
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, TelegramObject

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.screen import answer
from bot_service.domain.people.person import Role

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class AdmissionMiddleware(BaseMiddleware):
    """Hands the office's handlers their `office`. The tickets service checks the role at every call, too.

    `refusal` is the key of what is said to those who have none of the `roles`, whatever they tapped or wrote.
    """

    def __init__(self, roles: Collection[Role], refusal: str) -> None:
        self._roles = frozenset(roles)
        self._refusal = refusal

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        turn: Turn = data["turn"]
        if turn.person.role not in self._roles or turn.desk.office is None:
            # What an admin was asked for would take all that whoever is none any more writes from then on.
            turn.conversation.leave_office()
            if isinstance(event, CallbackQuery):
                return [answer(event, turn.texts.plain(self._refusal), alert=True)]
            return [turn.says(self._refusal)]
        data["office"] = turn.desk.office
        return await handler(event, data)
