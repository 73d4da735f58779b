"""Somebody's turn in a group: what is answered goes there, into the topic that they wrote in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.domain.outgoing import OutgoingCall


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTurn(Turn):
    chat_id: int
    thread_id: int | None
    """The topic; None in General, and where there are none."""
    message_id: int | None = None
    """What they wrote, which is answered."""

    def sends(self, screen: Screen, *, about: int | None = None) -> OutgoingCall:
        return replying(screen.sent_to(self.chat_id, about=about), self.thread_id, self.message_id)


def replying(call: OutgoingCall, thread_id: int | None, message_id: int | None) -> OutgoingCall:
    """Have the call answer a message in a topic."""
    place: Mapping[str, Any] = {} if thread_id is None else {"message_thread_id": thread_id}
    if message_id is not None:
        answered = {"message_id": message_id, "allow_sending_without_reply": True}
        place = {**place, "reply_parameters": answered}
    return replace(call, arguments={**call.arguments, **place})
