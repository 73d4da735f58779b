"""Every reader keeps these promises."""

from fixline_testing.beyond_types import loosely
from tickets_service.application.ports.tickets.reader import ALL_STATES, Listing, TicketFilter
from tickets_service.application.ticket_order import ListPosition, Order
from tickets_service.application.views.people import UserView
from tickets_service.domain.people.user import Role, UserId
from tickets_service.domain.permissions.sight import EVERYTHING
from tickets_service.domain.state import State
from tickets_service.domain.tickets.ticket import TicketId
from tickets_testing.desk import Desk


async def ids(
    desk: Desk, listing: Listing, who: UserView | None = None, *states: State, **page: object
) -> list[int]:
    which = TicketFilter(
        listing=listing, user_id=who.id if who else None, states=frozenset(states) if states else ALL_STATES
    )
    found = await loosely(
        desk.ports.tickets.page, which, Order.NEWEST, **{"after": None, "limit": 100, **page}
    )
    return [ticket.id for ticket in found]


async def test_missing_things(desk: Desk) -> None:
    assert await desk.ports.users.find(UserId(1)) is None
    assert await desk.ports.tickets.find(TicketId(1)) is None
    assert await desk.ports.tickets.comments(TicketId(1), notes=True, before=None, limit=5) == []
    assert (
        await desk.ports.tickets.events(TicketId(1), notes=True, sight=EVERYTHING, after=None, limit=5) == []
    )


async def test_listings_by_state(desk: Desk) -> None:
    ann, bob, gus = await desk.person("Ann"), await desk.person("Bob"), await desk.agent()
    waiting = {}
    for state in State:
        done_at = desk.clock.now() if state in {State.RESOLVED, State.CLOSED} else None
        for assignee in (None, gus):
            ticket = await desk.create(ann)
            if assignee:
                await desk.take(ticket, gus)
            await desk.force_state(ticket.id, state, done_at)
            waiting[state, assignee is not None] = ticket.id
    other = await desk.create(bob)

    newest_first = sorted(waiting.values(), reverse=True)
    assert await ids(desk, Listing.REPORTED, ann) == newest_first
    assert await ids(desk, Listing.REPORTED, bob) == [other.id]
    assert await ids(desk, Listing.REPORTED, gus) == []
    active = [waiting[State.OPEN, False], waiting[State.IN_PROGRESS, False], other.id]
    assert await ids(desk, Listing.UNASSIGNED) == sorted(active, reverse=True)
    assert await ids(desk, Listing.UNASSIGNED, None, State.IN_PROGRESS) == [waiting[State.IN_PROGRESS, False]]
    assert await ids(desk, Listing.UNASSIGNED, None, State.CLOSED) == []
    not_done = (State.OPEN, State.IN_PROGRESS, State.WAITING_REPORTER, State.WAITING_VENDOR)
    assert await ids(desk, Listing.ASSIGNED, gus) == sorted(
        (waiting[state, True] for state in not_done), reverse=True
    )
    two = [waiting[State.CLOSED, True], waiting[State.CLOSED, False]]
    assert await ids(desk, Listing.REPORTED, ann, State.CLOSED) == two


async def test_tickets_page_newest_first(desk: Desk) -> None:
    ann = await desk.person()
    tickets = [await desk.create(ann) for _ in range(5)]
    numbers = [ticket.id for ticket in tickets]
    assert await ids(desk, Listing.REPORTED, ann, limit=2) == [numbers[4], numbers[3]]
    rest = await ids(desk, Listing.REPORTED, ann, after=ListPosition.of(tickets[3]))
    assert rest == [numbers[2], numbers[1], numbers[0]]


async def test_comments_and_events_page(desk: Desk) -> None:
    ann = await desk.person()
    ticket, other = await desk.create(ann), await desk.create(ann)
    comments = [(await desk.comment(ticket, ann, f"No. {number}")).comment for number in range(4)]
    await desk.comment(other, ann)
    newest = await desk.ports.tickets.comments(ticket.id, notes=True, before=None, limit=3)
    assert newest == [comments[3], comments[2], comments[1]]
    assert await desk.ports.tickets.comments(ticket.id, notes=True, before=newest[-1].id, limit=3) == [
        comments[0]
    ]
    oldest = await desk.ports.tickets.events(ticket.id, notes=True, sight=EVERYTHING, after=None, limit=2)
    assert [event.change for event in oldest][1:] == [comments[0]]
    rest = await desk.ports.tickets.events(
        ticket.id, notes=True, sight=EVERYTHING, after=oldest[-1].id, limit=9
    )
    assert [event.change for event in rest] == comments[1:]


async def test_users_page_oldest_first_by_role(desk: Desk) -> None:
    people = [await desk.person("A"), await desk.agent("B"), await desk.person("C"), await desk.agent("D")]
    page = desk.ports.users.page
    assert await page(frozenset(), after=None, limit=3) == people[:3]
    assert await page(frozenset(), after=people[2].id, limit=3) == people[3:]
    assert await page(frozenset({Role.AGENT}), after=None, limit=9) == [people[1], people[3]]
    assert await page(frozenset({Role.USER}), after=people[0].id, limit=9) == [people[2]]
    assert await page(frozenset(Role), after=None, limit=9) == people


async def test_several_people_at_once(desk: Desk) -> None:
    ann, bob, eve = [await desk.person(name) for name in ("Ann", "Bob", "Eve")]
    found = await desk.ports.users.find_all([bob.id, ann.id, UserId(9_999), bob.id])
    assert {user_id: user.display_name for user_id, user in found.items()} == {ann.id: "Ann", bob.id: "Bob"}
    assert await desk.ports.users.find_all([]) == {}
    ticket, other = await desk.create(ann), await desk.create(ann)
    gus = await desk.agent()
    await desk.follow(ticket, gus, user=bob)
    await desk.follow(other, gus, user=eve)
    among = await desk.ports.tickets.followers_among(ticket.id, [ann.id, bob.id, eve.id])
    assert among == {bob.id}
    assert await desk.ports.tickets.followers_among(ticket.id, [eve.id]) == frozenset()
