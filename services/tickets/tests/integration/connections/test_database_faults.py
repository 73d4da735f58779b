"""What callers hear when the database has troubles, and that the service is well again afterwards."""

import asyncio

import pytest
from sqlalchemy import text

from fixline_chassis.database import create_database_engine
from fixline_testing.clock import SteppingClock
from fixline_testing.connections import connected
from tickets_service.adapters.outbound.sqlalchemy.connections.reading import Reading
from tickets_service.adapters.outbound.sqlalchemy.unit_of_work import SqlAlchemyUnitOfWorkFactory
from tickets_service.application.errors import StoreError, StoreOverloadedError, StoreUnavailableError
from tickets_service.domain.people.user import UserId
from tickets_testing.desk import Desk
from tickets_testing.on_postgres import unheard

MINE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"


async def test_nobody_listens() -> None:
    engine = create_database_engine("postgresql+asyncpg://u:p@127.0.0.1:1/x", application_name="t")
    with pytest.raises(StoreUnavailableError):
        await Reading(engine).rows(text("SELECT 1"))
    with pytest.raises(StoreUnavailableError):
        async with SqlAlchemyUnitOfWorkFactory(engine, on_events=unheard)() as uow:
            await uow.users.find(UserId(1))
    await engine.dispose()


async def test_connections_that_died(postgres_desk: Desk) -> None:
    desk = postgres_desk
    ann = await desk.person()
    ticket = await desk.create(ann)
    async with connected(desk.engine.url) as admin:
        await admin.execute(f"{MINE} AND pid <> pg_backend_pid()")
    added = None
    async with asyncio.timeout(30):
        while added is None:
            try:
                added = await desk.comment(ticket, ann)
            except StoreError as error:
                assert isinstance(error, StoreUnavailableError)  # noqa: PT017  # it may happen, or not
    assert [each.change for each in await desk.history(ticket)][1:] == [added.comment]


async def test_a_connection_that_dies_in_the_middle_leaves_nothing(postgres_desk: Desk) -> None:
    desk = postgres_desk
    ann = await desk.person()
    ticket = await desk.create(ann)

    async def dies_before_commit() -> None:
        async with desk.ports.unit_of_work() as uow:
            await uow.tickets.save(await uow.tickets.get(ticket.id))
            async with connected(desk.engine.url) as admin:
                await admin.execute(f"{MINE} AND pid <> pg_backend_pid()")
            await uow.commit()

    with pytest.raises(StoreUnavailableError):
        await dies_before_commit()
    assert await desk.stored(ticket) == ticket


async def test_a_locked_ticket(postgres_desk: Desk) -> None:
    desk = postgres_desk
    ann = await desk.person()
    ticket = await desk.create(ann)
    hasty = create_database_engine(
        desk.engine.url.render_as_string(hide_password=False), application_name="t", lock_timeout_ms=50
    )
    async with desk.ports.unit_of_work() as uow:
        await uow.tickets.get(ticket.id)
        with pytest.raises(StoreUnavailableError):
            async with SqlAlchemyUnitOfWorkFactory(hasty, on_events=unheard)() as other:
                await other.tickets.get(ticket.id)
    await hasty.dispose()


async def test_all_connections_are_busy(postgres_desk: Desk, clock: SteppingClock) -> None:
    small = create_database_engine(
        postgres_desk.engine.url.render_as_string(hide_password=False),
        application_name="t",
        pool_size=1,
        pool_timeout_seconds=0.05,
    )
    factory = SqlAlchemyUnitOfWorkFactory(small, on_events=unheard)
    async with factory() as uow:
        await uow.answers.purge(before=clock.now(), limit=1)
        with pytest.raises(StoreOverloadedError):
            await Reading(small).rows(text("SELECT 1"))
    await small.dispose()


async def test_a_bug_stays_a_bug(postgres_desk: Desk) -> None:
    with pytest.raises(Exception, match="does not exist") as caught:
        await Reading(postgres_desk.engine).rows(text("SELECT nothing FROM users"))
    assert not isinstance(caught.value, StoreError)


async def test_reads_leave_no_transaction_open(postgres_desk: Desk) -> None:
    desk = postgres_desk
    ticket = await desk.create(await desk.person())
    await desk.stored(ticket)
    async with connected(desk.engine.url) as admin:
        states = await admin.fetch(
            "SELECT state FROM pg_stat_activity WHERE application_name = 'test' AND datname = current_database()"
        )
    assert {row["state"] for row in states} == {"idle"}
