"""The contract of `Exports`, held by PostgreSQL and by the fake of the dialogs' tests."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot_service.adapters.inbound.worker.slots import Slots
from bot_service.adapters.outbound.memory.office.reports.exports import MemoryExports
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.office.reports.exports import SqlExports
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.office.reports.exports import Exports
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.office.reports.export import Export, ExportState

ASKED = Export(
    cause="export/42/5000000101/17",
    chat_id=5_000_000_101,
    message_id=17,
    thread_id=77,
    person="users/7",
    language="ru",
    zone="Europe/Berlin",
    since=datetime(2026, 1, 5, tzinfo=UTC),
)
SAID = OutgoingCall(method="sendMessage", chat_id=ASKED.chat_id, arguments={"text": "Done"})


@pytest.fixture(params=["memory", "postgres"])
def exports(request: pytest.FixtureRequest) -> Exports:
    if request.param == "memory":
        return MemoryExports()
    return SqlExports(request.getfixturevalue("database"), senders=Slots[Delivery](1))


async def test_the_same_cause_is_the_same_export(exports: Exports) -> None:
    assert await exports.under_way() is None
    first = await exports.begin(ASKED)
    assert first == replace(ASKED, id=first.id)
    assert await exports.begin(replace(ASKED, person="users/8", since=None)) == first
    other = await exports.begin(replace(ASKED, cause="another", message_id=None, since=None))
    assert other.id != first.id
    assert await exports.under_way() == first, "the one that was asked for first"


async def test_part_by_part_and_each_once(exports: Exports) -> None:
    begun = await exports.begin(ASKED)
    assert await exports.tell(begun, 500, [SAID])
    assert await exports.end_part(begun, rows=5_000, resume_token="there", calls=[SAID])
    assert not await exports.end_part(begun, rows=5_000, resume_token="there", calls=[SAID])
    further = await exports.under_way()
    assert further == replace(begun, parts=1, rows=5_000, resume_token="there")
    assert await exports.end_part(further, rows=7, resume_token="", calls=[SAID])
    assert await exports.under_way() is None
    assert not await exports.tell(further, 5_500, [SAID])
    ended = await exports.stop(begun.id, ASKED.chat_id)
    assert ended == replace(begun, parts=2, rows=5_007, state=ExportState.DONE)


async def test_nothing_comes_of_what_was_stopped(exports: Exports) -> None:
    begun = await exports.begin(ASKED)
    assert await exports.stop(begun.id, ASKED.chat_id + 1) is None, "it is somebody else's"
    assert await exports.stop(begun.id + 1, ASKED.chat_id) is None
    assert await exports.tell(begun, 500, [SAID])
    for _ in range(2):
        stopped = await exports.stop(begun.id, ASKED.chat_id)
        assert stopped == replace(begun, state=ExportState.STOPPED)
    assert not await exports.tell(begun, 1_000, [SAID])
    assert not await exports.end_part(begun, rows=1, resume_token="", calls=[SAID])
    await exports.fail(begun, [SAID])
    assert await exports.begin(ASKED) == replace(begun, state=ExportState.STOPPED)


async def test_what_failed_is_over(exports: Exports) -> None:
    begun = await exports.begin(ASKED)
    await exports.fail(begun, [SAID])
    assert await exports.under_way() is None
    assert await exports.begin(ASKED) == replace(begun, state=ExportState.FAILED)


async def test_what_is_said_is_said_once_and_by_one_of_two(database: Database) -> None:
    exports = SqlExports(database, senders=Slots[Delivery](1))
    begun = await exports.begin(ASKED)
    for _ in range(2):
        await exports.tell(begun, 500, [SAID])
    ended = await asyncio.gather(
        *(exports.end_part(begun, rows=1, resume_token="", calls=[SAID]) for _ in range(2))
    )
    assert sorted(ended) == [False, True]
    async with database.transaction() as connection:
        found = await connection.execute(text("SELECT cause FROM deliveries ORDER BY id"))
        causes = [row.cause for row in found]
    assert causes == [f"exports/{begun.id}/at/500", f"exports/{begun.id}/part/0"]
