"""What becomes of an update whose handler fails, from claim to claim on a real inbox."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot_service.application.commands.process_update import (
    MOST_FAILURES,
    Processed,
    ProcessOutcome,
    ProcessUpdate,
)
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.updates.inbox import ClaimedUpdate, ReceivedUpdate
from bot_service.application.ports.updates.update_handler import (
    UnfitUpdateError,
    UnknownUpdateError,
    UpdateKey,
)
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_testing.replica import Replica
from fixline_testing.beyond_types import loosely

HELLO = OutgoingCall(method="sendMessage", chat_id=1, arguments={"text": "hello"})
SORRY = OutgoingCall(method="sendMessage", chat_id=1, arguments={"text": "sorry"})
LATER = OutgoingCall(method="sendMessage", chat_id=1, arguments={"text": "later"})
PATIENCE = OutgoingCall(method="sendMessage", chat_id=1, arguments={"text": "patience"})
Handle = Callable[[UpdateKey], Awaitable[Sequence[OutgoingCall]]]


class Regrets:
    async def gave_up(self, update: ClaimedUpdate, incident: str) -> Sequence[OutgoingCall]:
        assert (update.chat_id, incident) == (1, "01234567")
        return [SORRY]

    async def takes_longer(self, update: ClaimedUpdate) -> Sequence[OutgoingCall]:
        assert update.chat_id == 1
        return [PATIENCE]

    async def in_its_turn(self, update: ClaimedUpdate) -> Sequence[OutgoingCall]:
        assert update.chat_id == 1
        return [LATER]

    async def unsaid(self, call: OutgoingCall, incident: str) -> Sequence[OutgoingCall]:
        raise AssertionError((call, incident))


class ProcessingBot:
    """A process of the bot with one handler, and what it reported as bugs."""

    def __init__(self, replica: Replica, handle: Handle, **options: object) -> None:
        self.crashes: list[Exception] = []
        self.replica = replica
        self.handle = handle

        def report(error: Exception, traceparent: str = "") -> str:  # noqa: ARG001  # the port's name
            self.crashes.append(error)
            return "01234567"

        async def handler(key: UpdateKey, update: object) -> Sequence[OutgoingCall]:  # noqa: ARG001  # the port's
            return await self.handle(key)

        self.process = loosely(
            ProcessUpdate,
            inbox=replica.inbox,
            handler=handler,
            apologies=Regrets(),
            report_crash=report,
            **options,
        )

    async def next(self) -> Processed:
        (update,) = await self.replica.inbox.claim(1)
        return await self.process(update)

    async def said(self) -> list[str]:
        rows = await self.replica.rows("SELECT arguments->>'text' FROM deliveries ORDER BY id")
        return [str(text) for (text,) in rows]


def failing(error: Exception) -> Handle:
    async def handle(_key: UpdateKey) -> Sequence[OutgoingCall]:
        raise error

    return handle


async def answering(_key: UpdateKey) -> Sequence[OutgoingCall]:
    return [HELLO]


async def test_done(replica: Replica) -> None:
    await replica.receive(1, chat_id=1)
    bot = ProcessingBot(replica, answering)
    assert (await bot.next()).outcome is ProcessOutcome.DONE
    assert await bot.said() == ["hello"]


async def test_an_unknown_type_is_kept_and_skipped(replica: Replica) -> None:
    await replica.receive(1, chat_id=1, kind="unknown")
    bot = ProcessingBot(replica, failing(UnknownUpdateError()))
    assert (await bot.next()).outcome is ProcessOutcome.SKIPPED
    assert await replica.rows("SELECT state FROM inbox") == [("SKIPPED",)]
    assert await replica.replay(1)
    bot.handle = answering
    assert (await bot.next()).outcome is ProcessOutcome.DONE, "a later release may know it"


async def test_a_poison_update_is_given_up_with_one_report_and_an_apology(replica: Replica) -> None:
    await replica.receive(1, chat_id=1)
    await replica.receive(2, chat_id=1)
    bug = ValueError("bug")
    bot = ProcessingBot(replica, failing(bug))
    for _ in range(MOST_FAILURES - 1):
        assert await bot.next() == Processed(ProcessOutcome.RETRIED, bug)
        assert await replica.inbox.claim(1) == []
        await replica.pass_time(60)
    assert await bot.next() == Processed(ProcessOutcome.ERROR, bug)
    assert bot.crashes == [bug]
    assert await bot.said() == ["sorry"]
    bot.handle = answering
    assert (await bot.next()).outcome is ProcessOutcome.DONE
    assert await replica.rows("SELECT state, error FROM inbox ORDER BY update_id") == [
        ("DEAD", "ValueError"),
        ("DONE", ""),
    ]


async def test_what_cannot_be_read_is_given_up_at_once(replica: Replica) -> None:
    await replica.receive(1, chat_id=1)
    await replica.receive(2, chat_id=1)
    unfit = UnfitUpdateError("message.text: string_type")
    bot = ProcessingBot(replica, failing(unfit))
    assert await bot.next() == Processed(ProcessOutcome.ERROR, unfit)
    assert bot.crashes == [unfit]
    assert await bot.said() == ["sorry"]
    bot.handle = answering
    assert (await bot.next()).outcome is ProcessOutcome.DONE, "the chat does not wait"


async def test_a_service_that_is_down_is_waited_for_and_done_later_once(replica: Replica) -> None:
    await replica.receive(1, chat_id=1)
    bot = ProcessingBot(replica, failing(UnavailableError()))
    for _ in range(30):
        assert (await bot.next()).outcome is ProcessOutcome.DEFERRED
        await replica.pass_time(20)
    assert await bot.said() == ["patience"]
    assert bot.crashes == []
    bot.handle = answering
    assert (await bot.next()).outcome is ProcessOutcome.DONE
    assert await bot.said() == ["patience", "hello"]
    assert await replica.rows("SELECT failures, deferrals FROM inbox") == [(0, 30)]


async def test_after_a_day_nobody_waits_any_more(replica: Replica) -> None:
    await replica.receive(1, chat_id=1)
    await replica.pass_time(25 * 3600)
    bot = ProcessingBot(replica, failing(UnavailableError()))
    assert (await bot.next()).outcome is ProcessOutcome.ERROR
    assert await bot.said() == ["sorry"]


async def test_a_handler_that_hangs_is_a_failure(replica: Replica) -> None:
    async def hang(_key: UpdateKey) -> Sequence[OutgoingCall]:
        await asyncio.Event().wait()
        return ()

    await replica.receive(1, chat_id=1)
    processed = await ProcessingBot(replica, hang, handler_seconds=0.01).next()
    # What it waited for does not answer: an outage, however it is told.
    assert (processed.outcome, type(processed.error)) == (ProcessOutcome.DEFERRED, TimeoutError)


async def test_what_somebody_else_took_over_is_left_to_them(replica: Replica) -> None:
    async def lose_the_claim(_key: UpdateKey) -> Sequence[OutgoingCall]:
        await replica.rows("UPDATE inbox SET claimed_by = NULL, claimed_at = NULL RETURNING 1")
        return [HELLO]

    await replica.receive(1, chat_id=1)
    bot = ProcessingBot(replica, lose_the_claim)
    assert (await bot.next()).outcome is ProcessOutcome.LOST
    assert await bot.said() == []


async def test_an_update_replayed_after_it_was_given_up_is_answered(replica: Replica) -> None:
    await replica.receive(1, chat_id=1)
    bot = ProcessingBot(replica, failing(ValueError()))
    for _ in range(MOST_FAILURES):
        await bot.next()
        await replica.pass_time(60)
    assert await replica.replay(1)
    bot.handle = answering
    assert (await bot.next()).outcome is ProcessOutcome.DONE
    assert await bot.said() == ["sorry", "hello"]


@pytest.mark.parametrize("update_id", [1, 2**52])
async def test_the_request_id_of_an_effect_is_the_same_at_every_try(replica: Replica, update_id: int) -> None:
    ids = []

    async def effect(key: UpdateKey) -> Sequence[OutgoingCall]:
        ids.append((key.request_id("create"), key.request_id("attach")))
        raise UnavailableError

    await replica.receive(update_id, chat_id=1)
    bot = ProcessingBot(replica, effect)
    for _ in range(2):
        await bot.next()
        await replica.pass_time(20)
    assert ids[0] == ids[1]
    assert ids[0][0] != ids[0][1]


def text_of(update_id: int, text: str, date: int = 100) -> ReceivedUpdate:
    message = {"message_id": update_id, "date": date, "chat": {"id": 1, "type": "private"}, "text": text}
    payload = {"update_id": update_id, "message": message}
    return ReceivedUpdate(update_id=update_id, chat_id=1, type="message", payload=payload)


async def test_a_paste_that_the_app_sent_in_parts_is_one_text(replica: Replica) -> None:
    handled = []

    async def handle(key: UpdateKey, update: Mapping[str, Any]) -> Sequence[OutgoingCall]:
        handled.append((key.update_id, update["message"]["text"]))
        return [HELLO]

    for update_id, text in ((1, "x" * 4096), (2, "y" * 1364), (3, "And it smells")):
        await replica.inbox.receive(text_of(update_id, text), "")
    bot = ProcessingBot(replica, answering)
    bot.process = replace(bot.process, handler=handle)
    assert (await bot.next()).outcome is ProcessOutcome.WAITING, "the rest may be under way"
    assert await replica.inbox.claim(1) == []
    await replica.pass_time(2)
    assert (await bot.next()).outcome is ProcessOutcome.DONE
    assert handled == [(1, "x" * 4096 + "y" * 1364)]
    assert (await bot.next()).outcome is ProcessOutcome.DONE
    assert handled[1:] == [(3, "And it smells")]
    assert await replica.rows("SELECT state FROM inbox") == [("DONE",)] * 3
    assert await bot.said() == ["hello"] * 2
    assert await replica.inbox.claim(1) == []


async def test_a_long_text_alone_is_dealt_with_a_moment_later(replica: Replica) -> None:
    await replica.inbox.receive(text_of(1, "x" * 3000), "")
    await replica.inbox.receive(text_of(2, "Thanks!"), "")
    bot = ProcessingBot(replica, answering)
    assert (await bot.next()).outcome is ProcessOutcome.WAITING
    await replica.pass_time(2)
    assert [(await bot.next()).outcome for _ in range(2)] == [ProcessOutcome.DONE] * 2


async def test_the_parts_of_a_text_that_somebody_else_took_over_stay(replica: Replica) -> None:
    async def lose_the_claim(_key: UpdateKey) -> Sequence[OutgoingCall]:
        await replica.rows("UPDATE inbox SET claimed_by = NULL, claimed_at = NULL RETURNING 1")
        return [HELLO]

    await replica.inbox.receive(text_of(1, "x" * 4096), "")
    await replica.inbox.receive(text_of(2, "y" * 1364), "")
    await replica.pass_time(2)
    bot = ProcessingBot(replica, lose_the_claim)
    assert (await bot.next()).outcome is ProcessOutcome.LOST
    assert await replica.rows("SELECT state FROM inbox") == [("PENDING",)] * 2
    assert await bot.said() == []


class Alarm:
    """Stands for the loop's clock: goes off when the test says so."""

    def __init__(self) -> None:
        self.set_for: list[float] = []
        self.ring: Callable[[], None] = self.cancel

    def __call__(self, seconds: float, call: Callable[[], None]) -> "Alarm":
        self.set_for.append(seconds)
        self.ring = call
        return self

    def cancel(self) -> None:
        self.ring = self.cancel


