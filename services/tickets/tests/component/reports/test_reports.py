"""Statistics and exports over the wire: the figures, who may have them, and every field refused with its path."""

from datetime import timedelta

import grpc
import pytest
from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from fixline.tickets.v1 import report_service_pb2 as pb
from fixline.tickets.v1 import ticket_pb2
from fixline_rpc.client.channel import acting_as
from fixline_rpc.errors import RpcFailure
from fixline_testing.beyond_types import loosely
from fixline_testing.comparing import without
from fixline_testing.rpc import failure
from tickets_service.domain.people.user import Role, UserId
from tickets_testing.client import Client

Response = pb.GetStatisticsResponse
READERS = {None, Role.DISPATCHER, Role.ADMIN, Role.AUDITOR}
CONTROLLERS = {Role.ADMIN, Role.AUDITOR}


async def staff(client: Client, role: Role | None) -> str | None:
    if role is None:
        return None
    who: str = await client.person(50 + list(Role).index(role), role.value)
    await client.desk.appoint(UserId(int(who.removeprefix("users/"))), role)
    return who


async def export(
    client: Client, request: pb.ExportTicketsRequest, by: str | None = None
) -> list[pb.ExportTicketsResponse]:
    return [each async for each in client.reports.ExportTickets(request, metadata=acting_as(by))]


async def refused(client: Client, method: str, request: Message, by: str | None) -> RpcFailure:
    if isinstance(request, pb.ExportTicketsRequest):
        return await failure(export(client, request, by))
    return await client.failure(method, request, by)


async def test_statistics(postgres_client: Client) -> None:
    client = postgres_client
    ann, gus = await client.person(), await client.agent()
    ticket = await client.create(ann, priority=ticket_pb2.PRIORITY_LOW)
    await client.create(ann)
    client.desk.clock.advance(timedelta(minutes=90))
    await client.do("Take", ticket, gus)
    await client.do("Resolve", ticket, gus)
    await client.do("Rate", ticket, ann, rating=ticket_pb2.Ticket.Rating(stars=4))
    client.desk.clock.advance(timedelta(seconds=1))
    request = pb.GetStatisticsRequest(created_from=ticket.create_time, time_zone="Europe/Berlin")
    found = await client.call("GetStatistics", request)
    after = Duration(seconds=5400)
    assert found == Response(
        tickets=2,
        states=[
            Response.StateCount(state=ticket_pb2.Ticket.STATE_OPEN, tickets=1),
            Response.StateCount(state=ticket_pb2.Ticket.STATE_RESOLVED, tickets=1),
        ],
        priorities=[
            Response.PriorityCount(
                priority=ticket_pb2.PRIORITY_LOW,
                tickets=1,
                first_response_promise=Response.Promise(kept=1),
                resolution_promise=Response.Promise(kept=1),
            ),
            Response.PriorityCount(
                priority=ticket_pb2.PRIORITY_MEDIUM,
                tickets=1,
                first_response_promise=Response.Promise(open=1),
                resolution_promise=Response.Promise(open=1),
            ),
        ],
        without_location=2,
        first_response=Response.Durations(tickets=1, p50=after, p90=after),
        resolution=Response.Durations(tickets=1, p50=after, p90=after),
        first_response_promise=Response.Promise(kept=1, open=1),
        resolution_promise=Response.Promise(kept=1, open=1),
        assignees=[
            Response.Assignee(assignee=gus, resolved=1, resolution_p50=after, ratings=1, rating_average=4.0)
        ],
        days=[Response.Day(date="2026-01-05", created=2, resolved=1)],
        stars=[Response.StarsCount(stars=4, tickets=1)],
    )


async def test_export(postgres_client: Client) -> None:
    client = postgres_client
    ann = await client.person()
    ticket = await client.create(ann)
    said = (await client.comment(ticket, ann)).comment
    other = await client.create(ann)
    whole = await export(client, pb.ExportTicketsRequest(include_comments=True))
    assert [each.ticket if each.HasField("ticket") else each.comment for each in whole] == [
        without(ticket, "allowed_verbs"),
        said,
        without(other, "allowed_verbs"),
    ]
    rest = pb.ExportTicketsRequest(include_comments=True, resume_token=whole[1].resume_token)
    assert [each.ticket for each in await export(client, rest)] == [without(other, "allowed_verbs")]
    assert await export(client, pb.ExportTicketsRequest(states=[ticket_pb2.Ticket.STATE_CLOSED])) == []


