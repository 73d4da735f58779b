"""Messages that told of something, and what takes them away (decision 53)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.ports.tickets.message_links import ToldMessage
from bot_service.domain.deliveries.outgoing import SENT_BY, OutgoingCall, Urgency

TELEGRAM_DELETES: Final = timedelta(hours=48)
"""For so long after it was sent, Telegram deletes a message of a bot."""
DELETABLE: Final = TELEGRAM_DELETES - timedelta(minutes=5)
"""The call may have to wait for its turn."""


def address_of(told: ToldMessage) -> dict[str, object]:
    return {SENT_BY: {"cause": told.cause, "n": told.n}}


def words_taken_away(told: ToldMessage, texts: Texts, now: datetime) -> OutgoingCall:
    """Delete the message; where Telegram does not do that any more, have it say that it was taken back."""
    instead = Screen(text=texts("notice-taken-back")).drawn_over(told.chat_id, address_of(told))
    if now - told.at > DELETABLE:
        return instead
    return OutgoingCall(
        method="deleteMessage",
        chat_id=told.chat_id,
        arguments=address_of(told),
        otherwise=(instead,),
    )


def pictures_taken_away(shown: Sequence[ToldMessage], now: datetime) -> list[OutgoingCall]:
    """Delete them where Telegram still does; nothing can be said in their place.

    As urgent as what sends them: one that waits for its turn still goes first.
    """
    return [
        OutgoingCall(
            method="deleteMessage",
            chat_id=each.chat_id,
            arguments=address_of(each),
            urgency=Urgency.NOTIFICATION,
        )
        for each in shown
        if now - each.at <= DELETABLE
    ]
