"""Somebody of whose news some wait, and in whose chat."""

from datetime import UTC, datetime, timedelta

import pytest

from bot_service.adapters.outbound.sqlalchemy.notifications.held_calls import SqlHeldCalls
from bot_service.adapters.outbound.sqlalchemy.notifications.preferences import SqlPreferences
from bot_service.application.ports.chats.chats import Chat
from bot_service.domain.deliveries.outgoing import MessageRole, OutgoingCall, Urgency
from bot_service.domain.notifications.quiet import NoticePreferences, QuietHours
from bot_testing.replica import Replica

ANN = 7
ZONE = "Asia/Kolkata"
STATES = "SELECT arguments ->> 'text', state FROM deliveries ORDER BY id"
HELD = "SELECT delivery -> 'arguments' ->> 'text' FROM held_calls ORDER BY id"


def news(words: str, **more: object) -> OutgoingCall:
    fields = {"ticket": 42, "role": MessageRole.NOTICE, "urgency": Urgency.NOTIFICATION, "is_digested": True}
    return OutgoingCall(method="sendMessage", chat_id=ANN, arguments={"text": words}, **(fields | more))  # type: ignore[arg-type]  # the fields'


def drawn(words: str) -> OutgoingCall:
    """The live card as it is to look now, on whichever message that is."""
    return news(words, role=MessageRole.CARD, edits_card=True)


def now() -> datetime:
    return datetime.now(UTC)


def around(*, begins: int = -60, ends: int = 60) -> QuietHours:
    """Quiet hours from so many minutes from now to so many, by the clock in `ZONE`."""
    there = now() + timedelta(hours=5, minutes=30)
    minute = there.hour * 60 + there.minute
    return QuietHours(begins=(minute + begins) % 1_440, ends=(minute + ends) % 1_440)


async def choose(replica: Replica, chosen: NoticePreferences) -> None:
    await SqlPreferences(replica.database).save(ANN, chosen, zone=ZONE, now=now())


@pytest.fixture
async def held(replica: Replica) -> SqlHeldCalls:
    await replica.chats.save(Chat(chat_id=ANN, user_name="users/1", language="en"))
    return SqlHeldCalls(replica.database, senders=replica.senders)
