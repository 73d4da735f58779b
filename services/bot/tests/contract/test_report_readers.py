"""The contract of `ReportReaders`, held by PostgreSQL and by the fake of the dialogs' tests."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import pytest
from sqlalchemy import text

from bot_service.adapters.inbound.worker.slots import Slots
from bot_service.adapters.outbound.memory.office.reports.report_readers import MemoryReportReaders
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.office.reports.report_readers import SqlReportReaders
from bot_service.application.ports.office.reports.report_readers import ReportReaders
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.office.reports.month import Month

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
ANN, BOB = 5_000_000_100, 5_000_000_101


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    readers: ReportReaders
    kept: Callable[[], Awaitable[Sequence[tuple[str, int]]]]
    """Causes and chats of what is to be sent."""


def call(chat_id: int) -> OutgoingCall:
    return OutgoingCall(method="sendMessage", chat_id=chat_id, arguments={"text": "the report"})


@pytest.fixture
def memory_stores() -> Stores:
    said: list[tuple[str, int]] = []

    def say(calls: Sequence[OutgoingCall], cause: str) -> None:
        said.extend((cause, each.chat_id) for each in calls)

    async def kept() -> Sequence[tuple[str, int]]:
        return said

    return Stores(readers=MemoryReportReaders(say), kept=kept)


@pytest.fixture
def postgres_stores(database: Database) -> Stores:
    async def kept() -> Sequence[tuple[str, int]]:
        async with database.transaction() as connection:
            rows = await connection.execute(text("SELECT cause, chat_id FROM deliveries ORDER BY id"))
            return [(cause, chat_id) for cause, chat_id in rows]

    return Stores(readers=SqlReportReaders(database, senders=Slots(1)), kept=kept)


@pytest.fixture(params=["memory", "postgres"])
def stores(request: pytest.FixtureRequest) -> Stores:
    found: Stores = request.getfixturevalue(f"{request.param}_stores")
    return found


async def test_each_month_is_told_once(stores: Stores) -> None:
    readers = stores.readers
    assert list(await readers.waiting(OCTOBER, [BOB, ANN])) == [ANN, BOB]
    assert await readers.tell(OCTOBER, ANN, "reports/1", [call(ANN)])
    assert not await readers.tell(OCTOBER, ANN, "reports/2", [call(ANN)])
    assert list(await readers.waiting(OCTOBER, [BOB, ANN])) == [BOB]
    assert list(await readers.waiting(NOVEMBER, [BOB, ANN])) == [ANN, BOB]
    assert await readers.tell(NOVEMBER, ANN, "reports/3", ())
    assert not await readers.tell(OCTOBER, ANN, "reports/4", [call(ANN)])
    assert list(await readers.waiting(OCTOBER, [ANN])) == []
    assert list(await readers.waiting(OCTOBER, [])) == []
    assert list(await stores.kept()) == [("reports/1", ANN)]


async def test_several_at_once_tell_it_once(stores: Stores) -> None:
    told = await asyncio.gather(
        *(stores.readers.tell(OCTOBER, ANN, f"reports/{number}", [call(ANN)]) for number in range(5))
    )
    assert sorted(told) == [False, False, False, False, True]
    assert len(await stores.kept()) == 1


async def test_whoever_does_not_want_it_waits_for_none(stores: Stores) -> None:
    readers = stores.readers
    assert await readers.wants(ANN)
    await readers.set_wanted(ANN, wanted=False)
    assert not await readers.wants(ANN)
    assert list(await readers.waiting(OCTOBER, [ANN, BOB])) == [BOB]
    assert not await readers.tell(OCTOBER, ANN, "reports/1", [call(ANN)])
    assert list(await stores.kept()) == []
    await readers.set_wanted(ANN, wanted=True)
    assert await readers.wants(ANN)
    assert await readers.tell(OCTOBER, ANN, "reports/2", [call(ANN)])
