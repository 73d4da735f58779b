"""What is like a report, who may know of it, and who may join: the same on every set of adapters (decision 45)."""

from dataclasses import asdict
from uuid import uuid4

import pytest

from tickets_service.application.commands.followers.follow_ticket import FollowTicket
from tickets_service.application.commands.followers.unfollow_ticket import UnfollowTicket
from tickets_service.application.queries.search.list_similar_tickets import ListSimilarTickets
from tickets_service.application.queries.tickets.get_ticket import GetTicket
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.errors import ActorRequiredError, PermissionDeniedError
from tickets_service.domain.people.user import Role
from tickets_service.domain.permissions.errors import TicketNotFoundError
from tickets_service.domain.places.location import LocationKind
from tickets_service.domain.state import State
from tickets_testing.desk import Desk
from tickets_testing.tree import Tree
from tickets_testing.verbs import Doer


@pytest.fixture
async def hq(tree: Tree) -> None:
    """A site with two rooms, and another one."""
    await tree.create("HQ", LocationKind.SITE)
    for room in ("HQ-1", "HQ-2"):
        await tree.create(room, LocationKind.ROOM, parent="HQ")
    await tree.create("LAB", LocationKind.SITE)


async def similar(desk: Desk, who: Doer, text: str, location: str = "HQ-1") -> list[int]:
    asked = ListSimilarTickets(principal=desk.as_(who), text=text, location=location)
    return [ticket.id for ticket in await desk.do.search.list_similar_tickets(asked)]


async def join(
    desk: Desk, who: Doer, ticket: TicketView, report: str = "Lamp", location: str = "HQ-1"
) -> TicketView:
    return await desk.do.followers.follow_ticket(
        FollowTicket(
            principal=desk.as_(who),
            ticket_id=ticket.id,
            report=report,
            location=location,
            request_id=str(uuid4()),
        )
    )


@pytest.mark.usefixtures("hq")
async def test_what_is_like_a_report(desk: Desk) -> None:
    ann, bob = await desk.person("Ann"), await desk.person("Bob")
    here = (await desk.create(ann, "The lamp flickers", location_node="HQ-1")).id
    await desk.create(ann, "The lamp flickers", location_node="HQ-2")
    await desk.create(ann, "The lamp flickers", location_node="LAB")
    await desk.create(ann, "The lamp flickers")
    await desk.create(ann, "Door squeaks", location_node="HQ-1")
    deep = (await desk.create(ann, "No light", description="lamps are out", location_node="HQ-1")).id
    assert await similar(desk, bob, "My LAMP is broken") == [here, deep]
    assert await similar(desk, bob, "lanp") == [here]
    assert await similar(desk, bob, "a b c") == []
    assert await similar(desk, bob, "lamp", "NOWHERE") == []
    assert len(await similar(desk, bob, "lamp", "HQ")) == 3


@pytest.mark.usefixtures("hq")
@pytest.mark.parametrize(
    ("there", "report", "found"),
    [
        ("The blind hangs askew", "The tap drips. Day and night, into the cup!", False),
        ("The window does not close", "The lamp does not work", False),
        ("Принтер не работает", "Лампа не работает, помогите, пожалуйста", False),
        ("Der Drucker ist kaputt", "Die Lampe ist kaputt", False),
        ("The blind hangs askew", "That blind is broken", True),
        ("Принтер не работает", "Сломался принтер", True),
    ],
)
async def test_words_that_stand_in_any_report_make_none_alike(
    desk: Desk, there: str, report: str, *, found: bool
) -> None:
    ann, bob = await desk.person("Ann"), await desk.person("Bob")
    ticket = await desk.create(ann, there, location_node="HQ-1")
    assert await similar(desk, bob, report) == ([ticket.id] if found else [])


@pytest.mark.usefixtures("hq")
async def test_at_most_three_and_none_that_is_done_or_ones_own(desk: Desk) -> None:
    ann, bob = await desk.person("Ann"), await desk.person("Bob")
    tickets = [await desk.create(ann, "Lamp", location_node="HQ-1") for _ in range(5)]
    own = await desk.create(bob, "Lamp", location_node="HQ-1")
    newest = [ticket.id for ticket in reversed(tickets)]
    assert await similar(desk, bob, "lamp") == newest[:3]
    await desk.force_state(tickets[-1].id, State.CANCELLED, None)
    assert await similar(desk, bob, "lamp") == newest[1:4]
    await join(desk, bob, tickets[-2])
    assert await similar(desk, bob, "lamp") == newest[2:5]
    assert await similar(desk, ann, "lamp") == [own.id]


@pytest.mark.usefixtures("hq")
async def test_no_more_of_it_is_told(desk: Desk) -> None:
    ann, bob = await desk.person("Ann"), await desk.person("Bob")
    ticket = await desk.create(ann, "Lamp", description="My secret", location_node="HQ-1")
    asked = ListSimilarTickets(principal=desk.as_(bob), text="lamp", location="HQ-1")
    (found,) = await desk.do.search.list_similar_tickets(asked)
    assert asdict(found) == {
        "id": ticket.id,
        "title": "Lamp",
        "state": State.OPEN,
        "created_at": ticket.created_at,
        "follower_count": 0,
    }


@pytest.mark.usefixtures("hq")
async def test_who_reports_the_like_may_join(desk: Desk) -> None:
    ann, bob = await desk.person("Ann"), await desk.person("Bob")
    ticket = await desk.create(ann, "Lamp flickers", location_node="HQ-1")
    joined = await join(desk, bob, ticket)
    assert joined.follower_count == 1
    assert (await join(desk, bob, ticket)).follower_count == 1
    seen = await desk.do.tickets.get_ticket(GetTicket(principal=desk.as_(bob), ticket_id=ticket.id))
    assert seen.follower_count == 1
    left = UnfollowTicket(principal=desk.as_(bob), ticket_id=ticket.id, request_id=str(uuid4()))
    assert (await desk.do.followers.unfollow_ticket(left)).follower_count == 0


@pytest.mark.usefixtures("hq")
@pytest.mark.parametrize(("report", "location"), [("Door", "HQ-1"), ("Lamp", "HQ-2"), ("Lamp", "NOWHERE")])
async def test_nobody_joins_what_is_not_like_it(desk: Desk, report: str, location: str) -> None:
    ann, bob = await desk.person("Ann"), await desk.person("Bob")
    ticket = await desk.create(ann, "Lamp flickers", location_node="HQ-1")
    with pytest.raises(TicketNotFoundError):
        await join(desk, bob, ticket, report, location)
    assert (await desk.stored(ticket)).follower_count == 0


@pytest.mark.usefixtures("hq")
async def test_nobody_joins_what_is_done(desk: Desk) -> None:
    ann, bob = await desk.person("Ann"), await desk.person("Bob")
    ticket = await desk.create(ann, "Lamp", location_node="HQ-1")
    await desk.force_state(ticket.id, State.CANCELLED, None)
    with pytest.raises(TicketNotFoundError):
        await join(desk, bob, ticket)


@pytest.mark.usefixtures("hq")
async def test_only_who_may_report_is_told(desk: Desk) -> None:
    auditor = await desk.staff(Role.AUDITOR)
    with pytest.raises(PermissionDeniedError):
        await similar(desk, auditor, "lamp")
    with pytest.raises(ActorRequiredError):
        await similar(desk, None, "lamp")
    for text in ("", " ", "x" * 4_001, "\0"):
        with pytest.raises(InvalidArgumentError):
            await similar(desk, await desk.person(), text)
