"""When a unit of work tells the cache what it changes."""

from collections.abc import Collection

import asyncpg
import pytest
from sqlalchemy import QueuePool
from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_testing.beyond_types import of_kind
from tickets_service.adapters.outbound.sqlalchemy.unit_of_work import SqlAlchemyUnitOfWorkFactory
from tickets_service.application.errors import StoreUnavailableError
from tickets_service.domain.people.user import UserId
from tickets_testing.desk import Desk
from tickets_testing.on_postgres import unheard

MINE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"


class Notebook:
    """A fence that writes down what it is told, and how many connections were out meanwhile."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._pool = of_kind(QueuePool, engine.pool)
        self.told: list[tuple[str, list[str], int]] = []

    async def up(self, names: Collection[str]) -> None:
        self.told.append(("up", sorted(names), self._pool.checkedout()))

    async def settle(self, names: Collection[str]) -> None:
        self.told.append(("settle", sorted(names), self._pool.checkedout()))


@pytest.fixture
def notebook(postgres_desk: Desk) -> Notebook:
    return Notebook(postgres_desk.engine)


async def renamed(
    desk: Desk, notebook: Notebook, who: UserId, *, commit: bool = True, kill: bool = False
) -> None:
    factory = SqlAlchemyUnitOfWorkFactory(desk.engine, on_events=unheard, fence=notebook)
    async with factory() as uow:
        user = await uow.users.find_to_change(who)
        assert user is not None
        user.display_name = "New"
        await uow.users.save(user)
        if kill:
            dsn = desk.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
            admin = await asyncpg.connect(dsn)
            await admin.execute(f"{MINE} AND pid <> pg_backend_pid()")
            await admin.close()
        if commit:
            await uow.commit()


async def test_before_and_after_the_commit(postgres_desk: Desk, notebook: Notebook) -> None:
    ann = await postgres_desk.person("Ann")
    await renamed(postgres_desk, notebook, ann.id)
    # Waiting for the leases of others holds no connection.
    assert notebook.told == [("up", [f"users/{ann.id}"], 1), ("settle", [f"users/{ann.id}"], 0)]


async def test_what_is_rolled_back_is_no_change(postgres_desk: Desk, notebook: Notebook) -> None:
    ann = await postgres_desk.person("Ann")
    await renamed(postgres_desk, notebook, ann.id, commit=False)
    assert notebook.told == []


async def test_a_commit_that_may_have_happened(postgres_desk: Desk, notebook: Notebook) -> None:
    ann = await postgres_desk.person("Ann")
    with pytest.raises(StoreUnavailableError):
        await renamed(postgres_desk, notebook, ann.id, kill=True)
    assert [(when, names) for when, names, _ in notebook.told] == [
        ("up", [f"users/{ann.id}"]),
        ("settle", [f"users/{ann.id}"]),
    ]


async def test_what_concerns_no_cache(postgres_desk: Desk, notebook: Notebook) -> None:
    desk = postgres_desk
    ticket = await desk.create(await desk.person("Ann"))
    async with SqlAlchemyUnitOfWorkFactory(desk.engine, on_events=unheard, fence=notebook)() as uow:
        await uow.tickets.save(await uow.tickets.get(ticket.id))
        await uow.commit()
    assert notebook.told == []
