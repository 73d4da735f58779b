"""No event is missed and none comes twice, whatever the order in which writers commit."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from random import Random

from fixline_testing.beyond_types import of_kind, present
from tickets_service.adapters.outbound.sqlalchemy.unit_of_work import SqlAlchemyUnitOfWork
from tickets_service.application.ports.history.feed import BEGINNING, FeedPosition
from tickets_service.application.principal import Principal
from tickets_service.application.queries.history.watch_events import WatchEvents, token_of
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.events import EventView
from tickets_service.application.views.people import UserView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.tickets.comment import Comment
from tickets_testing.desk import Desk

PATIENCE = 60
WRITERS = 12
ROUNDS = 12


@asynccontextmanager
async def written(desk: Desk, ticket: TicketView, text: str, by: UserView) -> AsyncIterator[Comment]:
    """A comment that is written, and not committed before the end of the block."""
    async with desk.ports.unit_of_work() as uow:
        found = await uow.tickets.get(ticket.id)
        comment = found.comment(text, by=present(await uow.users.find(by.id)), now=desk.clock.now())
        await uow.tickets.add_comment(comment)
        await uow.history.append(found.id, found.pull_events(), traceparent="")
        inside = of_kind(SqlAlchemyUnitOfWork, uow)
        await inside._pending.write(inside._driver)
        inside._pending.answer, inside._pending.events = None, []
        yield comment
        await uow.commit()


async def test_an_event_that_commits_late_holds_back_the_later_ones(postgres_desk: Desk) -> None:
    desk = postgres_desk
    ann = await desk.person()
    first, second = await desk.create(ann), await desk.create(ann)
    start = (await desk.settled()).reached
    async with written(desk, first, "early, commits late", ann):
        late = await desk.comment(second, ann, "late, commits early")
        stretch = await desk.ports.feed.read(start, types=frozenset(), limit=9)
        assert (stretch.events, stretch.unsettled) == ([], True)
        middle = stretch.reached
    shown = (await desk.settled(middle)).events
    assert [of_kind(CommentView, event.change).text for _, event in shown] == [
        "early, commits late",
        late.comment.text,
    ]
    assert [of_kind(CommentView, event.change).text for _, event in (await desk.settled(start)).events] == [
        "early, commits late",
        late.comment.text,
    ]


async def test_a_rolled_back_writer_holds_nothing_for_ever(postgres_desk: Desk) -> None:
    desk = postgres_desk
    ann = await desk.person()
    first, second = await desk.create(ann), await desk.create(ann)
    start = (await desk.settled()).reached

    async def abandoned(inside: asyncio.Event, leave: asyncio.Event) -> None:
        async with desk.ports.unit_of_work() as uow:
            await uow.tickets.save(await uow.tickets.get(first.id))
            inside.set()
            await leave.wait()

    inside, leave = asyncio.Event(), asyncio.Event()
    writer = asyncio.create_task(abandoned(inside, leave))
    await inside.wait()
    watching = asyncio.create_task(take(desk, 1, token=None, after=start))
    await desk.comment(second, ann, "waits")
    leave.set()
    await writer
    assert [of_kind(CommentView, event.change).text for event in await watching] == ["waits"]


async def take(
    desk: Desk, count: int, *, token: str | None = None, after: FeedPosition = BEGINNING
) -> list[EventView]:
    """The next `count` events as a consumer sees them that reconnects all the time."""
    query = WatchEvents(principal=Principal("bot"), resume_token=token or token_of(after))
    seen: list[EventView] = []
    reconnects = Random(7)
    async with asyncio.timeout(PATIENCE):
        while len(seen) < count:
            async with aclosing(desk.do.history.watch_events(query)) as stream:
                async for watched in stream:
                    if watched.event:
                        seen.append(watched.event)
                    query = replace(query, resume_token=watched.resume_token)
                    if len(seen) == count or reconnects.random() < 0.1:
                        break
    return seen


async def test_many_writers_and_consumers(postgres_desk: Desk) -> None:
    desk = postgres_desk
    # Pages smaller than what is pending, so that their edges fall everywhere.
    desk.do.history.watch_events = replace(desk.do.history.watch_events, batch=7)
    ann = await desk.person()
    tickets = [await desk.create(ann) for _ in range(WRITERS)]
    total = WRITERS + WRITERS * ROUNDS
    consumers = [asyncio.create_task(take(desk, total)) for _ in range(2)]

    async def write(ticket: TicketView, seed: int) -> None:
        dice = Random(seed)
        for number in range(ROUNDS):
            async with written(desk, ticket, f"{number}", ann):
                # Not a wait for something: it shuffles the order of the commits.
                await asyncio.sleep(dice.random() * 0.01)
            desk.signal.announce()

    await asyncio.gather(*(write(ticket, seed) for seed, ticket in enumerate(tickets)))
    for seen in await asyncio.gather(*consumers):
        ids = [event.id for event in seen]
        assert len(set(ids)) == len(ids) == total
        for ticket in tickets:
            mine = [event for event in seen if event.ticket_id == ticket.id]
            assert mine == await desk.history(ticket)
