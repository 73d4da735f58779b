"""Every RPC of LocationService once, over the wire and on PostgreSQL."""

from datetime import UTC
from typing import TypedDict
from uuid import uuid4

import grpc
from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.message import Message

from fixline.tickets.v1 import location_pb2, ticket_pb2
from fixline.tickets.v1 import location_service_pb2 as pb
from fixline.tickets.v1 import ticket_service_pb2 as tickets_pb
from fixline_testing.beyond_types import loosely
from tickets_service.domain.people.user import Role, UserId
from tickets_testing.client import Client

Kind = location_pb2.Location
Event = location_pb2.LocationEvent


async def admin(client: Client) -> str:
    boss: str = await client.person(7, "Boss")
    await client.desk.appoint(UserId(int(boss.removeprefix("users/"))), Role.ADMIN)
    return boss


def new(
    code: str, kind: location_pb2.Location.Kind.ValueType, parent: str = "", **more: object
) -> pb.CreateLocationRequest:
    location = location_pb2.Location(code=code, kind=kind, parent=parent, display_name=f"The {code}")
    return loosely(pb.CreateLocationRequest, location=location, **{"request_id": str(uuid4()), **more})


async def test_the_life_of_a_place(postgres_client: Client) -> None:
    client = postgres_client
    boss, ann = await admin(client), await client.person()
    request = new("hq", Kind.KIND_SITE)
    hq = (await client.call("CreateLocation", request, boss)).location
    assert hq == location_pb2.Location(
        name="locations/HQ",
        code="HQ",
        display_name="The hq",
        kind=Kind.KIND_SITE,
        available=True,
        create_time=hq.create_time,
        update_time=hq.create_time,
        etag="1",
    )
    assert hq.create_time.ToDatetime(UTC) == client.desk.clock.now()
    assert (await client.call("CreateLocation", request, boss)).location == hq
    room = (await client.call("CreateLocation", new("R-7", Kind.KIND_ROOM, "locations/hq"), boss)).location
    assert (room.parent, room.ancestors) == ("locations/HQ", ["locations/HQ"])
    assert (
        await client.call("GetLocation", pb.GetLocationRequest(name="locations/r-7"), ann)
    ).location == room
    listed = await client.call("ListLocations", pb.ListLocationsRequest(subtree=True, page_size=1), ann)
    assert (list(listed.locations), bool(listed.next_page_token)) == ([hq], True)
    inside = await client.call("ListLocations", pb.ListLocationsRequest(parent=hq.name))
    assert (list(inside.locations), inside.next_page_token) == ([room], "")

    renamed = pb.UpdateLocationRequest(
        location=location_pb2.Location(name=room.name, display_name="Lab"),
        update_mask=FieldMask(paths=["*"]),
        etag=room.etag,
        reason="sign",
        request_id=str(uuid4()),
    )
    lab = (await client.call("UpdateLocation", renamed, boss)).location
    assert (lab.display_name, lab.etag) == ("Lab", "2")
    moved = pb.MoveLocationRequest(name=room.name, reason="sold", request_id=str(uuid4()))
    assert (await client.call("MoveLocation", moved, boss)).location.parent == ""
    archive = pb.ArchiveLocationRequest(name=hq.name, reason="old", request_id=str(uuid4()))
    gone = (await client.call("ArchiveLocation", archive, boss)).location
    assert (gone.archived, gone.available) == (True, False)
    everything = pb.ListLocationsRequest(show_archived=True)
    assert len((await client.call("ListLocations", everything, ann)).locations) == 2
    assert len((await client.call("ListLocations", pb.ListLocationsRequest(), ann)).locations) == 1
    restore = pb.RestoreLocationRequest(name=hq.name, request_id=str(uuid4()))
    assert (await client.call("RestoreLocation", restore, boss)).location.available


async def test_what_happened_to_a_place(postgres_client: Client) -> None:
    client = postgres_client
    boss = await admin(client)
    await client.call("CreateLocation", new("HQ", Kind.KIND_SITE), boss)
    request = new("B1", Kind.KIND_BUILDING, "locations/HQ", reason="built")
    b1 = (await client.call("CreateLocation", request, boss)).location
    lab = location_pb2.Location(name=b1.name, display_name="Lab")
    await client.call("UpdateLocation", pb.UpdateLocationRequest(location=lab, **key()), boss)
    for parent in ("", "locations/HQ"):
        await client.call("MoveLocation", pb.MoveLocationRequest(name=b1.name, parent=parent, **key()), boss)
    await client.call("ArchiveLocation", pb.ArchiveLocationRequest(name=b1.name, **key()), boss)
    await client.call("RestoreLocation", pb.RestoreLocationRequest(name=b1.name, **key()), boss)
    asked = pb.ListLocationEventsRequest(location="locations/b1", page_size=5)
    page = await client.call("ListLocationEvents", asked, boss)
    asked.page_token = page.next_page_token
    rest = await client.call("ListLocationEvents", asked, boss)
    events = [*page.events, *rest.events]
    assert (len(rest.events), rest.next_page_token) == (1, "")

    creation = Event.Creation(display_name="The B1", kind=Kind.KIND_BUILDING, parent="locations/HQ")
    changes = [
        (Event.TYPE_LOCATION_CREATED, Event(creation=creation)),
        (Event.TYPE_LOCATION_RENAMED, Event(renaming=Event.Renaming(before="The B1", after="Lab"))),
        (Event.TYPE_LOCATION_MOVED, Event(move=Event.Move(before="locations/HQ"))),
        (Event.TYPE_LOCATION_MOVED, Event(move=Event.Move(after="locations/HQ"))),
        (Event.TYPE_LOCATION_ARCHIVED, Event()),
        (Event.TYPE_LOCATION_RESTORED, Event()),
    ]
    for event, (kind, expected) in zip(events, changes, strict=True):
        assert event.name.startswith("locations/B1/events/")
        expected.MergeFrom(
            Event(
                name=event.name,
                location="locations/B1",
                type=kind,
                actor=boss,
                create_time=b1.create_time,
                reason="built" if kind == Event.TYPE_LOCATION_CREATED else "",
                traceparent=client.desk.ports.tracing.traceparent(),
            )
        )
        assert event == expected
    numbers = [int(event.name.rpartition("/")[2]) for event in events]
    assert numbers == sorted(set(numbers))


