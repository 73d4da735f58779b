"""Every UnitOfWork keeps these promises."""

import asyncio
from datetime import UTC, datetime

import pytest

from fixline_testing.beyond_types import present
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.people.user import Profile, Role, User, UserId
from tickets_service.domain.permissions.errors import TicketNotFoundError
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import State
from tickets_service.domain.tickets.draft import Draft
from tickets_service.domain.tickets.errors import TicketStaleError
from tickets_service.domain.tickets.rating import Rating
from tickets_service.domain.tickets.ticket import Ticket, TicketId
from tickets_service.domain.violations import Violations
from tickets_testing.desk import Desk

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def profile(telegram_id: int = 77, name: str = "Ann") -> Profile:
    return Profile.read(
        telegram_id=telegram_id, display_name=name, username="ann", language="ru", violations=Violations()
    )


def a_user(telegram_id: int = 77, name: str = "Ann") -> User:
    return User.register(profile(telegram_id, name), role=Role.USER, now=NOW)


def a_ticket(reporter: User) -> Ticket:
    draft = Draft(title="Lamp", description="", location="", priority=Priority.LOW, attachments=("files/x",))
    return Ticket.create(draft, reporter=reporter, now=NOW)


async def saved_ticket(desk: Desk) -> Ticket:
    async with desk.ports.unit_of_work() as uow:
        ticket = a_ticket(await uow.users.add(a_user()))
        await uow.tickets.add(ticket)
        await uow.commit()
    return ticket


async def test_what_is_committed_can_be_read_back(desk: Desk) -> None:
    ticket = await saved_ticket(desk)
    async with desk.ports.unit_of_work() as uow:
        found = await uow.tickets.get(ticket.id)
        reporter = present(await uow.users.find(found.reporter_id))
    assert (found.title, found.state, found.priority, found.version) == (
        "Lamp",
        State.OPEN,
        Priority.LOW,
        1,
    )
    assert (found.created_at, found.attachments, found.rating) == (NOW, ("files/x",), None)
    assert (reporter.telegram_id, reporter.language, reporter.role, reporter.active) == (
        77,
        "ru",
        Role.USER,
        True,
    )


async def test_every_field_of_a_ticket_survives(desk: Desk) -> None:
    ticket = await saved_ticket(desk)
    async with desk.ports.unit_of_work() as uow:
        agent = await uow.users.add(a_user(telegram_id=78))
        found = await uow.tickets.get(ticket.id)
        found.take(by=agent, now=NOW)
        found.resolve(by=agent, now=NOW)
        found.rate(Rating(stars=4, comment="ok", created_at=NOW), by=agent)
        await uow.tickets.save(found)
        await uow.commit()
    async with desk.ports.unit_of_work() as uow:
        again = await uow.tickets.get(ticket.id)
    found.pull_events()
    assert [getattr(again, name) for name in Ticket.__slots__] == [
        getattr(found, name) for name in Ticket.__slots__
    ]


async def test_leaving_without_commit_forgets(desk: Desk) -> None:
    async with desk.ports.unit_of_work() as uow:
        ticket = a_ticket(await uow.users.add(a_user()))
        await uow.tickets.add(ticket)
        await uow.history.append(ticket.id, ticket.pull_events(), traceparent="")
    async with desk.ports.unit_of_work() as uow:
        with pytest.raises(TicketNotFoundError):
            await uow.tickets.get(ticket.id)
        assert await uow.users.find_by_telegram_id(77) is None
    assert await desk.history(TicketView.of(ticket)) == []


async def test_a_change_without_save_is_not_kept(desk: Desk) -> None:
    ticket = await saved_ticket(desk)
    async with desk.ports.unit_of_work() as uow:
        agent = await uow.users.add(a_user(telegram_id=78))
        (await uow.tickets.get(ticket.id)).take(by=agent, now=NOW)
        await uow.commit()
    async with desk.ports.unit_of_work() as uow:
        assert (await uow.tickets.get(ticket.id)).state is State.OPEN


