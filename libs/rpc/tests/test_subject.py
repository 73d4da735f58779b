"""What every method of the services says of itself, by its proto."""

from typing import Any

import pytest

from fixline.files.v1 import file_pb2, file_service_pb2
from fixline.tickets.v1 import (
    invite_service_pb2,
    location_service_pb2,
    report_service_pb2,
    sla_service_pb2,
    ticket_pb2,
    ticket_service_pb2,
    user_service_pb2,
)
from fixline_rpc.subject import LONGEST, Subject

PROTOS = (
    *(file_service_pb2, invite_service_pb2, location_service_pb2, report_service_pb2),
    *(sla_service_pb2, ticket_service_pb2, user_service_pb2),
)
METHODS = [
    method
    for proto in PROTOS
    for service in proto.DESCRIPTOR.services_by_name.values()
    for method in service.methods
]
TICKETS = ticket_service_pb2
NAMED = ticket_pb2.Ticket(name="tickets/42")


@pytest.mark.parametrize(
    ("message", "ticket"),
    [
        (TICKETS.GetTicketRequest(name="tickets/42"), 42),
        (TICKETS.AddCommentRequest(ticket="tickets/42"), 42),
        (TICKETS.EditCommentRequest(name="tickets/42/comments/7"), 42),
        (TICKETS.RemoveLinkRequest(name="tickets/42/links/7"), 42),
        (TICKETS.UpdateTicketRequest(ticket=NAMED), 42),
        (TICKETS.MergeTicketRequest(name="tickets/42", target="tickets/43"), 42),
        (TICKETS.CreateTicketRequest(ticket=ticket_pb2.Ticket(title="tickets/42")), None),
        (TICKETS.CreateTicketResponse(ticket=NAMED), 42),
        (TICKETS.ListTicketsResponse(tickets=[NAMED]), None),
        (TICKETS.GetTicketRequest(name="tickets/9223372036854775808"), None),
        (TICKETS.GetTicketRequest(name="tickets/0"), None),
        (TICKETS.GetTicketRequest(name="Tickets/42, my name is Rita"), None),
        (user_service_pb2.GetUserRequest(name="users/7"), None),
        (file_service_pb2.AttachFilesRequest(ticket="tickets/42"), 42),
        (
            file_service_pb2.UploadFileRequest(
                metadata=file_service_pb2.UploadFileRequest.Metadata(file=file_pb2.File(ticket="tickets/42"))
            ),
            42,
        ),
        (file_service_pb2.UploadFileRequest(chunk=b"tickets/42"), None),
    ],
    ids=lambda value: getattr(getattr(value, "DESCRIPTOR", None), "name", str(value)),
)
def test_the_ticket_is_found_where_there_is_one(message: Any, ticket: int | None) -> None:
    assert Subject.of(message.DESCRIPTOR).ticket(message) == ticket


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.full_name)
def test_every_request_id_is_found(method: Any) -> None:
    asked, _ = Subject.of_method(method.full_name)
    own = method.input_type.fields_by_name
    nested = [field.message_type.fields_by_name for field in own.values() if field.message_type is not None]
    assert bool(asked.request_ids) == any("request_id" in fields for fields in (own, *nested))


def test_a_request_id_is_cut() -> None:
    request = TICKETS.TakeTicketRequest(request_id="x" * 1000)
    assert Subject.of(request.DESCRIPTOR).request_id(request) == "x" * LONGEST


def test_a_method_that_no_proto_declares_is_about_nothing() -> None:
    asked, answered = Subject.of_method("test.v1.EchoService/UnaryUnary")
    assert asked.ticket("hello") is None
    assert answered.request_id("hello") == ""


@pytest.mark.parametrize("message", [b"\x0a\x03abc", None, TICKETS.AddCommentRequest(ticket="tickets/42")])
def test_a_message_that_the_method_does_not_take_is_about_nothing(message: Any) -> None:
    asked, _ = Subject.of_method("fixline.tickets.v1.TicketService/GetTicket")
    assert asked.ticket(message) is None
    assert not asked.request_id(message)
