"""What tickets have to do with each other, on every set of adapters."""

import asyncio
import itertools
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from tickets_service.application.ports.event_feed import BEGINNING
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.events import EventType
from tickets_service.domain.link import LONGEST_CHAIN, Direction, LinkId, LinkKind
from tickets_service.domain.link_errors import (
    FollowUpNotAllowedError,
    LinkChainTooLongError,
    LinkCycleError,
    LinkExistsError,
    LinkNotFoundError,
    ParentExistsError,
)
from tickets_service.domain.ticket_errors import TicketNotFoundError
from tickets_service.domain.user import Role
from tickets_service.domain.user_errors import ActorRequiredError, PermissionDeniedError

HIERARCHIES = [LinkKind.BLOCKS, LinkKind.PARENT, LinkKind.SPLIT_FROM, LinkKind.FOLLOW_UP_OF]
INCOMING = Direction.INCOMING


async def cast(desk: Any, tickets: int = 2) -> Any:
    ann, dot = await desk.person("Ann"), await desk.staff(Role.DISPATCHER)
    return ann, dot, [await desk.create(ann) for _ in range(tickets)]


def seen(page: Any) -> list[tuple[int, LinkKind, Direction | None]]:
    return [(each.other_id, each.kind, each.direction) for each in page.items]


async def test_each_ticket_sees_a_link_from_its_side(desk: Any) -> None:
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


async def test_what_has_no_direction_is_there_once(desk: Any) -> None:
    _, dot, (one, other) = await cast(desk)
    related = {"kind": LinkKind.RELATED}
    link = await desk.link(other, dot, one, **related)
    assert link.direction is None
    for first, second, direction in ((one, other, Direction.OUTGOING), (other, one, INCOMING)):
        with pytest.raises(LinkExistsError):
            await desk.link(first, dot, second, direction=direction, **related)
        assert seen(await desk.links(first, dot)) == [(second.id, LinkKind.RELATED, None)]


async def test_removed(desk: Any) -> None:
    ann, dot, (one, other) = await cast(desk)
    gus = await desk.agent()
    link = await desk.link(one, gus, other, kind=LinkKind.SPLIT_FROM)
    for somebody in (ann, gus):
        with pytest.raises(PermissionDeniedError):
            await desk.unlink(one, somebody, link)
    removed = await desk.unlink(other, dot, link, reason="By mistake")
    assert (removed.ticket_id, removed.other_id, removed.direction) == (other.id, one.id, INCOMING)
    for ticket in (one, other):
        assert (await desk.links(ticket, dot)).items == []
        event = (await desk.history(ticket))[-1]
        assert (event.type, event.reason) == (EventType.LINK_REMOVED, "By mistake")
        assert event.change.id == link.id
    with pytest.raises(LinkNotFoundError):
        await desk.unlink(one, dot, link)
    assert (await desk.link(one, dot, other, kind=LinkKind.SPLIT_FROM)).id != link.id


async def test_a_link_is_found_under_its_own_tickets_only(desk: Any) -> None:
    ann, dot, (one, other, third) = await cast(desk, 3)
    link = await desk.link(one, dot, other)
    with pytest.raises(LinkNotFoundError):
        await desk.unlink(third, dot, link)
    with pytest.raises(LinkNotFoundError):
        await desk.unlink(one, dot, replace(link, id=LinkId(4711)))
    with pytest.raises(TicketNotFoundError):
        await desk.unlink(replace(one, id=4711), dot, link)
    with pytest.raises(PermissionDeniedError):
        await desk.unlink(third, ann, link)


async def test_the_same_link_twice(desk: Any) -> None:
    _, dot, (one, other) = await cast(desk)
    await desk.link(one, dot, other)
    for again in ((one, other, Direction.OUTGOING), (other, one, INCOMING)):
        with pytest.raises(LinkExistsError):
            await desk.link(again[0], dot, again[1], direction=again[2])
    await desk.link(one, dot, other, kind=LinkKind.SPLIT_FROM)
    assert len((await desk.links(one, dot)).items) == 2


