"""Somebody's turn in a group: what is answered goes there, into the topic that they wrote in."""

from dataclasses import dataclass

from aiogram.filters import BaseFilter
from aiogram.types import TelegramObject

from bot_service.adapters.inbound.telegram.dialogs.group_chats import replying
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.domain.deliveries.outgoing import OutgoingCall


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTurn(Turn):
    chat_id: int
    thread_id: int | None
    """The topic; None in General, and where there are none."""
    message_id: int | None = None
    """What they wrote, which is answered."""

    def sends(self, screen: Screen, *, about: int | None = None) -> OutgoingCall:
        return replying(screen.sent_to(self.chat_id, about=about), self.message_id, self.thread_id)


class OfStaff(BaseFilter):
    async def __call__(self, _event: TelegramObject, turn: GroupTurn | None) -> bool:
        return turn is not None and turn.person.role.is_staff
