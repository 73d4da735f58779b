"""What becomes of the messages that told of something which was put differently (decision 53)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.taking_away import address_of
from bot_service.application.ports.tickets.message_links import ToldMessage
from bot_service.domain.deliveries.outgoing import OutgoingCall

UNREAD: Final = timedelta(minutes=2)
"""Whoever was told longer ago has read it: they hear of the correction in a message of its own, too."""


def redrawn(screen: Screen, told: Sequence[ToldMessage]) -> list[OutgoingCall]:
    """Draw it in place of these messages."""
    return [screen.drawn_over(each.chat_id, address_of(each)) for each in told]
