"""PostgreSQL and memory list the same tickets in the same order, whatever the filter and the page size."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tickets_service.application.ports.tickets.reader import Listing, TicketFilter, TicketReader
from tickets_service.application.ticket_order import ListPosition, Order
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.people.user import UserId
from tickets_service.domain.places.location import Location, LocationKind, NewLocation, Place
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.standing import SlaStanding
from tickets_service.domain.state import COMPLETED, State
from tickets_service.domain.tickets.clocks import TicketClocks
from tickets_service.domain.tickets.ticket import Ticket, TicketId
from tickets_service.domain.tickets.waiting import Waiting
from tickets_testing.desk import Desk

START = datetime.fromisoformat("2026-01-05T09:00:00+00:00")
PEOPLE = [UserId(number) for number in (1, 2, 3, 4)]
NOBODY = UserId(5)
TICKETS = 90
SIZES = st.sampled_from([1, 2, 7, TICKETS])
MOMENTS = st.none() | st.integers(-1, 13).map(lambda hours: START + timedelta(hours=hours))
FILTERS = st.builds(
    TicketFilter,
    listing=st.sampled_from(Listing),
    user_id=st.sampled_from([*PEOPLE, NOBODY]),
    states=st.frozensets(st.sampled_from(State)) | st.just(frozenset(State)),
    priorities=st.frozensets(st.sampled_from(Priority), min_size=1),
    assignee_id=st.none() | st.sampled_from(PEOPLE),
    unassigned=st.booleans(),
    reporter_id=st.none() | st.sampled_from(PEOPLE),
    follower_id=st.none() | st.sampled_from(PEOPLE),
    within=st.sampled_from([None, None, "HQ", "B1", "B2", "NOWHERE"]),
    tag=st.sampled_from([None, None, "leak", "лифт", "nowhere"]),
    due_by=MOMENTS,
    created_from=MOMENTS,
    created_before=MOMENTS,
)


def some_locations() -> list[Location]:
    site, building, other = [
        Location.create(NewLocation(code=code, display_name=code, kind=kind), parent=None, now=START)
        for code, kind in (
            ("HQ", LocationKind.SITE),
            ("B1", LocationKind.BUILDING),
            ("B2", LocationKind.BUILDING),
        )
    ]
    return [site, building, other]


def some_tickets(places: Sequence[Place]) -> list[Ticket]:
    random, tickets = Random(17), list[Ticket]()
    for _ in range(TICKETS):
        # Few moments for many tickets: the number decides among those of the same.
        created = START + timedelta(hours=random.randrange(12))
        due = random.choice([None, START + timedelta(hours=random.randrange(12))])
        # The first is what duplicates lead to.
        state = random.choice(list(State)) if tickets else State.OPEN
        tickets.append(
            Ticket(
                title="Lamp",
                description="",
                location="",
                state=state,
                priority=random.choice(list(Priority)),
                reporter_id=random.choice(PEOPLE),
                assignee_id=random.choice([None, None, *PEOPLE]),
                attachments=(),
                created_at=created,
                updated_at=created,
                completed_at=created if state in COMPLETED else None,
                rating=None,
                duplicate_of=TicketId(1) if state is State.DUPLICATE else None,
                waiting=Waiting(since=created) if state is State.WAITING_REPORTER else None,
                place=random.choice([None, *places]),
                tags=random.choice([(), (), ("leak",), ("leak", "лифт")]),
                clocks=TicketClocks(standing=SlaStanding(next_due_at=due)),
            )
        )
    return tickets


@pytest.fixture
async def readers(memory_desk: Desk, postgres_desk: Desk) -> Sequence[TicketReader]:
    """A reader on memory and one on PostgreSQL, with the same tickets behind both."""
    for desk in (memory_desk, postgres_desk):
        for number in PEOPLE:
            assert (await desk.person(f"No. {number}")).id == number
        async with desk.ports.unit_of_work() as uow:
            site, inside, beside = some_locations()
            await uow.locations.add(site)
            inside.put_into(site)
            for location in (inside, beside):
                await uow.locations.add(location)
            for ticket in some_tickets([each.place for each in (site, inside, beside)]):
                await uow.tickets.add(ticket)
                for number in PEOPLE:
                    if (ticket.id + number) % 3 == 0:
                        await uow.followers.add(ticket.id, number, now=START)
            await uow.commit()
    return [desk.ports.tickets for desk in (memory_desk, postgres_desk)]


async def walked(reader: TicketReader, which: TicketFilter, order: Order, size: int) -> list[TicketView]:
    found: list[TicketView] = []
    while True:
        page = await reader.page(
            which, order, after=ListPosition.of(found[-1]) if found else None, limit=size
        )
        found += page
        if len(page) < size:
            return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=FILTERS, order=st.sampled_from(Order), size=SIZES)
async def test_every_adapter_lists_the_same(
    readers: Sequence[TicketReader], which: TicketFilter, order: Order, size: int
) -> None:
    on_memory, on_postgres = [await walked(reader, which, order, size) for reader in readers]
    assert on_memory == on_postgres
    assert len({ticket.id for ticket in on_memory}) == len(on_memory)


@pytest.mark.long
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lists=st.lists(FILTERS, min_size=1, max_size=5), most=st.sampled_from([1, 7, TICKETS]))
async def test_every_adapter_counts_what_it_lists(
    readers: Sequence[TicketReader], lists: Sequence[TicketFilter], most: int
) -> None:
    on_memory, on_postgres = [await reader.counts(lists, most=most) for reader in readers]
    listed = [len(await readers[0].page(which, Order.NEWEST, after=None, limit=most)) for which in lists]
    assert on_memory == on_postgres == listed
