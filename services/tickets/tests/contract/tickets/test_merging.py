"""Two tickets about the same, on every set of adapters."""

import asyncio
from dataclasses import replace
from itertools import pairwise
from uuid import uuid4

import pytest

from fixline_testing.beyond_types import of_kind
from tickets_service.application.paging import Page
from tickets_service.application.ports.history.feed import BEGINNING
from tickets_service.application.views.events import EventView
from tickets_service.application.views.people import UserView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.links.errors import LinkOfMergeError, MergeTargetClosedError
from tickets_service.domain.links.link import Direction, LinkKind
from tickets_service.domain.people.errors import ActorRequiredError, PermissionDeniedError
from tickets_service.domain.people.user import Role
from tickets_service.domain.permissions.errors import TicketNotFoundError
from tickets_service.domain.state import State
from tickets_service.domain.tickets.errors import TicketStaleError, TransitionNotAllowedError
from tickets_service.domain.tickets.events import EventType
from tickets_service.domain.tickets.merging import Merging
from tickets_service.domain.tickets.ticket import TicketId
from tickets_testing.desk import Desk

MERGED = EventType.TICKET_MERGED


async def cast(desk: Desk, tickets: int = 2) -> tuple[UserView, UserView, list[TicketView]]:
    ann, dot = await desk.person("Ann"), await desk.staff(Role.DISPATCHER)
    return ann, dot, [await desk.create(ann) for _ in range(tickets)]


def types(page: Page[EventView]) -> list[EventType]:
    return [event.type for event in page.items]


async def test_the_source_leads_to_the_target(desk: Desk) -> None:
    ann, dot, (target,) = await cast(desk, 1)
    bob, eva = await desk.person("Bob"), await desk.person("Eva")
    source = await desk.create(bob)
    await desk.follow(source, dot, user=eva)
    await desk.note(source, dot, text="Bob again")
    merged = await desk.merge(source, dot, target, reason="The same lamp", etag=source.etag)
    assert (merged.ticket.state, merged.ticket.duplicate_of) == (State.DUPLICATE, target.id)
    assert merged.ticket.etag != source.etag
    assert merged.target == replace(target, follower_count=2)
    assert await desk.stored(source) == merged.ticket
    assert await desk.stored(target) == merged.target
    history = await desk.history(source)
    assert [event.type for event in history[-2:]] == [EventType.STATE_CHANGED, MERGED]
    assert (history[-1].reason, history[-1].actor) == ("The same lamp", f"users/{dot.id}")
    merging = Merging(ticket_id=source.id, source_id=source.id, target_id=target.id)
    assert history[-1].change == merging
    told = [event for event in await desk.history(target) if event.type is MERGED]
    assert [event.change for event in told] == [replace(merging, ticket_id=target.id)]
    shown = (await desk.settled(BEGINNING, MERGED)).events
    assert [of_kind(Merging, event.change).ticket_id for _, event in shown] == [source.id, target.id]
    # Who was on the source is on the target; who was on the target learns nothing of the source.
    for who in (bob, eva):
        assert MERGED in types(await desk.events(target, who))
        assert not any(event.type is EventType.NOTE_ADDED for event in (await desk.events(target, who)).items)
        assert (await desk.links(source, who)).items[0].other_id == target.id
    assert MERGED not in types(await desk.events(target, ann))
    assert (await desk.links(target, ann)).items == []
    with pytest.raises(TicketNotFoundError):
        await desk.events(source, ann)
    (link,) = (await desk.links(source, bob)).items
    assert (link.kind, link.direction) == (LinkKind.DUPLICATE_OF, Direction.OUTGOING)
    with pytest.raises(LinkOfMergeError):
        await desk.unlink(source, dot, link)


async def test_who_is_on_both_stays_so_once(desk: Desk) -> None:
    ann, dot, (source, target) = await cast(desk)
    bob = await desk.person("Bob")
    for ticket in (source, target):
        await desk.follow(ticket, dot, user=bob)
    before = await desk.history(target)
    merged = await desk.merge(source, dot, target)
    assert merged.target.follower_count == 1
    assert [event.type for event in (await desk.history(target))[len(before) :]] == [MERGED]
    assert MERGED in types(await desk.events(source, ann))


