"""What the bot's notifier counts on."""

import asyncio
from contextlib import aclosing
from uuid import uuid4

from bot_service.application.ports.notifications.event_feed import EventFeed, FeedItem
from bot_service.application.ports.people.users import UserView
from bot_service.application.views.events import AssigneeView, EventType, EventView
from bot_service.application.views.tickets import TicketState

from .gateways import Gateways

SECONDS = 30


async def read(feed: EventFeed, token: str, count: int) -> list[FeedItem]:
    """Return the next items that hold an event."""
    items: list[FeedItem] = []
    async with asyncio.timeout(SECONDS), aclosing(feed.watch(token)) as watched:
        async for item in watched:
            if item.event is not None:
                items.append(item)
            if len(items) == count:
                break
    return items


async def told(gateways: Gateways) -> tuple[UserView, UserView, int]:
    """Let the whole story happen."""
    ann, bob = await gateways.person(), await gateways.agent()
    number = (await gateways.created(ann)).number
    await gateways.tickets.take(number, acting=bob.name, request_id=uuid4())
    await gateways.comments.add(number, "Which floor?", acting=bob.name, request_id=uuid4())
    await gateways.tickets.resolve(number, acting=bob.name, request_id=uuid4())
    await gateways.tickets.confirm(number, acting=ann.name, request_id=uuid4())
    await gateways.tickets.rate(number, 5, acting=ann.name, request_id=uuid4())
    return ann, bob, number


async def test_every_event_of_the_story_comes_in_order(gateways: Gateways) -> None:
    ann, bob, number = await told(gateways)
    events = [item.event for item in await read(gateways.feed, "", 7)]
    known: list[EventView] = [event for event in events if event is not None]
    assert [(event.type, event.actor) for event in known] == [
        (EventType.TICKET_CREATED, ann.name),
        (EventType.TICKET_ASSIGNED, bob.name),
        (EventType.STATE_CHANGED, bob.name),
        (EventType.COMMENT_ADDED, bob.name),
        (EventType.STATE_CHANGED, bob.name),
        (EventType.STATE_CHANGED, ann.name),
        (EventType.TICKET_RATED, ann.name),
    ]
    assert {event.ticket for event in known} == {number}
    assert len({event.name for event in known}) == 7
    assert [event.state_after for event in known] == [
        TicketState.OPEN,
        None,
        TicketState.IN_PROGRESS,
        None,
        TicketState.RESOLVED,
        TicketState.CLOSED,
        None,
    ]
    assert known[1].assignee == AssigneeView(before="", after=bob.name)
    assert known[3].comment is not None
    assert (known[3].comment.author, known[3].comment.text) == (bob.name, "Which floor?")
    assert known[6].stars == 5


async def test_a_token_goes_on_where_it_was_given(gateways: Gateways) -> None:
    await told(gateways)
    items = await read(gateways.feed, "", 7)
    for position in range(6):
        (following,) = await read(gateways.feed, items[position].resume_token, 1)
        assert following.event == items[position + 1].event


async def test_what_happens_while_watching_comes_too(gateways: Gateways) -> None:
    ann = await gateways.person()
    await gateways.created(ann)
    (first,) = await read(gateways.feed, "", 1)
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(read(gateways.feed, first.resume_token, 1))
        await asyncio.sleep(0)
        second = await gateways.created(ann, "Door is stuck")
    (item,) = waiting.result()
    assert item.event is not None
    assert item.event.ticket == second.number
