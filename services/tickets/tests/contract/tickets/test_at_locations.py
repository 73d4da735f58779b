"""Tickets that point into the tree, on every set of adapters."""

from uuid import uuid4

import pytest

from tickets_service.application.queries.tickets.list_tickets import ListTickets
from tickets_service.application.views.changes import FieldsUpdated
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.errors import PermissionDeniedError
from tickets_service.domain.places.errors import LocationArchivedError
from tickets_service.domain.places.location import LocationKind
from tickets_service.domain.tickets.events import FieldChange
from tickets_testing.desk import Desk
from tickets_testing.tree import Tree
from tickets_testing.verbs import Creation

FIELD = "ticket.location_node"


async def test_a_reporter_points_to_a_place(desk: Desk, campus: Tree) -> None:
    ann, key = await desk.person(), str(uuid4())
    more: Creation = {"location_node": "R1", "location": "by the window", "request_id": key}
    ticket = await desk.create(ann, **more)
    assert (ticket.location_node, ticket.location) == ("R1", "by the window")
    assert await desk.stored(ticket) == ticket
    await campus.move("F1", "B2")
    await campus.archive("R1")
    assert await desk.stored(ticket) == ticket
    assert await desk.create(ann, **more) == ticket
    taken = await desk.take(ticket, await desk.agent())
    assert taken.location_node == "R1"


async def test_places_that_are_not_there(desk: Desk, campus: Tree) -> None:
    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.create(ann)
    await campus.archive("B1")
    key = str(uuid4())
    for call in (
        desk.create(ann, location_node="NOWHERE", request_id=key),
        desk.update(ticket, gus, location_node="NOWHERE"),
    ):
        with pytest.raises(InvalidArgumentError) as caught:
            await call
        assert [each.field for each in caught.value.violations] == [FIELD]
    for call in (desk.create(ann, location_node="R1"), desk.update(ticket, gus, location_node="R1")):
        with pytest.raises(LocationArchivedError) as archived:
            await call
        assert archived.value.facts == {"location": "locations/R1", "field": FIELD}
    assert await desk.stored(ticket) == ticket
    # What was refused may be tried again once the place is there.
    await campus.create("NOWHERE", LocationKind.SITE)
    assert (await desk.create(ann, location_node="NOWHERE", request_id=key)).location_node == "NOWHERE"


async def test_staff_point_elsewhere(desk: Desk, campus: Tree) -> None:
    ann, gus = await desk.person(), await desk.agent()
    ticket = await desk.create(ann, location_node="R1")
    taken = await desk.create(ann, location_node="R1")
    await desk.take(taken, gus)
    with pytest.raises(PermissionDeniedError):
        await desk.update(taken, ann, location_node="R2")

    async def change(node: str, *, reason: str = "") -> TicketView:
        return await desk.update(ticket, gus, fields=("location_node",), location_node=node, reason=reason)

    assert (await change("R2", reason="next door")).location_node == "R2"
    assert (await change("R2")).etag == "2"
    await campus.archive("R2")
    assert (await change("R2")).etag == "2"
    assert (await change("")).location_node == ""
    assert (await change("HQ")).location_node == "HQ"
    assert await desk.update(ticket, gus, title=ticket.title) == await desk.stored(ticket)
    changes = [each for each in await desk.history(ticket) if isinstance(each.change, FieldsUpdated)]
    assert [each.change for each in changes] == [
        FieldsUpdated((FieldChange("location_node", *two),))
        for two in (
            ("locations/R1", "locations/R2"),
            ("locations/R2", ""),
            ("", "locations/HQ"),
        )
    ]
    assert changes[0].reason == "next door"


@pytest.mark.usefixtures("campus")
async def test_lists_tell_the_place(desk: Desk) -> None:
    ann = await desk.person()
    tickets = [await desk.create(ann, location_node=code) for code in ("R1", "", "R1", "HQ")]
    assert [each.location_node for each in tickets] == ["R1", "", "R1", "HQ"]
    page = await desk.do.tickets.list_tickets(ListTickets(principal=desk.as_(ann)))
    assert list(page.items) == tickets[::-1]
