"""Who may do what with locations, over the wire: every role, every RPC; and every field refused with its path."""

from collections.abc import Sequence
from uuid import uuid4

import grpc
import pytest
from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.message import Message

from fixline.tickets.v1 import location_pb2
from fixline.tickets.v1 import location_service_pb2 as pb
from fixline_testing.beyond_types import loosely
from tickets_service.domain.people.user import Role, UserId
from tickets_testing.client import Client

OK, DENIED, ACTOR, DEACTIVATED = "OK", "PERMISSION_DENIED", "ACTOR_REQUIRED", "USER_DEACTIVATED"
HQ = "locations/HQ"
KEY = "0b0e7a0e-4c1c-4bb5-9d55-0a3d1f6a2c11"
BAD_KEYS = ["", "1", KEY[:-1]]
BAD_REASONS = ["x" * 1001, "\0"]
BAD_NAMES = [
    "HQ",
    "locations",
    "locations/",
    "locations/H_Q",
    "locations/HQ/B1",
    "locations/\u017f",
    "tickets/1",
]
BAD_CODES = ["", "H Q", "Ä", "\u0130", "HQ\n", "X" * 21, "\0"]
READS = {"GetLocation", "ListLocations"}
OVERSEERS = {Role.DISPATCHER, Role.ADMIN, Role.AUDITOR}


def create(reason: str = "", request_id: str = KEY, **fields: object) -> pb.CreateLocationRequest:
    given = {"code": "HQ", "display_name": "Head", "kind": 1, **fields}
    location = loosely(location_pb2.Location, **given)
    return pb.CreateLocationRequest(location=location, reason=reason, request_id=request_id)


def rename(
    name: str = HQ, display_name: str = "New", mask: Sequence[str] = (), **more: object
) -> pb.UpdateLocationRequest:
    location = location_pb2.Location(name=name, display_name=display_name)
    given = {"update_mask": FieldMask(paths=mask), "request_id": KEY, **more}
    return loosely(pb.UpdateLocationRequest, location=location, **given)


def bring(count: int = 1, **more: object) -> pb.ImportLocationsRequest:
    row = pb.ImportLocationsRequest.Row(code="HQ", display_name="Head", kind=location_pb2.Location.KIND_SITE)
    return loosely(pb.ImportLocationsRequest, rows=[row] * count, **{"request_id": KEY, **more})


def verb(method: str, **more: object) -> Message:
    kind: type[Message] = getattr(pb, f"{method}Request")
    return loosely(kind, **{"name": HQ, "request_id": KEY, **more})


async def admin(client: Client) -> str:
    return await staff(client, Role.ADMIN)


async def staff(client: Client, role: Role) -> str:
    who: str = await client.person(50 + list(Role).index(role), role.value)
    await client.desk.appoint(UserId(int(who.removeprefix("users/"))), role)
    return who


def requests() -> list[tuple[str, Message]]:
    return [
        ("GetLocation", pb.GetLocationRequest(name=HQ)),
        ("ListLocations", pb.ListLocationsRequest(subtree=True, show_archived=True)),
        ("ListLocationEvents", pb.ListLocationEventsRequest(location=HQ)),
        ("CreateLocation", create(code=f"X-{uuid4().hex[:8]}", request_id=str(uuid4()))),
        ("UpdateLocation", rename(request_id=str(uuid4()))),
        ("ImportLocations", bring(request_id=str(uuid4()))),
        *(
            (method, verb(method, request_id=str(uuid4())))
            for method in ("MoveLocation", "ArchiveLocation", "RestoreLocation")
        ),
    ]


def allowed(role: Role | None, method: str) -> bool:
    if method == "ListLocationEvents":
        return role in OVERSEERS
    return role is Role.ADMIN or method in READS


