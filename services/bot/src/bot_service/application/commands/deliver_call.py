"""Make one waiting Bot API call and decide by its outcome what becomes of it."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from functools import partial
from typing import Final

from bot_service.application.backoff import backoff
from bot_service.application.commands.place_in_topic import OF_TOPICS, NothingToDo, PlaceInTopic, Wait
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.apologies import Apologies
from bot_service.application.ports.crash_reports import CrashReports
from bot_service.application.ports.deliveries import Deliveries, Delivery, DeliveryState, LiveCard
from bot_service.application.ports.rate_limiter import RateLimiter
from bot_service.application.ports.telegram_api import (
    Accepted,
    ApiOutcome,
    Moved,
    NotAllowed,
    NothingToEdit,
    NotNow,
    NoTopic,
    Refused,
    TelegramApi,
    TooMany,
    Uncertain,
    Unchanged,
    Unreachable,
)
from bot_service.application.ports.topics import Topics
from bot_service.application.ports.unheard import Unheard
from bot_service.domain.appearance import (
    DRAWN,
    appearance_of,
    changed_message,
    said_anew,
    shows_something,
)
from bot_service.domain.outgoing import (
    IN_TOPIC,
    SENT_BY,
    MessageRole,
    OutgoingCall,
    Urgency,
    is_excuse,
)
from bot_service.domain.repetition import Repeat, repeat_of

SHORT_WAIT: Final = 0.05
"""Seconds. For its turn in the budget of the whole bot a call waits where it is: it would be claimed again at once."""
SPARED: Final = 12
"""Messages a broadcast leaves in the budget of the whole bot: about half of what may go out at once."""
MOST_ATTEMPTS: Final = 1_000
"""With at most a minute between two: the better part of a day."""
MOST_TOPICS: Final = 5
"""So often a topic is made for one call; by then there is something else the matter."""
TIDYING: Final = OF_TOPICS | {"pinChatMessage", "deleteForumTopic", "deleteMessage"}
"""Of these, nothing is missed where the bot may not make them."""


class RefusedCallError(Exception):
    """Telegram refuses a call of ours for good: a bug."""


class DeliveryOutcome(StrEnum):
    """What became of a delivery, for logs and metrics."""

    SENT = "sent"
    UNCHANGED = "unchanged"
    """Not made: the live card shows it already."""
    WAITING = "waiting"
    """For the budget."""
    RETRIED = "retried"
    GONE = "gone"
    """Nothing is left to do: the message that it takes something from is no longer there."""
    REPLACED = "replaced"
    """Telegram refused it, and something else is made in its place."""
    UNKNOWN = "unknown"
    FAILED = "failed"
    PARKED = "parked"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class DeliveryAttempt:
    outcome: DeliveryOutcome
    try_again_in: float = 0.0
    """Seconds, for what was given back."""
    answer: str = field(default="", compare=False)
    """What kind of answer it got, such as `NotNow`: an `ApiOutcome`'s name; empty where the call was not made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverCall:
    deliveries: Deliveries
    api: TelegramApi
    limiter: RateLimiter
    topics: Topics
    unheard: Unheard
    apologies: Apologies
    report_crash: CrashReports

    async def __call__(self, delivery: Delivery) -> DeliveryAttempt:
        wanted = await self._with_message(delivery.call)
        if wanted is None:
            await self.deliveries.close(delivery, DeliveryState.SENT, "")
            return DeliveryAttempt(DeliveryOutcome.GONE)
        if IN_TOPIC in wanted.arguments:
            placed = await self.place_in_topic(delivery, wanted)
            if not isinstance(placed, OutgoingCall):
                return await self._not_placed(delivery, placed)
            wanted = placed
        card = await self._live_card(wanted)
        call = addressed(wanted, card)
        # Before the budget is spent: what does change something in this chat needs it.
        if card is not None and card.appearance is not None and card.appearance == appearance_of(call):
            await self.deliveries.close(delivery, DeliveryState.SENT, "")
            return DeliveryAttempt(DeliveryOutcome.UNCHANGED)
        wait = await self._turn_in(call)
        if wait:
            return await self._postpone(delivery, timedelta(seconds=wait), "rate", DeliveryOutcome.WAITING)
        if not await self.deliveries.start(delivery, repeat_of(call), changes=changed_message(call)):
            return DeliveryAttempt(DeliveryOutcome.LOST)
        outcome = await self.api(delivery, call)
        return await self._settled(delivery, call, outcome)

    async def _turn_in(self, call: OutgoingCall) -> float:
        """Spend it of the budget and return 0.0, or return for how long to give it back."""
        if call.urgency is Urgency.BROADCAST:
            # It neither takes what others may want at once, nor waits where one of theirs could be sent.
            return await self.limiter.take(call.chat_id, spare=SPARED)
        wait = await self.limiter.take(call.chat_id)
        while 0 < wait <= SHORT_WAIT:
            await asyncio.sleep(wait)
            wait = await self.limiter.take(call.chat_id)
        return wait

    @property
    def place_in_topic(self) -> PlaceInTopic:
        return PlaceInTopic(topics=self.topics, api=self.api, limiter=self.limiter)

    async def _not_placed(self, delivery: Delivery, why: Wait | NothingToDo | ApiOutcome) -> DeliveryAttempt:
        match why:
            case Wait(seconds, reason):
                return await self._postpone(
                    delivery, timedelta(seconds=seconds), reason, DeliveryOutcome.WAITING
                )
            case NothingToDo():
                await self.deliveries.close(delivery, DeliveryState.SENT, "")
                return DeliveryAttempt(DeliveryOutcome.UNCHANGED)
            case _:
                return await self._settled(delivery, delivery.call, why)

    async def _with_message(self, call: OutgoingCall) -> OutgoingCall | None:
        """Fill in the id of a message that is named by the call that sent it; None where that sent none."""
        sent_by = call.arguments.get(SENT_BY)
        if sent_by is None:
            return call
        message_id = await self.deliveries.message_of(call.chat_id, sent_by["cause"], sent_by["n"])
        if message_id is None:
            return None
        others = {name: value for name, value in call.arguments.items() if name != SENT_BY}
        return replace(call, arguments={**others, "message_id": message_id})

    async def _live_card(self, call: OutgoingCall) -> LiveCard | None:
        if not call.edits_card or call.ticket is None:
            return None
        return await self.deliveries.card_of(call.chat_id, call.ticket, call.role)

    async def _settled(self, delivery: Delivery, call: OutgoingCall, outcome: ApiOutcome) -> DeliveryAttempt:
        """Record the outcome, however long that takes: nobody else knows it."""
        attempt = await recorded(partial(self._settle, delivery, call, outcome))
        return replace(attempt, answer=type(outcome).__name__)

    async def _settle(  # noqa: C901, PLR0911  # the table of outcomes, a line each
        self, delivery: Delivery, call: OutgoingCall, outcome: ApiOutcome
    ) -> DeliveryAttempt:
        match outcome:
            case Accepted(message_ids, thread_id):
                return await self._accepted(delivery, call, message_ids, thread_id)
            case Unchanged() if IN_TOPIC in delivery.call.arguments and call.method in OF_TOPICS:
                return await self._accepted(delivery, call, (), None)
            case Unchanged():
                changed = changed_message(call)
                message_ids = () if changed is None else (changed,)
                await self.deliveries.sent(delivery, message_ids, appearance=appearance_of(call))
                return DeliveryAttempt(DeliveryOutcome.SENT)
            case TooMany(retry_after):
                wait = retry_after + random.uniform(0.0, 0.5)  # noqa: S311  # spreads load
                await self.limiter.pause(delivery.call.chat_id, wait)
                return await self._postpone(
                    delivery, timedelta(seconds=wait), "too many requests", DeliveryOutcome.WAITING
                )
            case NotNow(error):
                return await self._again(delivery, error)
            case Uncertain(error):
                return await self._uncertain(delivery, repeat_of(call), error)
            case Unreachable(error):
                return await self._park(delivery, error)
            case Moved(chat_id):
                await self.deliveries.migrate(delivery, chat_id)
                return DeliveryAttempt(DeliveryOutcome.RETRIED)
            case NothingToEdit(error):
                return await self._gone(delivery, call, error)
            case NoTopic(error):
                return await self._without_topic(delivery, call, error)
            case NotAllowed(error):
                return await self._not_allowed(delivery, error)
            case Refused(error):
                return await self._refused(delivery, error)

    async def _accepted(
        self, delivery: Delivery, call: OutgoingCall, message_ids: Sequence[int], thread_id: int | None
    ) -> DeliveryAttempt:
        wanted = call.arguments.get("message_thread_id")
        if IN_TOPIC in delivery.call.arguments:
            if call.method in OF_TOPICS:
                await self.place_in_topic.changed(delivery.call)
            elif call.method.startswith("send") and thread_id != wanted:
                # Telegram may not mind that a topic is gone, and send it elsewhere (telegram-bot-api#854).
                strays = [deletion(call.chat_id, message_id) for message_id in message_ids]
                return await self._without_topic(delivery, call, "it went elsewhere", strays)
        is_new_card = call.method == "sendMessage" and call.role is MessageRole.CARD
        pins = [pinning(call, message_ids[0])] if wanted and is_new_card and message_ids else []
        await self.deliveries.sent(delivery, message_ids, appearance=appearance_of(call), then=pins)
        return DeliveryAttempt(DeliveryOutcome.SENT)

    async def _without_topic(
        self, delivery: Delivery, call: OutgoingCall, error: str, stray: Sequence[OutgoingCall] = ()
    ) -> DeliveryAttempt:
        """Somebody deleted the topic: it is made anew, unless the answer was for whoever wrote in it."""
        thread_id = call.arguments.get("message_thread_id")
        if IN_TOPIC not in delivery.call.arguments or thread_id is None:
            await self.deliveries.close(delivery, DeliveryState.SENT, error)
            return DeliveryAttempt(DeliveryOutcome.GONE)
        if delivery.attempts >= MOST_TOPICS:
            return await self._fail(delivery, error, is_refused=True)
        after = backoff(delivery.attempts, first=0.05, longest=10.0)
        await self.deliveries.forget_topic(delivery, thread_id, after, stray)
        return DeliveryAttempt(DeliveryOutcome.RETRIED, after.total_seconds())

    async def _not_allowed(self, delivery: Delivery, error: str) -> DeliveryAttempt:
        """What only makes a group tidier is left; all else waits until somebody there gives the right, and writes."""
        if delivery.call.otherwise:
            return await self._refused(delivery, error)
        if delivery.call.method in TIDYING:
            await self.deliveries.close(delivery, DeliveryState.SENT, error)
            return DeliveryAttempt(DeliveryOutcome.GONE)
        return await self._park(delivery, error)

    async def _refused(self, delivery: Delivery, error: str) -> DeliveryAttempt:
        if not delivery.call.otherwise:
            return await self._fail(delivery, error, is_refused=True)
        await self.deliveries.replace(delivery, error)
        return DeliveryAttempt(DeliveryOutcome.REPLACED)

    async def _park(self, delivery: Delivery, error: str) -> DeliveryAttempt:
        """Keep it until the chat can be reached; who waits to be heard there is told in the same breath."""
        calls: Sequence[OutgoingCall] = ()
        try:
            tickets = await self.deliveries.tickets_waiting(delivery.call.chat_id)
            calls = await self.unheard(delivery.call.chat_id, tickets) if tickets else ()
        except UnavailableError:
            return await self._again(delivery, error)
        except Exception as bug:  # noqa: BLE001  # that nobody can be told is no reason to go on calling
            self.report_crash(bug, delivery.traceparent)
        await self.deliveries.park(delivery, error, calls)
        return DeliveryAttempt(DeliveryOutcome.PARKED)

    async def _gone(self, delivery: Delivery, call: OutgoingCall, error: str) -> DeliveryAttempt:
        """People may delete what it changes: what would have been shown there is shown in a new message."""
        anew = said_anew(call)
        if delivery.call.edits_card:
            await self.deliveries.forget_card(delivery)
        elif anew is not None:
            await self.deliveries.say_anew(delivery, anew)
        elif delivery.call.otherwise:
            return await self._refused(delivery, error)
        else:
            await self.deliveries.close(delivery, DeliveryState.SENT, error)
            return DeliveryAttempt(DeliveryOutcome.GONE)
        return DeliveryAttempt(DeliveryOutcome.RETRIED)

    async def _uncertain(self, delivery: Delivery, repeat: Repeat, error: str) -> DeliveryAttempt:
        if repeat is Repeat.ALWAYS:
            return await self._again(delivery, error)
        if repeat is Repeat.ONCE and not delivery.resent:
            after = backoff(0, first=1.0, longest=1.0)
            await self.deliveries.postpone(delivery, after, error, is_attempt=True, resent=True)
            return DeliveryAttempt(DeliveryOutcome.RETRIED, after.total_seconds())
        await self.deliveries.close(
            delivery, DeliveryState.UNKNOWN, error, calls=await self._said_of_unknown(delivery)
        )
        return DeliveryAttempt(DeliveryOutcome.UNKNOWN)

    async def _said_of_unknown(self, delivery: Delivery) -> Sequence[OutgoingCall]:
        """Return what tells those who wait to be heard about a ticket; nothing while the services are away."""
        call = delivery.call
        if call.ticket is None or is_excuse(delivery.cause):
            return ()
        try:
            return await self.unheard(call.chat_id, [call.ticket], is_unsure=True)
        except UnavailableError:
            return ()
        except Exception as bug:  # noqa: BLE001  # that nobody can be told is no reason to lose the state
            self.report_crash(bug, delivery.traceparent)
            return ()

    async def _again(self, delivery: Delivery, error: str) -> DeliveryAttempt:
        if delivery.attempts >= MOST_ATTEMPTS:
            return await self._fail(delivery, error)
        after = backoff(delivery.attempts, first=0.5, longest=60.0)
        await self.deliveries.postpone(delivery, after, error, is_attempt=True)
        return DeliveryAttempt(DeliveryOutcome.RETRIED, after.total_seconds())

    async def _fail(self, delivery: Delivery, error: str, *, is_refused: bool = False) -> DeliveryAttempt:
        crash = RefusedCallError(f"{delivery.call.method}: {error}")
        incident = self.report_crash(crash, delivery.traceparent)

        async def close() -> DeliveryAttempt:
            is_missed = is_refused and shows_something(delivery.call) and not is_excuse(delivery.cause)
            calls = await self.apologies.unsaid(delivery.call, incident) if is_missed else ()
            await self.deliveries.close(delivery, DeliveryState.FAILED, error, incident, calls)
            return DeliveryAttempt(DeliveryOutcome.FAILED)

        # From here on by itself: the crash is reported once.
        return await recorded(close)

    async def _postpone(
        self, delivery: Delivery, after: timedelta, why: str, outcome: DeliveryOutcome
    ) -> DeliveryAttempt:
        await self.deliveries.postpone(delivery, after, why, is_attempt=False)
        return DeliveryAttempt(outcome, after.total_seconds())


async def recorded(record: Callable[[], Awaitable[DeliveryAttempt]]) -> DeliveryAttempt:
    """Record what became of a call, however long the store is away."""
    failures = 0
    while True:
        try:
            return await record()
        except UnavailableError:
            await asyncio.sleep(backoff(failures, first=0.1, longest=2.0).total_seconds())
            failures += 1


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


def addressed(call: OutgoingCall, card: LiveCard | None) -> OutgoingCall:
    """Turn an edit of a live card into an edit of that message, or into a new card where there is none."""
    if not call.edits_card:
        return call
    if card is None:
        return replace(call, method="sendMessage")
    drawn = {name: value for name, value in call.arguments.items() if name in DRAWN}
    return replace(call, method="editMessageText", arguments={**drawn, "message_id": card.message_id})