@pytest.mark.parametrize("role", [None, *Role])
async def test_the_matrix(client: Client, role: Role | None) -> None:
    who = await staff(client, role)
    await client.create(await client.person())
    client.desk.clock.advance(timedelta(seconds=1))
    statistics, rows = pb.GetStatisticsRequest(), pb.ExportTicketsRequest()
    audit = pb.ListAuditEventsRequest()
    requests: dict[str, Message] = {
        "GetStatistics": statistics,
        "ExportTickets": rows,
        "ListAuditEvents": audit,
    }
    assert set(requests) == {
        method.name for method in pb.DESCRIPTOR.services_by_name["ReportService"].methods
    }
    if role in READERS:
        assert (await client.call("GetStatistics", statistics, who)).tickets == 1
        assert len(await export(client, rows, who)) == 1
    if role in CONTROLLERS:
        assert (await client.call("ListAuditEvents", audit, who)).events[0].type == "TICKET_CREATED"
    else:
        reason = "ACTOR_REQUIRED" if role is None else "PERMISSION_DENIED"
        assert (await refused(client, "ListAuditEvents", audit, who)).reason == reason
    if role not in READERS:
        for method, request in requests.items():
            assert (await refused(client, method, request, who)).reason == "PERMISSION_DENIED"
    if who:
        await client.desk.deactivate(UserId(int(who.removeprefix("users/"))))
        for method, request in requests.items():
            assert (await refused(client, method, request, who)).reason == "USER_DEACTIVATED"


BEYOND = Timestamp(seconds=2**60)
BEFORE, SOON = Timestamp(seconds=-1), Timestamp(seconds=9)
CASES: list[tuple[str, Message, str]] = [
    *[
        (method, loosely(kind, **{field: BEYOND}), field)
        for method, kind in (
            ("GetStatistics", pb.GetStatisticsRequest),
            ("ExportTickets", pb.ExportTicketsRequest),
        )
        for field in ("created_from", "created_before")
    ],
    (
        "GetStatistics",
        pb.GetStatisticsRequest(created_from=BEFORE, created_before=SOON),
        "created_from",
    ),
    (
        "GetStatistics",
        pb.GetStatisticsRequest(created_from=SOON, created_before=SOON),
        "created_before",
    ),
    ("GetStatistics", pb.GetStatisticsRequest(created_from=Timestamp(seconds=0)), "created_before"),
    *[
        ("GetStatistics", pb.GetStatisticsRequest(location_node=name), "location_node")
        for name in ("HQ", "locations/", "locations/NOWHERE", "tickets/1")
    ],
    *[
        ("GetStatistics", pb.GetStatisticsRequest(time_zone=zone), "time_zone")
        for zone in ("Mars", "../etc/passwd", "\0", "x" * 99, "europe/berlin ")
    ],
    ("GetStatistics", pb.GetStatisticsRequest(most=-1), "most"),
    (
        "ExportTickets",
        pb.ExportTicketsRequest(created_from=SOON, created_before=SOON),
        "created_before",
    ),
    ("ExportTickets", loosely(pb.ExportTicketsRequest, states=[1, 0]), "states[1]"),
    ("ExportTickets", loosely(pb.ExportTicketsRequest, states=[77]), "states[0]"),
    *[
        ("ListAuditEvents", loosely(pb.ListAuditEventsRequest, **fields), field)
        for fields, field in (
            ({"kinds": [1, 0]}, "kinds[1]"),
            ({"kinds": [77]}, "kinds[0]"),
            ({"kinds": [2], "ticket": "tickets/1"}, "kinds"),
            ({"actor": "services/bot"}, "actor"),
            ({"ticket": "users/1"}, "ticket"),
            ({"created_from": BEYOND}, "created_from"),
            ({"created_before": BEYOND}, "created_before"),
            ({"created_from": SOON, "created_before": SOON}, "created_before"),
            ({"page_size": -1}, "page_size"),
            ({"page_token": "x"}, "page_token"),
        )
    ],
    *[
        ("ExportTickets", pb.ExportTicketsRequest(resume_token=token), "resume_token")
        for token in ("x", "é", "A" * 999)
    ],
]


async def test_each_field_is_refused(client: Client) -> None:
    boss = await staff(client, Role.ADMIN)
    for method, request, field in CASES:
        failure = await refused(client, method, request, boss)
        case = f"{method} {request} {failure}"
        assert failure.code is grpc.StatusCode.INVALID_ARGUMENT, case
        assert failure.reason in {"INVALID_ARGUMENT", "RESUME_TOKEN_INVALID", "PAGE_TOKEN_INVALID"}, case
        assert [violation.field for violation in failure.violations] == [field], case
