"""What comes of calls that go into a ticket's topic, or are about one (decision 57)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot_service.application.backoff import backoff
from bot_service.application.commands.deliveries.attempts import DeliveryAttempt, DeliveryOutcome
from bot_service.application.commands.deliveries.endings import Endings
from bot_service.application.commands.deliveries.place_in_topic import (
    OF_TOPICS,
    NothingToDo,
    PlaceInTopic,
    Wait,
)
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.domain.deliveries.appearance import appearance_of, shows_something
from bot_service.domain.deliveries.outgoing import IN_TOPIC, THREAD, MessageRole, OutgoingCall

MOST_TOPICS: Final = 5
"""So often a topic is made for one call; by then there is something else the matter."""
TIDYING: Final = OF_TOPICS | {"pinChatMessage", "deleteForumTopic", "deleteMessage"}
"""Of these, nothing is missed where the bot may not make them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicTable:
    endings: Endings
    place: PlaceInTopic

    async def not_placed(self, delivery: Delivery, why: Wait | NothingToDo) -> DeliveryAttempt:
        """Have it wait, or be done with it."""
        if isinstance(why, NothingToDo):
            return await self.endings.unchanged(delivery)
        after = timedelta(seconds=why.seconds)
        return await self.endings.postponed(delivery, after, why.why, DeliveryOutcome.WAITING)

    async def accepted(
        self, delivery: Delivery, call: OutgoingCall, message_ids: Sequence[int], thread_id: int | None
    ) -> DeliveryAttempt:
        """Record what was sent, in a topic or not, or how a topic is now; a new card in a topic is to be pinned."""
        wanted = call.arguments.get(THREAD) if IN_TOPIC in delivery.call.arguments else None
        if IN_TOPIC in delivery.call.arguments:
            if call.method in OF_TOPICS:
                await self.place.changed(delivery.call)
            elif call.method.startswith("send") and wanted is not None and thread_id != wanted:
                # Telegram may not mind that a topic is gone, and send it elsewhere (telegram-bot-api#854).
                strays = [deletion(call.chat_id, message_id) for message_id in message_ids]
                return await self.without_topic(delivery, call, "it went elsewhere", strays)
        is_new_card = call.method == "sendMessage" and call.role is MessageRole.CARD
        pins = [pinning(call, message_ids[0])] if wanted and is_new_card and message_ids else []
        await self.endings.deliveries.sent(
            delivery, message_ids, appearance=appearance_of(delivery.call), then=pins, thread_id=thread_id
        )
        return DeliveryAttempt(DeliveryOutcome.SENT)

    async def without_topic(
        self, delivery: Delivery, call: OutgoingCall, error: str, stray: Sequence[OutgoingCall] = ()
    ) -> DeliveryAttempt:
        """Somebody deleted the topic: it is made anew, unless the answer was for whoever wrote in it.

        In their own chat a person is answered all the same, outside of it.
        """
        thread_id = call.arguments.get(THREAD)
        is_placed = IN_TOPIC in delivery.call.arguments
        if thread_id is None or not (is_placed or (call.is_private and shows_something(call))):
            return await self.endings.nothing_left(delivery, error)
        if is_placed and delivery.attempts >= MOST_TOPICS and not call.is_private:
            return await self.endings.failed(delivery, error, is_refused=True)
        if not is_placed or delivery.attempts >= MOST_TOPICS:
            await self.endings.deliveries.say_anew(
                delivery, delivery.call.without_arguments(IN_TOPIC, THREAD)
            )
            return DeliveryAttempt(DeliveryOutcome.RETRIED)
        after = backoff(delivery.attempts, first=0.05, longest=10.0)
        await self.endings.deliveries.forget_topic(delivery, thread_id, after, stray)
        return DeliveryAttempt(DeliveryOutcome.RETRIED, after.total_seconds())

    async def not_allowed(self, delivery: Delivery, error: str) -> DeliveryAttempt:
        """What only makes a group tidier is left; all else waits until somebody there gives the right, and writes."""
        if delivery.call.otherwise:
            return await self.endings.refused(delivery, error)
        if delivery.call.method in TIDYING:
            return await self.endings.nothing_left(delivery, error)
        return await self.endings.parked(delivery, error)


def pinning(card: OutgoingCall, message_id: int) -> OutgoingCall:
    """Return what keeps a card at the top of its topic."""
    return OutgoingCall(
        method="pinChatMessage",
        chat_id=card.chat_id,
        arguments={"message_id": message_id, "disable_notification": True},
        urgency=card.urgency,
    )


def deletion(chat_id: int, message_id: int) -> OutgoingCall:
    return OutgoingCall(method="deleteMessage", chat_id=chat_id, arguments={"message_id": message_id})