@pytest.mark.parametrize("role", [None, *Role])
async def test_the_matrix(client: Client, role: Role | None) -> None:
    await client.call("CreateLocation", create(), await admin(client))
    who = await staff(client, role) if role else None
    walked = set()
    for method, request in requests():
        walked.add(method)
        if allowed(role, method):
            await client.call(method, request, who)
        else:
            refusal = DENIED if role else ACTOR
            assert (await client.failure(method, request, who)).reason == refusal, method
    assert walked == {method.name for method in pb.DESCRIPTOR.services_by_name["LocationService"].methods}
    if who:
        await client.desk.deactivate(UserId(int(who.removeprefix("users/"))))
        for method, request in requests():
            assert (await client.failure(method, request, who)).reason == DEACTIVATED, method


CASES: list[tuple[str, Message, str]] = [
    *[("CreateLocation", create(code=code), "location.code") for code in BAD_CODES],
    *[
        ("CreateLocation", create(display_name=text), "location.display_name")
        for text in ("", " ", "x" * 101, "\0", "a\x07")
    ],
    *[("CreateLocation", create(kind=number), "location.kind") for number in (0, 5, -1)],
    *[("CreateLocation", create(parent=name), "location.parent") for name in [*BAD_NAMES, "locations/NO"]],
    *[("CreateLocation", create(reason=text), "reason") for text in BAD_REASONS],
    *[("CreateLocation", create(request_id=key), "request_id") for key in BAD_KEYS],
    *[("ImportLocations", bring(count), "rows") for count in (0, 10_001)],
    *[("ImportLocations", bring(reason=text), "reason") for text in BAD_REASONS],
    *[("ImportLocations", bring(request_id=key), "request_id") for key in BAD_KEYS],
    *[("GetLocation", pb.GetLocationRequest(name=name), "name") for name in ["", *BAD_NAMES]],
    *[("ListLocations", pb.ListLocationsRequest(parent=name), "parent") for name in BAD_NAMES],
    ("ListLocations", pb.ListLocationsRequest(page_size=-1), "page_size"),
    ("ListLocations", pb.ListLocationsRequest(page_token="x"), "page_token"),
    *[
        ("ListLocationEvents", pb.ListLocationEventsRequest(location=name), "location")
        for name in ["", *BAD_NAMES]
    ],
    ("ListLocationEvents", pb.ListLocationEventsRequest(location=HQ, page_size=-1), "page_size"),
    ("ListLocationEvents", pb.ListLocationEventsRequest(location=HQ, page_token="x"), "page_token"),
    *[("UpdateLocation", rename(name=name), "location.name") for name in ["", *BAD_NAMES]],
    *[
        ("UpdateLocation", rename(display_name=text), "location.display_name")
        for text in (" ", "x" * 101, "\0")
    ],
    ("UpdateLocation", rename(display_name="", mask=["display_name"]), "location.display_name"),
    ("UpdateLocation", rename(display_name=""), "update_mask"),
    ("UpdateLocation", rename(mask=["code"]), "update_mask"),
    *[("UpdateLocation", rename(reason=text), "reason") for text in BAD_REASONS],
    *[("UpdateLocation", rename(request_id=key), "request_id") for key in BAD_KEYS],
    *[
        (method, verb(method, **{field: value}), field)
        for method in ("MoveLocation", "ArchiveLocation", "RestoreLocation")
        for field, values in (("name", ["", *BAD_NAMES]), ("reason", BAD_REASONS), ("request_id", BAD_KEYS))
        for value in values
    ],
    *[("MoveLocation", verb("MoveLocation", parent=name), "parent") for name in [*BAD_NAMES, "locations/NO"]],
]


async def test_each_field_is_refused_and_nothing_changes(client: Client) -> None:
    boss = await admin(client)
    hq = await client.call("CreateLocation", create(request_id=str(uuid4())), boss)
    store = client.desk.store
    before = len(store.answers), len(store.location_events)
    for method, request, field in CASES:
        failure = await client.failure(method, request, boss)
        case = f"{method} {request} {failure}"
        assert failure.code is grpc.StatusCode.INVALID_ARGUMENT, case
        assert failure.reason in {"INVALID_ARGUMENT", "PAGE_TOKEN_INVALID"}, case
        assert [violation.field for violation in failure.violations] == [field], case
    assert (len(store.answers), len(store.location_events)) == before
    assert (await client.call("GetLocation", pb.GetLocationRequest(name=HQ))).location == hq.location
