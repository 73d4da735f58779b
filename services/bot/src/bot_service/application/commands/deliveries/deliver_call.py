"""Make one waiting Bot API call."""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Final

from bot_service.application.commands.deliveries.attempts import DeliveryAttempt, DeliveryOutcome, recorded
from bot_service.application.commands.deliveries.endings import Endings
from bot_service.application.commands.deliveries.outcome_table import OutcomeTable
from bot_service.application.commands.deliveries.place_in_topic import NothingToDo, PlaceInTopic, Wait
from bot_service.application.commands.deliveries.topic_table import TopicTable
from bot_service.application.ports.crash_reports import CrashReports
from bot_service.application.ports.deliveries.deliveries import Deliveries, Delivery, LiveCard
from bot_service.application.ports.deliveries.rate_limiter import RateLimiter
from bot_service.application.ports.deliveries.telegram_api import ApiOutcome, TelegramApi
from bot_service.application.ports.notifications.unheard import Unheard
from bot_service.application.ports.topics.topics import Topics
from bot_service.application.ports.updates.apologies import Apologies
from bot_service.domain.deliveries.appearance import DRAWN, appearance_of, changed_message
from bot_service.domain.deliveries.opened_rows import as_telegram_knows, left_open, opened_by
from bot_service.domain.deliveries.outgoing import (
    IN_TOPIC,
    SENT_BY,
    THREAD,
    MessageRole,
    OutgoingCall,
    Urgency,
)
from bot_service.domain.deliveries.repetition import repeat_of

SHORT_WAIT: Final = 0.05
"""Seconds. For its turn in the budget of the whole bot a call waits where it is: it would be claimed again at once."""
SPARED: Final = 12
"""Messages a broadcast leaves in the budget of the whole bot: about half of what may go out at once."""


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
            return await self._endings.nothing_left(delivery)
        placed = await self._placed(delivery, wanted)
        if isinstance(placed, DeliveryAttempt):
            return placed
        card = await self._live_card(placed, is_placed=IN_TOPIC in delivery.call.arguments)
        was_open = None if card is None else card.opened
        opened = left_open(placed, was_open)
        call = as_telegram_knows(addressed(placed, card), opened)
        if await self._is_shown_beside(call):
            delivery = replace(delivery, call=replace(delivery.call, role=MessageRole.OTHER))
            call = replace(call, role=MessageRole.OTHER)
        # Before the budget is spent: what does change something in this chat needs it.
        shown = None if card is None or opened != was_open else card.appearance
        if shown is not None and shown == appearance_of(delivery.call):
            return await self._endings.unchanged(delivery)
        wait = await self._turn_in(call)
        if wait:
            return await self._endings.postponed(
                delivery, timedelta(seconds=wait), "rate", DeliveryOutcome.WAITING
            )
        opened = opened or opened_by(placed)
        if not await self.deliveries.start(
            delivery, repeat_of(call), changes=changed_message(call), opened=opened
        ):
            return DeliveryAttempt(DeliveryOutcome.LOST)
        outcome = await self.api(delivery, call)
        return await self._settled(delivery, call, outcome)

    async def _placed(self, delivery: Delivery, call: OutgoingCall) -> OutgoingCall | DeliveryAttempt:
        """Return the call with the topic that it goes to, or what became of it where that cannot be said."""
        if IN_TOPIC not in call.arguments:
            return call
        placed = await self._place_in_topic(delivery, call)
        if isinstance(placed, Wait | NothingToDo):
            return await self._topic_table.not_placed(delivery, placed)
        if isinstance(placed, OutgoingCall):
            return placed
        return await self._settled(delivery, delivery.call, placed)

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
    def _place_in_topic(self) -> PlaceInTopic:
        return PlaceInTopic(topics=self.topics, api=self.api, limiter=self.limiter)

    @property
    def _endings(self) -> Endings:
        return Endings(
            deliveries=self.deliveries,
            unheard=self.unheard,
            apologies=self.apologies,
            report_crash=self.report_crash,
        )

    @property
    def _topic_table(self) -> TopicTable:
        return TopicTable(endings=self._endings, place=self._place_in_topic)

    @property
    def _outcome_table(self) -> OutcomeTable:
        return OutcomeTable(endings=self._endings, of_topics=self._topic_table, limiter=self.limiter)

    async def _with_message(self, call: OutgoingCall) -> OutgoingCall | None:
        """Fill in the id of a message that is named by the call that sent it; None where that sent none.

        Of an album all is deleted.
        """
        sent_by = call.arguments.get(SENT_BY)
        if sent_by is None:
            return call
        message_id = await self.deliveries.message_of(call.chat_id, sent_by["cause"], sent_by["n"])
        if message_id is None:
            return None
        others = {name: value for name, value in call.arguments.items() if name != SENT_BY}
        if call.method == "deleteMessage":
            album = await self.deliveries.album_of(call.chat_id, message_id)
            if len(album) > 1:
                return replace(call, method="deleteMessages", arguments={**others, "message_ids": [*album]})
        return replace(call, arguments={**others, "message_id": message_id})

    async def _live_card(self, call: OutgoingCall, *, is_placed: bool) -> LiveCard | None:
        """Return the message to draw it on; in a reporter's topic none that is outside of it."""
        if not call.edits_card or call.ticket is None:
            return None
        card = await self.deliveries.card_of(call.chat_id, call.ticket, call.role)
        thread_id = call.arguments.get(THREAD)
        if card is not None and is_placed and thread_id and call.is_private and card.thread_id != thread_id:
            return None
        return card

    async def _is_shown_beside(self, call: OutgoingCall) -> bool:
        """Tell whether a card is looked at elsewhere than in its topic, where the live one stays (decision 67)."""
        if call.role is not MessageRole.CARD or call.edits_card or not call.is_private or call.ticket is None:
            return False
        card = await self.deliveries.card_of(call.chat_id, call.ticket, call.role)
        return (
            card is not None
            and card.thread_id is not None
            and card.thread_id != call.arguments.get(THREAD)
            and card.message_id != changed_message(call)
        )

    async def _settled(self, delivery: Delivery, call: OutgoingCall, outcome: ApiOutcome) -> DeliveryAttempt:
        """Record the outcome, however long that takes: nobody else knows it."""
        attempt = await recorded(partial(self._outcome_table, delivery, call, outcome))
        return replace(attempt, answer=type(outcome).__name__)


def addressed(call: OutgoingCall, card: LiveCard | None) -> OutgoingCall:
    """Turn an edit of a live card into an edit of that message, or into a new card where there is none."""
    if not call.edits_card:
        return call
    if card is None:
        return replace(call, method="sendMessage")
    drawn = {name: value for name, value in call.arguments.items() if name in DRAWN}
    return replace(call, method="editMessageText", arguments={**drawn, "message_id": card.message_id})