async def test_one_parent(desk: Any) -> None:
    _, dot, (parent, child, other) = await cast(desk, 3)
    part = {"kind": LinkKind.PARENT}
    link = await desk.link(child, dot, parent, direction=INCOMING, **part)
    with pytest.raises(ParentExistsError):
        await desk.link(other, dot, child, **part)
    await desk.link(parent, dot, other, **part)
    assert seen(await desk.links(parent, dot)) == [
        (child.id, LinkKind.PARENT, Direction.OUTGOING),
        (other.id, LinkKind.PARENT, Direction.OUTGOING),
    ]
    await desk.unlink(child, dot, link)
    await desk.link(other, dot, child, **part)


@pytest.mark.parametrize("kind", HIERARCHIES)
async def test_no_circles(desk: Any, kind: LinkKind) -> None:
    _, dot, (one, two, three) = await cast(desk, 3)
    await desk.link(one, dot, two, kind=kind)
    await desk.link(two, dot, three, kind=kind)
    for first, last in ((two, one), (three, one)):
        with pytest.raises(LinkCycleError):
            await desk.link(first, dot, last, kind=kind)
        with pytest.raises(LinkCycleError):
            await desk.link(last, dot, first, kind=kind, direction=INCOMING)
    assert len((await desk.links(three, dot)).items) == 1
    # Links of another kind, and those without a direction, make no circle with these.
    await desk.link(three, dot, one, kind=LinkKind.RELATED)
    await desk.link(three, dot, one, kind=next(each for each in HIERARCHIES if each is not kind))


async def test_two_halves_of_a_circle_at_once(desk: Any) -> None:
    _, dot, tickets = await cast(desk, 6)
    ring = list(zip(tickets, [*tickets[1:], tickets[0]], strict=True))
    for kind in HIERARCHIES:
        adding = [desk.link(source, dot, target, kind=kind) for source, target in ring]
        answers = await asyncio.gather(*adding, return_exceptions=True)
        refused = [answer for answer in answers if isinstance(answer, BaseException)]
        assert len(refused) == 1
        assert isinstance(refused[0], LinkCycleError)


async def test_the_same_link_at_once(desk: Any) -> None:
    _, dot, (one, other) = await cast(desk)
    for kind in (LinkKind.RELATED, LinkKind.BLOCKS):
        adding = [desk.link(one, dot, other, kind=kind) for _ in range(4)]
        answers = await asyncio.gather(*adding, return_exceptions=True)
        assert sum(isinstance(answer, LinkExistsError) for answer in answers) == 3
    removing = [desk.unlink(one, dot, (await desk.links(one, dot)).items[0]) for _ in range(4)]
    answers = await asyncio.gather(*removing, return_exceptions=True)
    assert sum(isinstance(answer, LinkNotFoundError) for answer in answers) == 3


async def test_a_chain_has_an_end(desk: Any) -> None:
    _, dot, tickets = await cast(desk, LONGEST_CHAIN + 2)
    for source, target in itertools.pairwise(tickets):
        await desk.link(source, dot, target)
    newest = await desk.create(dot)
    for last in (tickets[1], tickets[0]):
        with pytest.raises(LinkChainTooLongError):
            await desk.link(newest, dot, last)
    await desk.link(newest, dot, tickets[2])
    with pytest.raises(LinkCycleError):
        await desk.link(tickets[-1], dot, tickets[2])


async def test_many_ways_are_walked_once(desk: Any) -> None:
    """A ladder of twelve rungs with two tickets each has 4,096 ways through it."""
    _, dot, tickets = await cast(desk, 24)
    rungs = [tickets[at : at + 2] for at in range(0, 24, 2)]
    for above, below in itertools.pairwise(rungs):
        for source in above:
            for target in below:
                await desk.link(source, dot, target)
    with pytest.raises(LinkCycleError):
        await desk.link(rungs[-1][0], dot, rungs[0][1])
    assert await desk.link(rungs[0][0], dot, rungs[-1][1])


