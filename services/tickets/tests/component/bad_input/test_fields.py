"""Every field of every RPC: refused with its path, and nothing changed."""

import grpc
from google.protobuf.message import Message

from fixline.tickets.v1 import ticket_pb2
from fixline.tickets.v1 import ticket_service_pb2 as pb
from tickets_testing.client import Client

from . import (
    conversation_cases,
    link_cases,
    list_cases,
    people_cases,
    retention_cases,
    sla_cases,
    ticket_cases,
)

CASES: list[tuple[str, Message, str]] = [
    case
    for about in (
        *(ticket_cases, conversation_cases, link_cases, list_cases, people_cases),
        *(retention_cases, sla_cases),
    )
    for case in about.CASES
]
SERVICE_METHODS = {"RegisterUser", "GetUser", "ListUsers"}


async def test_each_case_is_refused_and_changes_nothing(client: Client) -> None:
    ann = await client.person()
    await client.create(ann)
    before = await everything(client)
    for method, request, field in CASES:
        failure = await client.failure(method, request, None if method in SERVICE_METHODS else ann)
        case = f"{method} {request} {failure}"
        assert failure.code is grpc.StatusCode.INVALID_ARGUMENT, case
        assert failure.reason in {"INVALID_ARGUMENT", "PAGE_TOKEN_INVALID"}, case
        assert [violation.field for violation in failure.violations] == [field], case
        assert failure.violations[0].description, case
    assert await everything(client) == before


async def everything(client: Client) -> tuple[object, ...]:
    store = client.desk.store
    return (
        len(store.users),
        [(each.state, each.version) for each in store.tickets.values()],
        len(store.comments),
        list(store.events),
        len(store.answers),
        len(store.invites),
    )


async def test_what_is_missing_is_told_first_and_at_once(client: Client) -> None:
    ann = await client.person()
    for request, missing in (
        (pb.AddCommentRequest(), ["comment", "request_id", "ticket"]),
        (pb.AddCommentRequest(ticket="x", comment=ticket_pb2.Comment(text="\0")), ["request_id"]),
    ):
        failure = await client.failure("AddComment", request, ann)
        assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "INVALID_ARGUMENT")
        assert sorted(violation.field for violation in failure.violations) == missing
        assert {violation.description for violation in failure.violations} == {"must be set"}


async def test_all_faults_of_a_form_come_at_once(client: Client) -> None:
    request = pb.CreateTicketRequest(
        ticket=ticket_pb2.Ticket(title="", description="\0", location="x" * 201, attachments=["x"]),
        request_id="x",
    )
    failure = await client.failure("CreateTicket", request, await client.person())
    assert sorted(violation.field for violation in failure.violations) == [
        "request_id",
        "ticket.attachments[0]",
        "ticket.description",
        "ticket.location",
        "ticket.title",
    ]
