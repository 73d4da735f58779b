"""What locations cost in statements: a ticket that names none, what it always did; one that does, one more.

Pages of them, and of what happened to one, cost the same whatever their size.
"""

from uuid import uuid4

from tickets_service.application.commands.places.create_location import CreateLocation
from tickets_service.application.commands.places.move_location import MoveLocation
from tickets_service.application.queries.places.list_location_events import ListLocationEvents
from tickets_service.application.queries.places.list_locations import ListLocations
from tickets_service.domain.people.user import Role
from tickets_service.domain.places.location import LocationKind
from tickets_testing.desk import Desk, StatementsRun

USUAL = ["SELECT users", "INSERT idempotency_keys", "INSERT requests", "INSERT history"]


async def test_statements(postgres_desk: Desk, statements_run: StatementsRun) -> None:
    desk = postgres_desk
    ann, boss = await desk.person(), await desk.staff(Role.ADMIN)
    await desk.do.places.create_location(
        CreateLocation(
            principal=desk.as_(boss),
            code="HQ",
            display_name="Head",
            kind=LocationKind.SITE,
            request_id=str(uuid4()),
        )
    )
    await desk.create(ann)
    with statements_run() as without:
        await desk.create(ann)
    assert without == USUAL
    with statements_run() as pointing:
        await desk.create(ann, location_node="HQ")
    assert pointing == [*USUAL[:2], "SELECT locations", *USUAL[2:]]


async def test_pages(postgres_desk: Desk, statements_run: StatementsRun) -> None:
    desk = postgres_desk
    boss = desk.as_(await desk.staff(Role.ADMIN))
    for code, kind in (("HQ", LocationKind.SITE), ("B1", LocationKind.BUILDING)):
        create = CreateLocation(
            principal=boss, code=code, display_name="x", kind=kind, request_id=str(uuid4())
        )
        await desk.do.places.create_location(create)
    for parent in ("HQ", "", "HQ", ""):
        await desk.do.places.move_location(
            MoveLocation(principal=boss, code="B1", parent=parent, request_id=str(uuid4()))
        )
    for size in (1, 5):
        with statements_run() as of_events:
            page = await desk.do.places.list_location_events(
                ListLocationEvents(principal=boss, code="B1", page_size=size)
            )
        assert len(page.items) == size
        assert of_events == ["SELECT users", "SELECT locations", "SELECT location_history"]
    for size in (1, 2):
        with statements_run() as of_places:
            first = await desk.do.places.list_locations(ListLocations(principal=boss, page_size=size))
        assert len(first.items) == size
        assert of_places == ["SELECT users", "SELECT locations"]
    with statements_run() as second:
        token = (await desk.do.places.list_locations(ListLocations(principal=boss, page_size=1))).next_token
        await desk.do.places.list_locations(ListLocations(principal=boss, page_token=token))
    assert second == ["SELECT users", "SELECT locations"] * 2
