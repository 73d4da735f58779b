"""What is said to who waits, from claim to claim on a real inbox."""

import asyncio
from collections.abc import Callable, Sequence

import pytest

from bot_service.application.commands.updates.process_update import ProcessOutcome
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_testing.replica import Replica

from .processing import ProcessingBot, answering, failing


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
