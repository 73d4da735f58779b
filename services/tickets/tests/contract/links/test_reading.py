"""How links are seen from their two sides, and by whom, on every set of adapters."""

from dataclasses import replace

import pytest

from tickets_service.application.errors import PageTokenInvalidError
from tickets_service.application.ports.history.feed import BEGINNING
from tickets_service.domain.links.errors import LinkExistsError, LinkNotFoundError
from tickets_service.domain.links.link import Direction, LinkId, LinkKind, SeenLink
from tickets_service.domain.people.errors import PermissionDeniedError
from tickets_service.domain.permissions.errors import TicketNotFoundError
from tickets_service.domain.tickets.events import EventType
from tickets_service.domain.tickets.ticket import TicketId
from tickets_testing.desk import Desk

from .casting import INCOMING, cast, seen


async def test_each_ticket_sees_a_link_from_its_side(desk: Desk) -> None:
    ann, dot, (lamp, power) = await cast(desk)
    link = await desk.link(power, dot, lamp, reason="No power, no light")
    assert (link.ticket_id, link.other_id, link.kind) == (power.id, lamp.id, LinkKind.BLOCKS)
    assert (link.direction, link.created_at) == (Direction.OUTGOING, desk.clock.now())
    for ticket, other, direction in ((power, lamp, Direction.OUTGOING), (lamp, power, INCOMING)):
        (listed,) = (await desk.links(ticket, ann)).items
        assert listed == replace(link, ticket_id=ticket.id, other_id=other.id, direction=direction)
        event = (await desk.history(ticket))[-1]
        assert (event.type, event.actor, event.reason) == (
            EventType.LINK_ADDED,
            f"users/{dot.id}",
            "No power, no light",
        )
        assert event.change == listed
        assert await desk.stored(ticket) == ticket
    shown = (await desk.settled(BEGINNING, EventType.LINK_ADDED)).events
    assert [event.ticket_id for _, event in shown] == [power.id, lamp.id]


async def test_what_has_no_direction_is_there_once(desk: Desk) -> None:
    _, dot, (one, other) = await cast(desk)
    link = await desk.link(other, dot, one, kind=LinkKind.RELATED)
    assert link.direction is None
    for first, second, direction in ((one, other, Direction.OUTGOING), (other, one, INCOMING)):
        with pytest.raises(LinkExistsError):
            await desk.link(first, dot, second, direction=direction, kind=LinkKind.RELATED)
        assert seen(await desk.links(first, dot)) == [(second.id, LinkKind.RELATED, None)]


async def test_a_link_is_found_under_its_own_tickets_only(desk: Desk) -> None:
    ann, dot, (one, other, third) = await cast(desk, 3)
    link = await desk.link(one, dot, other)
    with pytest.raises(LinkNotFoundError):
        await desk.unlink(third, dot, link)
    with pytest.raises(LinkNotFoundError):
        await desk.unlink(one, dot, replace(link, id=LinkId(4711)))
    with pytest.raises(TicketNotFoundError):
        await desk.unlink(replace(one, id=TicketId(4711)), dot, link)
    with pytest.raises(PermissionDeniedError):
        await desk.unlink(third, ann, link)


async def test_links_to_what_one_may_not_see(desk: Desk) -> None:
    ann, dot, (lamp, power) = await cast(desk)
    bob, eva, gus = await desk.person("Bob"), await desk.agent("Eva"), await desk.agent("Gus")
    others = await desk.create(bob)
    await desk.take(others, eva)
    hidden = await desk.link(lamp, dot, others)
    shown = await desk.link(lamp, dot, power)
    for who, count in ((ann, 1), (gus, 1), (eva, 2), (dot, 2), (None, 2)):
        listed = (await desk.links(lamp, who)).items
        assert listed == [hidden, shown][-count:]
        page = await desk.events(lamp, who)
        assert [each.change for each in page.items if each.names] == [hidden, shown][-count:]
    await desk.unlink(lamp, dot, hidden)
    assert [each.type for each in (await desk.events(lamp, ann)).items] == [
        EventType.TICKET_CREATED,
        EventType.LINK_ADDED,
    ]
    assert len((await desk.events(lamp, dot)).items) == 4


@pytest.mark.parametrize("newest_first", [False, True])
async def test_pages(desk: Desk, *, newest_first: bool) -> None:
    ann, dot, (hub, *others) = await cast(desk, 8)
    stranger = await desk.create(dot)
    await desk.take(stranger, dot)
    for at, other in enumerate([*others, stranger]):
        await desk.link(hub, dot, other, direction=INCOMING if at % 3 else Direction.OUTGOING)
    found, token = list[SeenLink](), ""
    while True:
        page = await desk.links(hub, ann, newest_first=newest_first, page_size=3, page_token=token)
        assert len(page.items) <= 3
        found += page.items
        if not (token := page.next_token):
            break
    assert [each.other_id for each in found] == [other.id for other in others][:: -1 if newest_first else 1]
    token = (await desk.links(hub, ann, newest_first=newest_first, page_size=3)).next_token
    with pytest.raises(PageTokenInvalidError):
        await desk.links(hub, ann, newest_first=not newest_first, page_token=token)
    with pytest.raises(TicketNotFoundError):
        await desk.links(hub, await desk.person("Bob"))
