"""Decides by the outcome of a call what becomes of its delivery: a line for each."""

import random
from dataclasses import dataclass
from datetime import timedelta

from bot_service.application.backoff import backoff
from bot_service.application.commands.deliveries.attempts import DeliveryAttempt, DeliveryOutcome
from bot_service.application.commands.deliveries.endings import Endings
from bot_service.application.commands.deliveries.place_in_topic import OF_TOPICS
from bot_service.application.commands.deliveries.topic_table import TopicTable
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.deliveries.rate_limiter import RateLimiter
from bot_service.application.ports.deliveries.telegram_api import (
    Accepted,
    ApiOutcome,
    Moved,
    NotAllowed,
    NothingToEdit,
    NotNow,
    NoTopic,
    Refused,
    TooMany,
    Uncertain,
    Unchanged,
    Unreachable,
)
from bot_service.domain.deliveries.appearance import appearance_of, changed_message, said_anew
from bot_service.domain.deliveries.outgoing import IN_TOPIC, OutgoingCall
from bot_service.domain.deliveries.repetition import Repeat, repeat_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeTable:
    endings: Endings
    of_topics: TopicTable
    limiter: RateLimiter

    async def __call__(  # noqa: C901, PLR0911  # the table of outcomes, a line each
        self, delivery: Delivery, call: OutgoingCall, outcome: ApiOutcome
    ) -> DeliveryAttempt:
        """`call` is what was made of the delivery's. Raises `UnavailableError`; asked again, it goes on."""
        match outcome:
            case Accepted(message_ids, thread_id):
                return await self.of_topics.accepted(delivery, call, message_ids, thread_id)
            case Unchanged() if IN_TOPIC in delivery.call.arguments and call.method in OF_TOPICS:
                return await self.of_topics.accepted(delivery, call, (), None)
            case Unchanged():
                changed = changed_message(call)
                message_ids = () if changed is None else (changed,)
                await self.endings.deliveries.sent(
                    delivery, message_ids, appearance=appearance_of(delivery.call)
                )
                return DeliveryAttempt(DeliveryOutcome.SENT)
            case TooMany(retry_after):
                wait = retry_after + random.uniform(0.0, 0.5)  # noqa: S311  # spreads load
                await self.limiter.pause(delivery.call.chat_id, wait)
                return await self.endings.postponed(
                    delivery, timedelta(seconds=wait), "too many requests", DeliveryOutcome.WAITING
                )
            case NotNow(error):
                return await self.endings.again(delivery, error)
            case Uncertain(error):
                return await self._uncertain(delivery, repeat_of(call), error)
            case Unreachable(error):
                return await self.endings.parked(delivery, error)
            case Moved(chat_id):
                await self.endings.deliveries.migrate(delivery, chat_id)
                return DeliveryAttempt(DeliveryOutcome.RETRIED)
            case NothingToEdit(error):
                return await self._gone(delivery, call, error)
            case NoTopic(error):
                return await self.of_topics.without_topic(delivery, call, error)
            case NotAllowed(error):
                return await self.of_topics.not_allowed(delivery, error)
            case Refused(error):
                return await self.endings.refused(delivery, error)

    async def _gone(self, delivery: Delivery, call: OutgoingCall, error: str) -> DeliveryAttempt:
        """People may delete what it changes: what would have been shown there is shown in a new message."""
        anew = said_anew(call)
        if delivery.call.edits_card:
            await self.endings.deliveries.forget_card(delivery)
        elif anew is not None:
            await self.endings.deliveries.say_anew(delivery, anew, instead_of=changed_message(call))
        elif delivery.call.otherwise:
            return await self.endings.refused(delivery, error)
        else:
            return await self.endings.nothing_left(delivery, error)
        return DeliveryAttempt(DeliveryOutcome.RETRIED)

    async def _uncertain(self, delivery: Delivery, repeat: Repeat, error: str) -> DeliveryAttempt:
        if repeat is Repeat.ALWAYS:
            return await self.endings.again(delivery, error)
        if repeat is Repeat.ONCE and not delivery.resent:
            after = backoff(0, first=1.0, longest=1.0)
            await self.endings.deliveries.postpone(delivery, after, error, is_attempt=True, resent=True)
            return DeliveryAttempt(DeliveryOutcome.RETRIED, after.total_seconds())
        return await self.endings.unknown(delivery, error)
