"""The newest migrations on a database that is being written, by the release that they are for."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import uuid4

from fixline_chassis.migrations import Migrations
from fixline_testing.clock import SteppingClock
from tickets_service.application.errors import StoreError
from tickets_service.application.views.people import UserView
from tickets_service.domain.state import State
from tickets_testing.desk import Desk
from tickets_testing.on_postgres import desk_on, patient_engine

from .sql import rows, script

BEFORE = "0051"
"""The oldest schema on which this release can create and work on tickets."""
WRITERS = 4
TICKETS_BEFORE = 3_000


T = TypeVar("T")


async def insist(call: Callable[[], Awaitable[T]]) -> T:
    """Repeat what the store cannot do now; the call says its `request_id`, so that it is one request."""
    while True:
        try:
            return await call()
        except StoreError:
            await asyncio.sleep(0.01)


async def live(desk: Desk, ann: UserView, gus: UserView, done: list[int]) -> None:
    """Let a ticket live."""
    ids = [str(uuid4()) for _ in range(3)]
    ticket = await insist(lambda: desk.create(ann, "Lamp in the hall", request_id=ids[0]))
    await insist(lambda: desk.take(ticket, gus, request_id=ids[1]))
    await insist(lambda: desk.resolve(ticket, gus, request_id=ids[2]))
    done.append(ticket.id)


async def progress(writing: list["asyncio.Task[None]"], done: list[int], number: int) -> None:
    async with asyncio.timeout(60):
        while len(done) < number and not any(task.done() for task in writing):  # noqa: ASYNC110  # they append
            await asyncio.sleep(0.01)


async def test_calls_go_on_while_it_migrates_and_search_finds_all_of_them(url: str) -> None:
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade, BEFORE)
    await script(
        url,
        f"""
        INSERT INTO users (telegram_id, display_name) VALUES (1, 'Old');
        INSERT INTO requests (user_id, title) SELECT 1, 'Lamp ' || n FROM generate_series(1, {TICKETS_BEFORE}) AS n;
        """,  # noqa: S608  # our own number
    )
    engine = patient_engine(url)
    desk = desk_on(engine, SteppingClock())
    ann, gus = await desk.person(), await desk.agent()
    done: list[int] = []
    is_over = False

    async def write() -> None:
        while not is_over:
            await live(desk, ann, gus, done)

    writing = [asyncio.create_task(write()) for _ in range(WRITERS)]
    await progress(writing, done, WRITERS)
    before = len(done)
    await asyncio.to_thread(migrations.upgrade)
    during = len(done) - before
    await progress(writing, done, len(done) + WRITERS)
    is_over = True
    await asyncio.gather(*writing)
    await engine.dispose()
    assert during > 0
    assert len(set(done)) == len(done)
    resolved = await rows(url, f"SELECT count(*) AS n FROM requests WHERE status = '{State.RESOLVED.value}'")  # noqa: S608
    assert resolved[0]["n"] == len(done)
    found = await rows(url, "SELECT count(*) AS n FROM search_documents WHERE words @@ 'lamp'")
    assert found[0]["n"] == TICKETS_BEFORE + len(done)
    history = await rows(
        url,
        "SELECT count(*) AS n FROM (SELECT request_id FROM history WHERE request_id > 3000 GROUP BY request_id"
        " HAVING array_agg(type ORDER BY id) <> ARRAY['TICKET_CREATED', 'TICKET_ASSIGNED', 'STATE_CHANGED',"
        " 'STATE_CHANGED']) AS odd",
    )
    assert history[0]["n"] == 0
