"""Find the topic that a call goes to, or make it: one per ticket, whatever dies meanwhile (decision 57)."""

from dataclasses import dataclass
from typing import Any, Final

from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.deliveries.rate_limiter import RateLimiter
from bot_service.application.ports.deliveries.telegram_api import (
    Accepted,
    ApiOutcome,
    NotAllowed,
    Refused,
    TelegramApi,
    Uncertain,
)
from bot_service.application.ports.topics.topics import Topic, TopicLook, Topics
from bot_service.domain.deliveries.outgoing import ICON, IN_TOPIC, THREAD, OutgoingCall

EDIT: Final = "editForumTopic"
CLOSE: Final = "closeForumTopic"
REOPEN: Final = "reopenForumTopic"
OF_TOPICS: Final = frozenset({EDIT, CLOSE, REOPEN})


@dataclass(frozen=True, slots=True)
class Wait:
    """It cannot be said yet where it goes."""

    seconds: float
    why: str


@dataclass(frozen=True, slots=True)
class NothingToDo:
    """The topic is so already."""


Placed = OutgoingCall | Wait | NothingToDo | ApiOutcome
"""The call with its topic, or without one; or why it waits; or what Telegram said instead of making one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceInTopic:
    """Making a topic is not idempotent, and bots cannot list topics.

    So it is recorded first that one is about to be made; and where nobody knows what came of that, it is waited for
    Telegram to tell of it, as it does of each (`Topics.heard_of`), before another one is made.
    """

    topics: Topics
    api: TelegramApi
    limiter: RateLimiter

    async def __call__(self, delivery: Delivery, call: OutgoingCall) -> Placed:
        """`call` has `IN_TOPIC` among its arguments, and a ticket."""
        look, ticket = look_of(call), number_of(call)
        topic = await self.topics.of(call.chat_id, ticket)
        if topic is not None and topic.thread_id is not None:
            return NothingToDo() if is_so(topic, call, look) else placed(call, topic.thread_id)
        if call.method in OF_TOPICS:
            # Whatever is said next makes it, as it is to look.
            return NothingToDo()
        if topic is not None and topic.is_put_off and call.is_private:
            return call.without_arguments(IN_TOPIC)
        return await self._made_first(delivery, call, ticket, look)

    async def changed(self, call: OutgoingCall) -> None:
        """Telegram took a call about a topic."""
        ticket = number_of(call)
        if call.method == EDIT:
            await self.topics.changed(call.chat_id, ticket, look=look_of(call))
        elif call.method in OF_TOPICS:
            await self.topics.changed(call.chat_id, ticket, is_closed=call.method == CLOSE)

    async def _made_first(
        self, delivery: Delivery, call: OutgoingCall, ticket: int, look: TopicLook
    ) -> Placed:
        if wait := await self.limiter.take(call.chat_id):
            return Wait(wait, "rate")
        if wait := await self.topics.begin(call.chat_id, ticket):
            return Wait(wait, "its topic is being made")
        outcome = await self.api(delivery, making(call.chat_id, ticket, look))
        match outcome:
            case Accepted(thread_id=int(thread_id)):
                return placed(call, await self.topics.made(call.chat_id, ticket, thread_id, look))
            case Accepted() | Uncertain():
                return Wait(
                    await self.topics.begin(call.chat_id, ticket), "nobody knows whether it has a topic"
                )
            case NotAllowed() | Refused() if call.is_private:
                # Switched off meanwhile, or not to be had there: the person hears of it in the chat itself.
                await self.topics.put_off(call.chat_id, ticket)
                return call.without_arguments(IN_TOPIC)
            case _:
                await self.topics.stop(call.chat_id, ticket)
                return outcome


def making(chat_id: int, ticket: int, look: TopicLook) -> OutgoingCall:
    return OutgoingCall(
        method="createForumTopic",
        chat_id=chat_id,
        arguments={"name": look.name, ICON: look.icon},
        ticket=ticket,
    )


def placed(call: OutgoingCall, thread_id: int) -> OutgoingCall:
    """Name the topic in the call; of one that changes it, also how it is to look."""
    look = look_of(call)
    drawn: dict[str, Any] = {"name": look.name, ICON: look.icon} if call.method == EDIT else {}
    return call.without_arguments(IN_TOPIC).with_arguments({**drawn, THREAD: thread_id})


def is_so(topic: Topic, call: OutgoingCall, look: TopicLook) -> bool:
    if call.method == EDIT:
        return topic.look == look
    if call.method in OF_TOPICS:
        return topic.is_closed is (call.method == CLOSE)
    return False


def look_of(call: OutgoingCall) -> TopicLook:
    return TopicLook(**call.arguments[IN_TOPIC])


def number_of(call: OutgoingCall) -> int:
    if call.ticket is None:
        raise ValueError("a call into a topic is about a ticket")
    return call.ticket
