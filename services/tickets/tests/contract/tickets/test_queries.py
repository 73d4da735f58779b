"""Who gets to see what, on every set of adapters."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from tickets_service.application.paging import Page
from tickets_service.application.ports.tickets.reader import Listing
from tickets_service.application.queries.comments.list_comments import ListComments
from tickets_service.application.queries.history.list_ticket_events import ListTicketEvents
from tickets_service.application.queries.people.get_user import GetUser
from tickets_service.application.queries.people.list_users import ListUsers
from tickets_service.application.queries.tickets.get_ticket import GetTicket
from tickets_service.application.queries.tickets.list_tickets import ListTickets
from tickets_service.application.views.people import UserView
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.errors import (
    ActorNotFoundError,
    ActorRequiredError,
    PermissionDeniedError,
    UserDeactivatedError,
    UserNotFoundError,
)
from tickets_service.domain.people.user import Role, UserId
from tickets_service.domain.permissions.errors import TicketNotFoundError
from tickets_service.domain.tickets.ticket import TicketId
from tickets_testing.desk import Desk
from tickets_testing.verbs import Doer

Query = TypeVar("Query")


async def is_found(handler: Callable[[Query], Awaitable[object]], query: Query) -> bool:
    try:
        await handler(query)
    except TicketNotFoundError:
        return False
    return True


async def test_a_ticket_and_what_belongs_to_it_is_seen_together(desk: Desk) -> None:
    ann, bob = await desk.person("Ann"), await desk.person("Bob")
    gus, eva = await desk.agent("Gus"), await desk.agent("Eva")
    ticket = await desk.create(ann)

    async def sees(who: Doer, number: TicketId = ticket.id) -> bool:
        by = desk.as_(who)
        seen = {
            await is_found(desk.do.tickets.get_ticket, GetTicket(principal=by, ticket_id=number)),
            await is_found(desk.do.comments.list_comments, ListComments(principal=by, ticket_id=number)),
            await is_found(
                desk.do.history.list_ticket_events, ListTicketEvents(principal=by, ticket_id=number)
            ),
        }
        (answer,) = seen
        return answer

    assert [await sees(who) for who in (ann, bob, gus, eva, None)] == [True, False, True, True, True]
    await desk.take(ticket, gus)
    assert [await sees(who) for who in (ann, bob, gus, eva, None)] == [True, False, True, False, True]
    assert not await sees(None, TicketId(4711))
    await desk.deactivate(ann.id)
    with pytest.raises(UserDeactivatedError):
        await sees(ann)
    with pytest.raises(ActorNotFoundError):
        await sees(replace(ann, id=UserId(999)))


async def test_who_sees_people(desk: Desk) -> None:
    ann, bob, gus = await desk.person("Ann"), await desk.person("Bob"), await desk.agent("Gus")

    async def get(who: Doer, number: UserId) -> UserView:
        return await desk.do.people.get_user(GetUser(principal=desk.as_(who), user_id=number))

    assert await get(ann, ann.id) == ann
    assert await get(gus, ann.id) == await get(None, ann.id) == ann
    nobody = UserId(999)
    for who, number in ((ann, bob.id), (ann, nobody), (gus, nobody), (None, nobody)):
        with pytest.raises(UserNotFoundError):
            await get(who, number)
    for who in (gus, None):
        assert (await desk.do.people.list_users(ListUsers(principal=desk.as_(who)))).items == [ann, bob, gus]
    with pytest.raises(PermissionDeniedError):
        await desk.do.people.list_users(ListUsers(principal=desk.as_(ann)))
    agents = ListUsers(principal=desk.as_(None), roles=frozenset({Role.AGENT}))
    assert (await desk.do.people.list_users(agents)).items == [gus]


async def test_who_sees_which_listing(desk: Desk) -> None:
    ann, gus = await desk.person("Ann"), await desk.agent("Gus")
    mine, queued = await desk.take(await desk.create(ann), gus), await desk.create(ann)

    async def listed(who: Doer, listing: Listing) -> list[int]:
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


Q = TypeVar("Q", ListTickets, ListComments, ListTicketEvents, ListUsers)
Item = TypeVar("Item")


async def pages(handler: Callable[[Q], Awaitable[Page[Item]]], query: Q) -> tuple[list[Item], list[int]]:
    """Follow the tokens to the end: all items, and the sizes of the pages."""
    items: list[Item] = []
    sizes: list[int] = []
    while True:
        page = await handler(query)
        items += page.items
        sizes.append(len(page.items))
        if not page.next_token:
            return items, sizes
        query = replace(query, page_token=page.next_token)


async def test_pages_hold_everything_once(desk: Desk) -> None:
    ann = await desk.person("Ann")
    tickets = [await desk.create(ann) for _ in range(5)]
    comments = [(await desk.comment(tickets[0], ann, f"No. {n}")).comment for n in range(5)]
    by = desk.as_(ann)
    found = await pages(desk.do.tickets.list_tickets, ListTickets(principal=by, page_size=2))
    assert found == (tickets[::-1], [2, 2, 1])
    assert await pages(
        desk.do.comments.list_comments, ListComments(principal=by, ticket_id=tickets[0].id, page_size=5)
    ) == (comments[::-1], [5])
    history = await desk.history(tickets[0])
    assert await pages(
        desk.do.history.list_ticket_events,
        ListTicketEvents(principal=by, ticket_id=tickets[0].id, page_size=5),
    ) == (history, [5, 1])
    people = [ann] + [await desk.person() for _ in range(3)]
    everyone = ListUsers(principal=desk.as_(None), page_size=3)
    assert await pages(desk.do.people.list_users, everyone) == (people, [3, 1])


async def test_negative_sizes(desk: Desk) -> None:
    by = desk.as_(await desk.person("Ann"))
    first = TicketId(1)
    lists: list[Awaitable[object]] = [
        desk.do.tickets.list_tickets(ListTickets(principal=by, page_size=-1)),
        desk.do.comments.list_comments(ListComments(principal=by, ticket_id=first, page_size=-1)),
        desk.do.history.list_ticket_events(ListTicketEvents(principal=by, ticket_id=first, page_size=-1)),
        desk.do.people.list_users(ListUsers(principal=by, page_size=-1)),
    ]
    for refused in lists:
        with pytest.raises(InvalidArgumentError):
            await refused
