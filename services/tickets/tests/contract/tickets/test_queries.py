"""Who gets to see what, on every set of adapters."""

from dataclasses import replace
from typing import Any

import pytest

from tickets_service.application.ports.ticket_reader import Listing
from tickets_service.application.queries.comments.list_comments import ListComments
from tickets_service.application.queries.history.list_ticket_events import ListTicketEvents
from tickets_service.application.queries.people.get_user import GetUser
from tickets_service.application.queries.people.list_users import ListUsers
from tickets_service.application.queries.tickets.get_ticket import GetTicket
from tickets_service.application.queries.tickets.list_tickets import ListTickets
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.errors import (
    ActorNotFoundError,
    ActorRequiredError,
    PermissionDeniedError,
    UserDeactivatedError,
    UserNotFoundError,
)
from tickets_service.domain.people.user import Role
from tickets_service.domain.permissions.errors import TicketNotFoundError


async def test_a_ticket_and_what_belongs_to_it_is_seen_together(desk: Any) -> None:
    ann, bob = await desk.person("Ann"), await desk.person("Bob")
    gus, eva = await desk.agent("Gus"), await desk.agent("Eva")
    ticket = await desk.create(ann)

    async def sees(who: Any, number: int = ticket.id) -> bool:
        asked = {"principal": desk.as_(who), "ticket_id": number}
        seen = []
        for query in (
            lambda: desk.do.tickets.get_ticket(GetTicket(**asked)),
            lambda: desk.do.comments.list_comments(ListComments(**asked)),
            lambda: desk.do.history.list_ticket_events(ListTicketEvents(**asked)),
        ):
            try:
                await query()
                seen.append(True)
            except TicketNotFoundError:
                seen.append(False)
        assert len(set(seen)) == 1
        return seen[0]

    assert [await sees(who) for who in (ann, bob, gus, eva, None)] == [True, False, True, True, True]
    await desk.take(ticket, gus)
    assert [await sees(who) for who in (ann, bob, gus, eva, None)] == [True, False, True, False, True]
    assert not await sees(None, 4711)
    await desk.deactivate(ann.id)
    with pytest.raises(UserDeactivatedError):
        await sees(ann)
    with pytest.raises(ActorNotFoundError):
        await sees(replace(ann, id=999))


async def test_who_sees_people(desk: Any) -> None:
    ann, bob, gus = await desk.person("Ann"), await desk.person("Bob"), await desk.agent("Gus")

    async def get(who: Any, number: int) -> Any:
        return await desk.do.people.get_user(GetUser(principal=desk.as_(who), user_id=number))

    assert await get(ann, ann.id) == ann
    assert await get(gus, ann.id) == await get(None, ann.id) == ann
    for who, number in ((ann, bob.id), (ann, 999), (gus, 999), (None, 999)):
        with pytest.raises(UserNotFoundError):
            await get(who, number)
    for who in (gus, None):
        assert (await desk.do.people.list_users(ListUsers(principal=desk.as_(who)))).items == [ann, bob, gus]
    with pytest.raises(PermissionDeniedError):
        await desk.do.people.list_users(ListUsers(principal=desk.as_(ann)))
    agents = ListUsers(principal=desk.as_(None), roles=frozenset({Role.AGENT}))
    assert (await desk.do.people.list_users(agents)).items == [gus]


async def test_who_sees_which_listing(desk: Any) -> None:
    ann, gus = await desk.person("Ann"), await desk.agent("Gus")
    mine, queued = await desk.take(await desk.create(ann), gus), await desk.create(ann)

    async def listed(who: Any, listing: Listing) -> list[int]:
        page = await desk.do.tickets.list_tickets(ListTickets(principal=desk.as_(who), listing=listing))
        return [ticket.id for ticket in page.items]

    assert await listed(ann, Listing.REPORTED) == [queued.id, mine.id]
    assert await listed(gus, Listing.REPORTED) == []
    assert await listed(gus, Listing.ASSIGNED) == [mine.id]
    assert await listed(gus, Listing.UNASSIGNED) == await listed(None, Listing.UNASSIGNED) == [queued.id]
    for listing in (Listing.ASSIGNED, Listing.UNASSIGNED):
        with pytest.raises(PermissionDeniedError):
            await listed(ann, listing)
    for listing in (Listing.ASSIGNED, Listing.REPORTED):
        with pytest.raises(ActorRequiredError):
            await listed(None, listing)


async def pages(handler: Any, query: Any) -> tuple[list[Any], list[int]]:
    """Follow the tokens to the end: all items, and the sizes of the pages."""
    items: list[Any] = []
    sizes: list[int] = []
    while True:
        page = await handler(query)
        items += page.items
        sizes.append(len(page.items))
        if not page.next_token:
            return items, sizes
        query = replace(query, page_token=page.next_token)


async def test_pages_hold_everything_once(desk: Any) -> None:
    ann = await desk.person("Ann")
    tickets = [await desk.create(ann) for _ in range(5)]
    comments = [(await desk.comment(tickets[0], ann, f"No. {n}")).comment for n in range(5)]
    by = desk.as_(ann)
    found = await pages(desk.do.tickets.list_tickets, ListTickets(principal=by, page_size=2))
    assert found == (tickets[::-1], [2, 2, 1])
    about = {"principal": by, "ticket_id": tickets[0].id, "page_size": 5}
    assert await pages(desk.do.comments.list_comments, ListComments(**about)) == (comments[::-1], [5])
    history = await desk.history(tickets[0])
    assert await pages(desk.do.history.list_ticket_events, ListTicketEvents(**about)) == (history, [5, 1])
    people = [ann] + [await desk.person() for _ in range(3)]
    everyone = ListUsers(principal=desk.as_(None), page_size=3)
    assert await pages(desk.do.people.list_users, everyone) == (people, [3, 1])


async def test_negative_sizes(desk: Any) -> None:
    by = desk.as_(await desk.person("Ann"))
    for handler, query in (
        (desk.do.tickets.list_tickets, ListTickets(principal=by, page_size=-1)),
        (desk.do.comments.list_comments, ListComments(principal=by, ticket_id=1, page_size=-1)),
        (desk.do.history.list_ticket_events, ListTicketEvents(principal=by, ticket_id=1, page_size=-1)),
        (desk.do.people.list_users, ListUsers(principal=by, page_size=-1)),
    ):
        with pytest.raises(InvalidArgumentError):
            await handler(query)