async def test_what_was_read_in_another_unit_may_be_stale(desk: Desk) -> None:
    ticket = await saved_ticket(desk)
    async with desk.ports.unit_of_work() as uow:
        mine = await uow.tickets.get(ticket.id)
    async with desk.ports.unit_of_work() as uow:
        await uow.tickets.save(await uow.tickets.get(ticket.id))
        await uow.commit()
    async with desk.ports.unit_of_work() as uow:
        with pytest.raises(TicketStaleError):
            await uow.tickets.save(mine)


async def test_a_unit_sees_its_own_writes_and_may_save_twice(desk: Desk) -> None:
    ticket = await saved_ticket(desk)
    async with desk.ports.unit_of_work() as uow:
        agent = await uow.users.add(a_user(telegram_id=78))
        assert present(await uow.users.find(agent.id)).telegram_id == 78
        found = await uow.tickets.get(ticket.id)
        await uow.tickets.save(found)
        found.take(by=agent, now=NOW)
        await uow.tickets.save(found)
        assert (await uow.tickets.get(ticket.id)).version == 3
        await uow.commit()
    async with desk.ports.unit_of_work() as uow:
        assert (await uow.tickets.get(ticket.id)).state is State.IN_PROGRESS


async def test_nobody_else_changes_a_ticket_that_one_got(desk: Desk) -> None:
    ticket = await saved_ticket(desk)
    order: list[str] = []

    async def second() -> None:
        async with desk.ports.unit_of_work() as uow:
            order.append("asks")
            await uow.tickets.get(ticket.id)
            order.append("has")

    async with desk.ports.unit_of_work() as uow:
        await uow.tickets.save(await uow.tickets.get(ticket.id))
        waiting = asyncio.create_task(second())
        # Long enough for anything that does not wait to be done.
        await asyncio.wait([waiting], timeout=0.1)
        assert "has" not in order
        # Before it: the other one may go on as soon as the database has committed.
        order.append("commits")
        await uow.commit()
    await waiting
    assert order.index("commits") < order.index("has")


async def test_missing_things(desk: Desk) -> None:
    async with desk.ports.unit_of_work() as uow:
        assert await uow.users.find(UserId(12345)) is None
        assert await uow.users.find_by_telegram_id(12345) is None
        with pytest.raises(TicketNotFoundError):
            await uow.tickets.get(TicketId(12345))


async def test_adding_a_known_person_returns_whom_it_finds(desk: Desk) -> None:
    async with desk.ports.unit_of_work() as uow:
        first = await uow.users.add(a_user(name="Ann"))
        await uow.commit()
    async with desk.ports.unit_of_work() as uow:
        found = await uow.users.add(a_user(name="Bob"))
    assert (found.id, found.display_name) == (first.id, "Ann")


async def test_people_are_saved(desk: Desk) -> None:
    async with desk.ports.unit_of_work() as uow:
        user = await uow.users.add(a_user())
        user.follow(profile(name="Anna"))
        user.role, user.active, user.time_zone = Role.AGENT, False, "Europe/Berlin"
        await uow.users.save(user)
        await uow.commit()
    found = present(await desk.ports.users.find(user.id))
    assert (found.display_name, found.role, found.active, found.time_zone) == (
        "Anna",
        Role.AGENT,
        False,
        "Europe/Berlin",
    )


async def test_writers_at_once_lose_nothing(desk: Desk) -> None:
    ann = await desk.person()
    agents = [await desk.agent(), await desk.agent()]
    tickets = [await desk.create(ann, f"Lamp {number}") for number in range(6)]
    await asyncio.gather(
        *(desk.comment(ticket, agent, f"by {agent.id}") for ticket in tickets for agent in agents)
    )
    for ticket in tickets:
        comments = await desk.ports.tickets.comments(ticket.id, notes=True, before=None, limit=10)
        assert sorted(comment.author for comment in comments) == sorted(
            f"users/{agent.id}" for agent in agents
        )