async def test_who_waits_for_15_seconds_is_told_then_and_not_when_a_try_has_ended(replica: Replica) -> None:
    await replica.receive(1, chat_id=1)
    alarm = Alarm()
    meanwhile: list[list[str]] = []

    async def hang(_key: UpdateKey) -> Sequence[OutgoingCall]:
        alarm.ring()
        async with asyncio.timeout(20):
            while not await bot.said():  # noqa: ASYNC110  # the database tells nobody
                await asyncio.sleep(0.01)
        meanwhile.append(await bot.said())
        raise UnavailableError

    bot = ProcessingBot(replica, hang, later=alarm)
    assert (await bot.next()).outcome is ProcessOutcome.DEFERRED
    assert alarm.set_for == [pytest.approx(15, abs=0.5)]
    assert meanwhile == [["patience"]]
    # Once, however long it goes on.
    await replica.pass_time(60)
    bot.handle = answering
    assert (await bot.next()).outcome is ProcessOutcome.DONE
    assert await bot.said() == ["patience", "hello"]


async def test_who_is_answered_in_time_is_told_nothing_else(replica: Replica) -> None:
    await replica.receive(1, chat_id=1)
    alarm = Alarm()
    assert (await ProcessingBot(replica, answering, later=alarm).next()).outcome is ProcessOutcome.DONE
    alarm.ring()
    assert await replica.rows("SELECT arguments->>'text' FROM deliveries") == [("hello",)]


@pytest.mark.parametrize(("age", "begins_by"), [(0, 15.0), (14, 15.0), (40, 52.5)])
async def test_a_try_goes_on_when_it_is_time_for_a_word(
    replica: Replica, age: float, begins_by: float
) -> None:
    await replica.receive(1, chat_id=1)
    await replica.rows("UPDATE inbox SET deferrals = 20 RETURNING 1")  # the longest wait between tries
    await replica.pass_time(age)
    bot = ProcessingBot(replica, failing(UnavailableError()))
    assert (await bot.next()).outcome is ProcessOutcome.DEFERRED
    ((wait,),) = await replica.rows("SELECT extract(epoch FROM not_before - now())::float FROM inbox")
    assert 0 < float(str(wait)) <= begins_by - age + 0.1