async def test_what_is_refused_at_once(desk: Any) -> None:
    _, dot, (one, other) = await cast(desk)
    for field, given in (
        ("link.other", {"other_id": one.id}),
        ("link.kind", {"kind": LinkKind.DUPLICATE_OF}),
        ("reason", {"reason": "x" * 1_001}),
        ("request_id", {"request_id": "x"}),
    ):
        with pytest.raises(InvalidArgumentError) as caught:
            await desk.link(one, dot, other, **given)
        assert [each.field for each in caught.value.violations] == [field]
    assert (await desk.links(one, dot)).items == []


async def test_who_may(desk: Any) -> None:
    ann, _dot, (one, other) = await cast(desk)
    gus, eva = await desk.agent(), await desk.agent()
    missing = replace(other, id=4711)
    with pytest.raises(ActorRequiredError):
        await desk.link(one, None, other)
    for nobody in (ann, await desk.staff(Role.AUDITOR)):
        # Whether the other one exists is not told to who may not link at all.
        for second in (other, missing):
            with pytest.raises(PermissionDeniedError):
                await desk.link(one, nobody, second)
    await desk.take(other, eva)
    for first, second, named in ((one, other, other), (other, one, other), (one, missing, missing)):
        with pytest.raises(TicketNotFoundError) as caught:
            await desk.link(first, gus, second)
        assert caught.value.facts == {"ticket": f"tickets/{named.id}"}
    await desk.link(one, eva, other)
    assert len((await desk.links(one, ann)).items) == 1


async def test_links_to_what_one_may_not_see(desk: Any) -> None:
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


async def test_pages(desk: Any) -> None:
    ann, dot, (hub, *others) = await cast(desk, 8)
    stranger = await desk.create(dot)
    await desk.take(stranger, dot)
    for at, other in enumerate([*others, stranger]):
        await desk.link(hub, dot, other, direction=INCOMING if at % 3 else Direction.OUTGOING)
    found, token = [], ""
    while True:
        page = await desk.links(hub, ann, page_size=3, page_token=token)
        assert len(page.items) <= 3
        found += page.items
        if not (token := page.next_token):
            break
    assert [each.other_id for each in found] == [other.id for other in others]
    with pytest.raises(TicketNotFoundError):
        await desk.links(hub, await desk.person("Bob"))


async def test_repeated(desk: Any) -> None:
    _, dot, (one, other) = await cast(desk)
    keys = [str(uuid4()) for _ in range(2)]
    first = await desk.link(one, dot, other, request_id=keys[0])
    assert await desk.link(one, dot, other, request_id=keys[0]) == first
    gone = await desk.unlink(other, dot, first, request_id=keys[1])
    assert await desk.unlink(other, dot, first, request_id=keys[1]) == gone
    assert await desk.link(one, dot, other, request_id=keys[0]) == first
    assert (await desk.links(one, dot)).items == []
    assert len(await desk.history(one)) == 3


async def test_going_on_with_what_is_over(desk: Any) -> None:
    ann, dot, (lamp,) = await cast(desk, 1)
    with pytest.raises(FollowUpNotAllowedError):
        await desk.create(ann, follow_up_of=lamp.id)
    await desk.cancel(lamp, ann)
    again = await desk.create(ann, "Lamp, again", follow_up_of=lamp.id)
    assert seen(await desk.links(again, ann)) == [(lamp.id, LinkKind.FOLLOW_UP_OF, Direction.OUTGOING)]
    assert [event.type for event in await desk.history(again)] == [
        EventType.TICKET_CREATED,
        EventType.LINK_ADDED,
    ]
    assert (await desk.history(lamp))[-1].change.other_id == again.id
    bob = await desk.person("Bob")
    for unseen in (lamp.id, 4711):
        with pytest.raises(TicketNotFoundError):
            await desk.create(bob, follow_up_of=unseen)
    assert (await desk.create(dot, follow_up_of=lamp.id)).reporter_id == dot.id
    assert len((await desk.links(lamp, ann)).items) == 1
