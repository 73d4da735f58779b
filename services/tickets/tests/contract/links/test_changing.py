"""Linking, unlinking and going on with what is over, on every set of adapters."""

from dataclasses import replace
from uuid import uuid4

import pytest

from fixline_testing.beyond_types import of_kind
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.links.errors import FollowUpNotAllowedError, LinkNotFoundError
from tickets_service.domain.links.link import Direction, LinkKind, SeenLink
from tickets_service.domain.people.errors import ActorRequiredError, PermissionDeniedError
from tickets_service.domain.people.user import Role
from tickets_service.domain.permissions.errors import TicketNotFoundError
from tickets_service.domain.tickets.events import EventType
from tickets_service.domain.tickets.ticket import TicketId
from tickets_testing.desk import Desk

from .casting import INCOMING, cast, seen


async def test_removed(desk: Desk) -> None:
    ann, dot, (one, other) = await cast(desk)
    gus = await desk.agent()
    link = await desk.link(one, dot, other, kind=LinkKind.SPLIT_FROM)
    for somebody in (ann, await desk.staff(Role.AUDITOR)):
        with pytest.raises(PermissionDeniedError):
            await desk.unlink(one, somebody, link)
    await desk.take(other, await desk.agent("Eva"))
    with pytest.raises(TicketNotFoundError) as caught:
        await desk.unlink(one, gus, link)
    assert caught.value.facts == {"ticket": f"tickets/{other.id}"}
    removed = await desk.unlink(other, dot, link, reason="By mistake")
    assert (removed.ticket_id, removed.other_id, removed.direction) == (other.id, one.id, INCOMING)
    for ticket in (one, other):
        assert (await desk.links(ticket, dot)).items == []
        event = (await desk.history(ticket))[-1]
        assert (event.type, event.reason) == (EventType.LINK_REMOVED, "By mistake")
        assert of_kind(SeenLink, event.change).id == link.id
    with pytest.raises(LinkNotFoundError):
        await desk.unlink(one, dot, link)
    assert (await desk.link(one, dot, other, kind=LinkKind.SPLIT_FROM)).id != link.id
    third = await desk.create(ann)
    await desk.unlink(one, gus, await desk.link(one, gus, third))


async def test_what_is_refused_at_once(desk: Desk) -> None:
    _, dot, (one, other) = await cast(desk)
    for field, refused in (
        ("link.other", desk.link(one, dot, one)),
        ("link.kind", desk.link(one, dot, other, kind=LinkKind.DUPLICATE_OF)),
        ("reason", desk.link(one, dot, other, reason="x" * 1_001)),
        ("request_id", desk.link(one, dot, other, request_id="x")),
    ):
        with pytest.raises(InvalidArgumentError) as caught:
            await refused
        assert [each.field for each in caught.value.violations] == [field]
    assert (await desk.links(one, dot)).items == []


async def test_who_may(desk: Desk) -> None:
    ann, _dot, (one, other) = await cast(desk)
    gus, eva = await desk.agent(), await desk.agent()
    missing = replace(other, id=TicketId(4711))
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


async def test_repeated(desk: Desk) -> None:
    _, dot, (one, other) = await cast(desk)
    keys = [str(uuid4()) for _ in range(2)]
    first = await desk.link(one, dot, other, request_id=keys[0])
    assert await desk.link(one, dot, other, request_id=keys[0]) == first
    gone = await desk.unlink(other, dot, first, request_id=keys[1])
    assert await desk.unlink(other, dot, first, request_id=keys[1]) == gone
    assert await desk.link(one, dot, other, request_id=keys[0]) == first
    assert (await desk.links(one, dot)).items == []
    assert len(await desk.history(one)) == 3


async def test_going_on_with_what_is_over(desk: Desk) -> None:
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
    assert of_kind(SeenLink, (await desk.history(lamp))[-1].change).other_id == again.id
    bob = await desk.person("Bob")
    for unseen in (lamp.id, TicketId(4711)):
        with pytest.raises(TicketNotFoundError):
            await desk.create(bob, follow_up_of=unseen)
    assert (await desk.create(dot, follow_up_of=lamp.id)).reporter_id == dot.id
    assert len((await desk.links(lamp, ann)).items) == 1
