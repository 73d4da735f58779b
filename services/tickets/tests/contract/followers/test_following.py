"""Following a ticket, on every set of adapters."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Unpack
from uuid import uuid4

import pytest

from fixline_testing.beyond_types import present
from tickets_service.application.paging import Page
from tickets_service.application.queries.comments.list_comments import ListComments
from tickets_service.application.queries.followers.list_followers import ListFollowers
from tickets_service.application.queries.tickets.get_ticket import GetTicket
from tickets_service.application.views.changes import FollowerChange
from tickets_service.application.views.followers import FollowerView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.people.errors import (
    ActorRequiredError,
    FollowerNotEligibleError,
    PermissionDeniedError,
    UserNotFoundError,
)
from tickets_service.domain.people.user import Role, UserId
from tickets_service.domain.permissions.errors import TicketNotFoundError
from tickets_service.domain.state import State
from tickets_service.domain.tickets.events import EventType
from tickets_testing.desk import Desk, Listing
from tickets_testing.verbs import Doer


async def seen(desk: Desk, ticket: TicketView, who: Doer) -> TicketView:
    return await desk.do.tickets.get_ticket(GetTicket(principal=desk.as_(who), ticket_id=ticket.id))


async def followers(
    desk: Desk, ticket: TicketView, who: Doer = None, **page: Unpack[Listing]
) -> Page[FollowerView]:
    return await desk.do.followers.list_followers(
        ListFollowers(principal=desk.as_(who), ticket_id=ticket.id, **page)
    )


async def ids(desk: Desk, ticket: TicketView) -> list[int]:
    return [each.user_id for each in (await followers(desk, ticket)).items]


async def test_what_a_follower_may(desk: Desk) -> None:
    ann, bob, gus, eva = (
        await desk.person("Ann"),
        await desk.person("Bob"),
        await desk.agent(),
        await desk.agent(),
    )
    ticket = await desk.take(await desk.create(ann), gus)
    await desk.comment(ticket, gus, "On it")
    await desk.note(ticket, gus)
    with pytest.raises(TicketNotFoundError):
        await seen(desk, ticket, bob)
    for friend in (bob, eva):
        await desk.follow(ticket, gus, user=friend)
        assert (await seen(desk, ticket, friend)).id == ticket.id
        page = await desk.do.comments.list_comments(
            ListComments(principal=desk.as_(friend), ticket_id=ticket.id)
        )
        assert [comment.text for comment in page.items] == ["On it"]
    await desk.wait_for_reporter(ticket, gus)
    added = await desk.comment(ticket, bob, "Me too")
    assert added.ticket.state is State.WAITING_REPORTER
    await desk.edit(added.comment, bob, "Me too!")
    for verb in ("cancel", "reopen", "confirm", "rate", "note", "resolve", "update", "release"):
        for friend in (bob, eva):
            with pytest.raises(PermissionDeniedError):
                await getattr(desk, verb)(ticket, friend)
    await desk.unfollow(ticket, bob)
    for call in (seen(desk, ticket, bob), desk.comment(ticket, bob), desk.unfollow(ticket, bob)):
        with pytest.raises(TicketNotFoundError):
            await call


async def test_events_and_counts(desk: Desk) -> None:
    ann, gus, dot = await desk.person(), await desk.agent(), await desk.staff(Role.DISPATCHER)
    ticket = await desk.create(ann)
    followed = await desk.follow(ticket, gus)
    assert followed == replace(ticket, follower_count=1)
    assert (await desk.follow(ticket, gus)).follower_count == 1
    assert (await desk.follow(ticket, dot, user=dot)).follower_count == 2
    assert (await desk.unfollow(ticket, dot, user=gus)).follower_count == 1
    assert (await desk.unfollow(ticket, dot, user=gus)).follower_count == 1
    assert await desk.stored(ticket) == replace(ticket, follower_count=1)
    added, own, removed = (await desk.history(ticket))[1:]
    assert [(each.type, each.change, each.actor, each.on_behalf_of) for each in (added, own, removed)] == [
        (EventType.TICKET_FOLLOWED, FollowerChange(gus.id), f"users/{gus.id}", ""),
        (EventType.TICKET_FOLLOWED, FollowerChange(dot.id), f"users/{dot.id}", ""),
        (EventType.TICKET_UNFOLLOWED, FollowerChange(gus.id), f"users/{dot.id}", f"users/{gus.id}"),
    ]
    assert [event for _, event in (await desk.settled()).events][1:] == [added, own, removed]


async def test_the_reporter_is_on_it_anyway(desk: Desk) -> None:
    ann, dot = await desk.person(), await desk.staff(Role.DISPATCHER)
    ticket = await desk.create(ann)
    assert await desk.follow(ticket, ann) == ticket
    assert await desk.follow(ticket, dot, user=ann) == ticket
    assert await desk.unfollow(ticket, ann) == ticket
    assert (await seen(desk, ticket, ann)) == ticket
    assert (await followers(desk, ticket)).items == []
    assert len(await desk.history(ticket)) == 1


async def test_who_may_let_others_in(desk: Desk) -> None:
    ann, bob, gus, eva = await desk.person(), await desk.person(), await desk.agent(), await desk.agent()
    aud = await desk.staff(Role.AUDITOR)
    ticket = await desk.take(await desk.create(ann), gus)
    for somebody, refusal in (
        (ann, PermissionDeniedError),
        (bob, TicketNotFoundError),
        (eva, TicketNotFoundError),
        (aud, PermissionDeniedError),
        (None, ActorRequiredError),
    ):
        with pytest.raises(refusal):
            await desk.follow(ticket, somebody, user=bob)
        with pytest.raises(refusal):
            await desk.unfollow(ticket, somebody, user=bob)
    for verb in (desk.follow, desk.unfollow):
        with pytest.raises(PermissionDeniedError):
            await verb(ticket, aud)
        with pytest.raises(ActorRequiredError):
            await verb(ticket, None)
    with pytest.raises(PermissionDeniedError):
        await desk.unfollow(ticket, gus, user=bob)
    with pytest.raises(UserNotFoundError):
        await desk.follow(ticket, gus, user=replace(bob, id=UserId(4711)))
    await desk.deactivate(bob.id)
    with pytest.raises(FollowerNotEligibleError):
        await desk.follow(ticket, gus, user=bob)
    assert len(await desk.history(ticket)) == 3
    assert await ids(desk, ticket) == []


async def test_who_was_shut_out_can_be_removed(desk: Desk) -> None:
    bob, dot = await desk.person(), await desk.staff(Role.DISPATCHER)
    ticket = await desk.create(await desk.person())
    await desk.follow(ticket, dot, user=bob)
    await desk.deactivate(bob.id)
    assert (await desk.unfollow(ticket, dot, user=bob)).follower_count == 0


async def test_repeating_gives_the_first_answer_even_to_who_no_longer_sees_it(desk: Desk) -> None:
    bob, gus, key = await desk.person(), await desk.agent(), str(uuid4())
    ticket = await desk.create(await desk.person())
    await desk.follow(ticket, gus, user=bob)
    first = await desk.unfollow(ticket, bob, request_id=key)
    assert await desk.unfollow(ticket, bob, request_id=key) == first
    assert len(await desk.history(ticket)) == 3


async def test_followers_page_by_number(desk: Desk) -> None:
    gus, people = await desk.agent(), [await desk.person() for _ in range(5)]
    ticket, other = await desk.create(gus), await desk.create(gus)
    since = {}
    for person in people[::-1]:
        desk.clock.advance(timedelta(minutes=1))
        await desk.follow(ticket, gus, user=person)
        since[person.id] = desk.clock.now()
    await desk.follow(other, gus, user=people[0])
    first = await followers(desk, ticket, people[0], page_size=2)
    rest = await followers(desk, ticket, people[0], page_size=4, page_token=first.next_token)
    assert [(each.user_id, each.since) for each in (*first.items, *rest.items)] == sorted(since.items())
    assert rest.next_token == ""


async def test_the_same_person_at_once_is_counted_once(desk: Desk) -> None:
    bob, gus, dot = await desk.person(), await desk.agent(), await desk.staff(Role.DISPATCHER)
    ticket = await desk.create(await desk.person())
    await asyncio.gather(*(desk.follow(ticket, who, user=bob) for who in (gus, dot) for _ in range(3)))
    assert (await desk.stored(ticket)).follower_count == 1
    assert len(await desk.history(ticket)) == 2
    await asyncio.gather(
        *(desk.unfollow(ticket, who, user=bob) for who in (bob, dot)), return_exceptions=True
    )
    assert (await desk.stored(ticket)).follower_count == 0
    assert len(await desk.history(ticket)) == 3


async def test_changes_at_once_keep_the_count(desk: Desk) -> None:
    gus, people = await desk.agent(), [await desk.person() for _ in range(4)]
    ticket = await desk.create(await desk.person())
    await asyncio.gather(
        *(desk.follow(ticket, gus, user=person) for person in people),
        *(desk.update(ticket, gus, title=f"Lamp {number}") for number in range(4)),
    )
    stored = await desk.stored(ticket)
    assert (stored.follower_count, stored.etag) == (4, "5")


async def test_following_leaves_etags_good(desk: Desk) -> None:
    gus = await desk.agent()
    ticket = await desk.create(await desk.person())
    await desk.follow(ticket, gus)
    assert (await desk.take(ticket, gus, etag=ticket.etag)).follower_count == 1


async def test_carrying_over(desk: Desk) -> None:
    ann, bob, cid, gus = await desk.person(), await desk.person(), await desk.person(), await desk.agent()
    source, target = await desk.create(ann), await desk.create(bob)
    for person in (bob, cid, gus):
        await desk.follow(source, gus, user=person)
    await desk.follow(target, gus, user=cid)
    async with desk.ports.unit_of_work() as uow:
        for number in sorted((source.id, target.id)):
            await uow.tickets.get(number)
        first = await uow.followers.carry_over(source.id, target.id, now=desk.clock.now())
        assert (await uow.tickets.get(target.id, asker=ann.id)).followed_by == ann.id
        again = await uow.followers.carry_over(source.id, target.id, now=desk.clock.now())
        await uow.commit()
    # Bob reported the target, and Cid followed it already.
    assert (list(first), list(again)) == (sorted([ann.id, gus.id]), [])
    assert await ids(desk, target) == sorted([ann.id, cid.id, gus.id])
    assert (await desk.stored(target)).follower_count == 3
    assert await ids(desk, source) == sorted([bob.id, cid.id, gus.id])
    assert (await seen(desk, source, cid)).follower_count == 3


async def test_what_is_not_committed_is_forgotten(desk: Desk) -> None:
    bob = await desk.person()
    ticket = await desk.create(await desk.person())
    async with desk.ports.unit_of_work() as uow:
        await uow.tickets.get(ticket.id)
        assert await uow.followers.add(ticket.id, bob.id, now=desk.clock.now())
        found = await uow.tickets.get(ticket.id, asker=bob.id)
        assert (found.follower_count, found.followed_by) == (1, bob.id)
    assert await desk.stored(ticket) == ticket
    again = present(await desk.ports.tickets.find(ticket.id, asker=bob.id))
    assert again.followed_by is None


async def test_saving_a_ticket_keeps_the_count_of_others(desk: Desk) -> None:
    bob = await desk.person()
    ticket = await desk.create(await desk.person())
    async with desk.ports.unit_of_work() as uow:
        found = await uow.tickets.get(ticket.id)
        await uow.followers.add(ticket.id, bob.id, now=desk.clock.now())
        await uow.tickets.save(found)
        await uow.commit()
    assert (await desk.stored(ticket)).follower_count == 1
