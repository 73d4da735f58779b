"""Every EventFeed keeps these promises."""

from tickets_service.application.ports.history.feed import BEGINNING, FeedPosition
from tickets_service.application.views.events import EventView
from tickets_service.domain.tickets.events import EventType
from tickets_testing.desk import Desk


async def test_an_empty_history(desk: Desk) -> None:
    found = await desk.settled()
    assert (found.events, found.complete, found.unsettled) == ([], True, False)
    assert found.reached >= BEGINNING
    assert found.reached.transaction <= found.horizon


async def test_all_that_happened_in_order(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    first, second = await desk.create(ann), await desk.create(ann)
    await desk.take(second, gus)
    added = await desk.comment(first, ann)
    found = await desk.settled()
    assert [(event.ticket_id, event.type) for _, event in found.events] == [
        (first.id, EventType.TICKET_CREATED),
        (second.id, EventType.TICKET_CREATED),
        (second.id, EventType.TICKET_ASSIGNED),
        (second.id, EventType.STATE_CHANGED),
        (first.id, EventType.COMMENT_ADDED),
    ]
    assert found.events[-1][1].change == added.comment
    assert [event for _, event in found.events if event.ticket_id == first.id] == await desk.history(first)
    positions = [position for position, _ in found.events]
    assert positions == sorted(set(positions))
    assert found.reached > positions[-1]


async def test_pages_meet_without_gap_or_overlap(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    for _ in range(3):
        await desk.take(await desk.create(ann), gus)
    whole = (await desk.settled()).events
    seen: list[tuple[FeedPosition, EventView]] = []
    position, complete = BEGINNING, False
    while not complete:
        stretch = await desk.settled(position, limit=2)
        seen += stretch.events
        position, complete = stretch.reached, stretch.complete
    assert seen == whole


async def test_a_filter_still_gets_ahead(desk: Desk) -> None:
    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.take(await desk.create(ann), gus)
    found = await desk.settled(BEGINNING, EventType.TICKET_ASSIGNED)
    assert [event.type for _, event in found.events] == [EventType.TICKET_ASSIGNED]
    assert (await desk.settled(found.reached)).events == []
    await desk.comment(ticket, ann)
    later = await desk.settled(found.reached, EventType.COMMENT_ADDED, EventType.TICKET_RATED)
    assert [event.type for _, event in later.events] == [EventType.COMMENT_ADDED]
    nothing = await desk.settled(BEGINNING, EventType.TICKET_RATED)
    assert nothing.events == []
    assert nothing.reached >= later.events[0][0]


async def test_a_position_behind_an_event_excludes_it(desk: Desk) -> None:
    ticket = await desk.create(await desk.person())
    place = (await desk.settled()).events[0][0]
    assert (await desk.settled(place)).events == []
    before = FeedPosition(place.transaction, place.event - 1)
    assert [event.ticket_id for _, event in (await desk.settled(before)).events] == [ticket.id]