async def test_refusals(client: Client) -> None:
    boss = await admin(client)
    for place in (new("HQ", Kind.KIND_SITE), new("R1", Kind.KIND_ROOM), new("B1", Kind.KIND_BUILDING)):
        await client.call("CreateLocation", place, boss)
    await client.call("ArchiveLocation", pb.ArchiveLocationRequest(name="locations/B1", **key()), boss)
    cases: list[tuple[str, Message, grpc.StatusCode, str, dict[str, str]]] = [
        (
            "CreateLocation",
            new("hq", Kind.KIND_SITE),
            grpc.StatusCode.ALREADY_EXISTS,
            "LOCATION_CODE_TAKEN",
            {"location": "locations/HQ"},
        ),
        (
            "MoveLocation",
            pb.MoveLocationRequest(name="locations/HQ", parent="locations/R1", **key()),
            grpc.StatusCode.FAILED_PRECONDITION,
            "LOCATION_MISPLACED",
            {"location": "locations/HQ", "kind": "SITE", "parent": "locations/R1", "parent_kind": "ROOM"},
        ),
        (
            "MoveLocation",
            pb.MoveLocationRequest(name="locations/R1", parent="locations/B1", **key()),
            grpc.StatusCode.FAILED_PRECONDITION,
            "LOCATION_ARCHIVED",
            {"location": "locations/B1", "field": "parent"},
        ),
        (
            "RestoreLocation",
            pb.RestoreLocationRequest(name="locations/B1", etag="1", **key()),
            grpc.StatusCode.ABORTED,
            "LOCATION_STALE",
            {"location": "locations/B1"},
        ),
        (
            "GetLocation",
            pb.GetLocationRequest(name="locations/X"),
            grpc.StatusCode.NOT_FOUND,
            "LOCATION_NOT_FOUND",
            {"location": "locations/X"},
        ),
        (
            "CreateTicket",
            tickets_pb.CreateTicketRequest(
                ticket=ticket_pb2.Ticket(title="x", location_node="locations/b1"), **key()
            ),
            grpc.StatusCode.FAILED_PRECONDITION,
            "LOCATION_ARCHIVED",
            {"location": "locations/B1", "field": "ticket.location_node"},
        ),
    ]
    for method, request, code, reason, facts in cases:
        failure = await client.failure(method, request, boss)
        assert (failure.code, failure.reason, dict(failure.metadata)) == (code, reason, facts)


async def test_a_ticket_points_to_a_place(postgres_client: Client) -> None:
    client = postgres_client
    boss, ann = await admin(client), await client.person()
    await client.call("CreateLocation", new("HQ", Kind.KIND_SITE), boss)
    ticket = await client.create(ann, location_node="locations/hq", location="upstairs")
    assert (ticket.location_node, ticket.location) == ("locations/HQ", "upstairs")
    change = tickets_pb.UpdateTicketRequest(
        ticket=ticket_pb2.Ticket(name=ticket.name), update_mask=FieldMask(paths=["location_node"]), **key()
    )
    assert (await client.call("UpdateTicket", change, boss)).ticket.location_node == ""
    events = await client.call(
        "ListTicketEvents", tickets_pb.ListTicketEventsRequest(ticket=ticket.name), ann
    )
    (field,) = events.events[-1].update.fields
    assert (field.field, field.before, field.after) == ("location_node", "locations/HQ", "")


class Key(TypedDict):
    request_id: str


def key() -> Key:
    return {"request_id": str(uuid4())}


async def test_many_at_once(postgres_client: Client) -> None:
    client, rows = postgres_client, pb.ImportLocationsRequest.Row
    boss, ann = await admin(client), await client.person()
    request = pb.ImportLocationsRequest(
        rows=[
            rows(code="r-7", display_name="Seven", kind=Kind.KIND_ROOM, parent_code="hq"),
            rows(code="HQ", display_name="Head", kind=Kind.KIND_SITE),
        ],
        request_id=str(uuid4()),
    )
    brought = await client.call("ImportLocations", request, boss)
    assert brought == pb.ImportLocationsResponse(created=2)
    room = (await client.call("GetLocation", pb.GetLocationRequest(name="locations/R-7"), ann)).location
    assert (room.display_name, room.parent) == ("Seven", "locations/HQ")
    fault = pb.ImportLocationsResponse.Fault
    request = pb.ImportLocationsRequest(
        rows=[rows(code="R-7", display_name="7", parent_code="r-7"), rows(code="\u017f", display_name="S")],
        request_id=str(uuid4()),
    )
    brought = await client.call("ImportLocations", request, boss)
    assert list(brought.faults) == [
        fault(row=0, reason=fault.REASON_MISPLACED),
        fault(row=1, reason=fault.REASON_CODE_INVALID),
    ]
