"""What becomes of an update whose handler fails, from claim to claim on a real inbox."""

import asyncio
from collections.abc import Sequence

import pytest

from bot_service.application.commands.updates.process_update import MOST_FAILURES, Processed, ProcessOutcome
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.updates.update_handler import (
    UnfitUpdateError,
    UnknownUpdateError,
    UpdateKey,
)
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_testing.replica import Replica

from .processing import HELLO, ProcessingBot, answering, failing


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
