"""What is measured does not grow with how many people, chats and tickets there are, and names none of them."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.methods import SendMessage, TelegramMethod
from prometheus_client import REGISTRY
from redis.asyncio import Redis

from bot_service.adapters.inbound.telegram.updates.receiver import Receiver
from bot_service.adapters.inbound.worker.deliveries import DeliveryWorker
from bot_service.adapters.inbound.worker.updates import UpdateWorker
from bot_service.adapters.outbound.memory.deliveries.rate_limiter import MemoryRateLimiter
from bot_service.adapters.outbound.memory.updates.allowances import MemoryAllowances
from bot_service.adapters.outbound.telegram.call_spans import TelegramCallSpans
from bot_service.adapters.outbound.valkey.allowances import ValkeyAllowances
from bot_service.adapters.outbound.valkey.rate_limiter import ValkeyRateLimiter
from bot_service.adapters.outbound.valkey.reachability import ValkeyReachability
from bot_service.application.commands.deliveries.attempts import DeliveryAttempt, DeliveryOutcome
from bot_service.application.commands.updates.process_update import Processed, ProcessOutcome
from bot_service.application.errors import GatewayError
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.updates.allowances import LIMITED
from bot_service.application.ports.updates.inbox import ClaimedUpdate, Reception
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.domain.deliveries.outgoing import OutgoingCall, Urgency
from fixline_testing.beyond_types import loosely

from .gateways import Gateways

FEW: Final = 200
"""Enough for everything that can happen to happen."""
MANY: Final = 10_000
FIRST: Final = 7_100_000_000
"""Of the people's ids, which are their chats' too; tickets count from a million."""
TICKETS: Final = 1_000_000
AT_ONCE: Final = 100
ASK_EVERY: Final = 10
"""A thousand people who ask the services are as good as ten thousand, and sooner done."""
OF_SOMEBODY: Final = re.compile(r"71000\d{5}|100\d{4}")
FORBIDDEN: Final = re.compile(
    r"user|person|chat_id|ticket|telegram_id|update_id|request_id|actor|trace", re.IGNORECASE
)
UPDATES: Final = ("message", "edited_message", "callback_query", "my_chat_member", "poll", "love")


class Inbox:
    """Takes what is received."""

    async def receive(self, update: object, traceparent: str) -> Reception:  # noqa: ARG002  # the port's
        return Reception.BEGUN


class Process:
    """Ends updates in each way in turn."""

    def __init__(self) -> None:
        self._ends: Iterator[Processed] = cycle(
            [
                *(
                    Processed(outcome, in_flood=flood)
                    for outcome in ProcessOutcome
                    for flood in (True, False)
                ),
                Processed(ProcessOutcome.ERROR, ValueError("bug")),
            ]
        )

    async def __call__(self, update: ClaimedUpdate) -> Processed:  # noqa: ARG002  # the command's
        return next(self._ends)


class Deliver:
    """Ends deliveries in each way in turn."""

    def __init__(self) -> None:
        self._ends = cycle(DeliveryOutcome)

    async def __call__(self, delivery: Delivery) -> DeliveryAttempt:  # noqa: ARG002  # the command's
        return DeliveryAttempt(next(self._ends), 0.5)


class Telegram:
    """Answers calls in each way in turn."""

    def __init__(self) -> None:
        self._errors = cycle([None, TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter])

    async def __call__(self, bot: Bot, method: TelegramMethod[Any]) -> Any:  # noqa: ARG002  # aiogram's
        error = next(self._errors)
        if error is not None:
            raise loosely(
                error,
                method=method,
                message="no",
                **({"retry_after": 1} if error is TelegramRetryAfter else {}),
            )


class Everything:
    """All that is measured of somebody and their ticket in the bot, and of what the bot asks the services."""

    def __init__(self, real: Gateways, nowhere: Redis) -> None:
        reachability = ValkeyReachability()
        self.real = real
        self.receiver = loosely(Receiver, Inbox())
        self.updates = loosely(UpdateWorker, Process())
        self.deliveries = loosely(DeliveryWorker, Deliver())
        self.spans = TelegramCallSpans("http://telegram")
        self.telegram = Telegram()
        self.bot = Bot("42:TEST-TEST-TEST")
        self.limiter = ValkeyRateLimiter(nowhere, 1, reachability, MemoryRateLimiter())
        self.allowances = ValkeyAllowances(
            nowhere,
            1,
            reachability,
            MemoryAllowances(lambda: datetime.now(UTC)),
            scopes=[each.scope for each in LIMITED],
        )

    async def happens_to(self, n: int) -> None:
        person, ticket, kind = FIRST + n, TICKETS + n, UPDATES[n % len(UPDATES)]
        payload = {"update_id": n, kind: {"from": {"id": person}, "chat": {"id": person, "type": "private"}}}
        await self.receiver(payload)
        await self.updates(
            loosely(
                ClaimedUpdate,
                key=UpdateKey(bot_id=1, update_id=n),
                chat_id=person,
                type=kind,
                payload=payload,
                traceparent="",
                age=timedelta(),
                failures=0,
                deferrals=0,
                claimant=1,
            )
        )
        call = OutgoingCall(method="sendMessage", chat_id=person, ticket=ticket, urgency=Urgency.NOTIFICATION)
        await self.deliveries(
            loosely(
                Delivery,
                id=n,
                call=call,
                traceparent="",
                age=timedelta(),
                attempts=0,
                resent=False,
                claimant=1,
                cause=f"updates/1/{n}",
            )
        )
        with suppress(TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter):
            await self.spans(self.telegram, self.bot, SendMessage(chat_id=person, text=f"#{ticket}"))
        await self.limiter.take(person)
        for allowance in LIMITED:
            await self.allowances.take(allowance, f"users/{person}", n)
        if n % ASK_EVERY:
            return
        with suppress(GatewayError):
            await self.real.tickets.get(ticket, acting=f"users/{person}")

    async def happens(self, numbers: Sequence[int]) -> None:
        waiting = iter(numbers)
        while some := list(islice(waiting, AT_ONCE)):
            await asyncio.gather(*(self.happens_to(n) for n in some))


def series() -> set[tuple[str, tuple[tuple[str, str], ...]]]:
    return {
        (sample.name, tuple(sorted(sample.labels.items())))
        for family in REGISTRY.collect()
        for sample in family.samples
    }


async def test_ten_thousand_people_with_their_chats_and_tickets_make_no_series(real: Gateways) -> None:
    async with Redis.from_url("redis://127.0.0.1:1/0", decode_responses=True) as nowhere:
        everything = Everything(real, nowhere)
        await everything.happens(range(FEW))
        before = series()
        await everything.happens(range(FEW, MANY))
    # A call that ends as none before, on a busy machine, is a histogram of its own; nobody and no ticket is.
    assert len(series() - before) < FEW
    labels = {pair for _, pairs in before for pair in pairs}
    assert {name for name, _ in labels if FORBIDDEN.search(name)} == set()
    assert {value for _, value in labels if OF_SOMEBODY.search(value)} == set()