async def test_what_was_merged_before_follows(desk: Desk) -> None:
    _, dot, (first, second, third, last) = await cast(desk, 4)
    await desk.merge(first, dot, third)
    await desk.merge(second, dot, third)
    stale = await desk.stored(first)
    await desk.merge(third, dot, last)
    for ticket in (first, second, third):
        found = await desk.stored(ticket)
        assert (found.state, found.duplicate_of) == (State.DUPLICATE, last.id)
    found = await desk.stored(first)
    assert found.etag != stale.etag
    assert (await desk.history(first))[-1].change == Merging(
        ticket_id=first.id, source_id=first.id, target_id=last.id
    )
    assert [each.other_id for each in (await desk.links(first, dot)).items] == [third.id]


async def test_states(desk: Desk) -> None:
    ann, dot, (target, over, merged) = await cast(desk, 3)
    boss = await desk.staff(Role.ADMIN)
    await desk.cancel(over, ann)
    await desk.merge(merged, dot, target)
    source = await desk.create(ann)
    for closed, of in ((over, None), (merged, target.id)):
        with pytest.raises(MergeTargetClosedError) as caught:
            await desk.merge(source, dot, closed)
        assert caught.value.facts.get("duplicate_of") == (of and f"tickets/{of}")
    for ended in (over, merged):
        with pytest.raises(TransitionNotAllowedError):
            await desk.merge(ended, dot, source)
    with pytest.raises(TransitionNotAllowedError):
        await desk.reopen(merged, boss, reason="Not the same")
    waiting = await desk.wait_for_vendor(source, dot)
    with pytest.raises(TransitionNotAllowedError):
        await desk.merge(waiting, dot, target)
    await desk.resume(source, dot)
    await desk.resolve(target, dot)
    assert (await desk.merge(source, dot, target)).ticket.duplicate_of == target.id


async def test_refused(desk: Desk) -> None:
    ann, dot, (source, target) = await cast(desk)
    gus = await desk.agent()
    missing = replace(target, id=TicketId(4711))
    with pytest.raises(ActorRequiredError):
        await desk.merge(source, None, target)
    for nobody in (ann, gus, await desk.staff(Role.AUDITOR)):
        for other in (target, missing):
            with pytest.raises(PermissionDeniedError):
                await desk.merge(source, nobody, other)
    for first, second in ((source, missing), (missing, target)):
        with pytest.raises(TicketNotFoundError):
            await desk.merge(first, dot, second)
    with pytest.raises(TicketStaleError):
        await desk.merge(source, dot, target, etag="0")
    for field, other, reason in (("target", source, ""), ("reason", target, "\0")):
        with pytest.raises(InvalidArgumentError) as caught:
            await desk.merge(source, dot, other, reason=reason)
        assert [each.field for each in caught.value.violations] == [field]
    assert await desk.stored(source) == source
    assert len(await desk.history(target)) == 1


async def test_repeated(desk: Desk) -> None:
    _, dot, (source, target) = await cast(desk)
    key = str(uuid4())
    first = await desk.merge(source, dot, target, request_id=key)
    assert await desk.merge(source, dot, target, request_id=key) == first
    assert len(await desk.history(source)) == 3


async def test_at_once_and_in_a_ring(desk: Desk) -> None:
    """Each into the next: one is left over, and all the others lead to it."""
    _, dot, tickets = await cast(desk, 5)
    ring = pairwise([*tickets, tickets[0]])
    answers = await asyncio.gather(
        *(desk.merge(source, dot, target) for source, target in ring), return_exceptions=True
    )
    refusals = (MergeTargetClosedError, TransitionNotAllowedError)
    assert all(isinstance(each, refusals) for each in answers if isinstance(each, BaseException))
    stored = [await desk.stored(ticket) for ticket in tickets]
    left = {each.id for each in stored if each.state is State.OPEN}
    assert left
    assert {each.duplicate_of for each in stored if each.state is State.DUPLICATE} <= left


async def test_merging_beside_linking(desk: Desk) -> None:
    """Whoever links what is merged at the same time waits, and neither blocks the other for good."""
    dot = await desk.staff(Role.DISPATCHER)
    for _ in range(3):
        duplicate, source, target = [await desk.create(dot) for _ in range(3)]
        await desk.merge(duplicate, dot, source)
        await asyncio.gather(
            desk.merge(source, dot, target),
            desk.link(duplicate, dot, source),
            desk.link(target, dot, duplicate),
            desk.link(duplicate, dot, target, kind=LinkKind.RELATED),
        )
        assert (await desk.stored(duplicate)).duplicate_of == target.id
