"""What the gateways make of answers that the real services give rarely."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import grpc
import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import NonRecordingSpan

from bot_service.adapters.outbound.grpc.comments.comments import GrpcCommentGateway
from bot_service.adapters.outbound.grpc.names import ticket_number
from bot_service.adapters.outbound.grpc.notifications.events import GrpcEventFeed
from bot_service.adapters.outbound.grpc.people.users import GrpcUserDirectory
from bot_service.adapters.outbound.grpc.tickets.tickets import GrpcTicketGateway
from bot_service.adapters.outbound.grpc.views.events import event_view
from bot_service.adapters.outbound.grpc.views.people import user_view
from bot_service.adapters.outbound.grpc.views.tickets import ticket_view
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.tickets.tickets import TicketList
from bot_service.application.views.events import AlertView, AssigneeView, EventType, MergeView
from bot_service.application.views.tickets import Promise
from bot_service.domain.people.person import Role
from bot_service.domain.tickets.priority import Priority
from fixline.tickets.v1 import event_pb2, ticket_pb2, ticket_service_pb2, user_pb2, user_service_pb2
from fixline.tickets.v1.ticket_service_pb2_grpc import (
    TicketServiceServicer,
    add_TicketServiceServicer_to_server,
)
from fixline.tickets.v1.user_service_pb2_grpc import UserServiceServicer, add_UserServiceServicer_to_server
from fixline_telemetry.spans.propagation import traceparent_of
from fixline_testing.beyond_types import loosely
from fixline_testing.rpc import serving
from fixline_testing.spans import parent_id


class TicketsOfTheWire(TicketServiceServicer):
    async def WatchEvents(  # noqa: N802  # gRPC's
        self,
        request: ticket_service_pb2.WatchEventsRequest,  # noqa: ARG002  # gRPC's
        context: object,  # noqa: ARG002  # gRPC's
    ) -> AsyncIterator[ticket_service_pb2.WatchEventsResponse]:
        yield ticket_service_pb2.WatchEventsResponse(resume_token="a")
        happened = event_pb2.Event(
            name="tickets/1/events/1", ticket="tickets/1", traceparent=f"00-{'a' * 32}-{'b' * 16}-01"
        )
        yield ticket_service_pb2.WatchEventsResponse(resume_token="b", event=happened)

    async def ListTickets(  # noqa: N802  # gRPC's
        self,
        request: ticket_service_pb2.ListTicketsRequest,
        context: object,  # noqa: ARG002  # gRPC's
    ) -> ticket_service_pb2.ListTicketsResponse:
        """There are 205; of the longest page, as the service has it."""
        assert request.view == ticket_service_pb2.ListTicketsRequest.VIEW_REPORTED
        assert request.order == ticket_service_pb2.ListTicketsRequest.ORDER_PRIORITY
        start = int(request.page_token or 0)
        end = min(start + min(request.page_size, 200), 205)
        tickets = [
            ticket_pb2.Ticket(name=f"tickets/{number}", state=ticket_pb2.Ticket.STATE_OPEN)
            for number in range(start, end)
        ]
        following = str(end) if end < 205 else ""
        return ticket_service_pb2.ListTicketsResponse(tickets=tickets, next_page_token=following)

    async def ListComments(  # noqa: N802  # gRPC's
        self,
        request: ticket_service_pb2.ListCommentsRequest,
        context: object,  # noqa: ARG002  # gRPC's
    ) -> ticket_service_pb2.ListCommentsResponse:
        """There are 250, newest first."""
        start = int(request.page_token or 0)
        end = min(start + request.page_size, 250)
        comments = [ticket_pb2.Comment(text=f"{250 - number}") for number in range(start, end)]
        following = str(end) if end < 250 else ""
        return ticket_service_pb2.ListCommentsResponse(comments=comments, next_page_token=following)


class PagedUsers(UserServiceServicer):
    async def ListUsers(  # noqa: N802  # gRPC's
        self,
        request: user_service_pb2.ListUsersRequest,
        context: object,  # noqa: ARG002  # gRPC's
    ) -> user_service_pb2.ListUsersResponse:
        page = int(request.page_token or 0)
        users = [user_pb2.User(name=f"users/{page}", telegram_id=page + 1, active=page != 1)]
        following = str(page + 1) if page < 2 else ""
        return user_service_pb2.ListUsersResponse(users=users, next_page_token=following)


@pytest.fixture
async def channel() -> AsyncIterator[grpc.aio.Channel]:
    tickets = TicketsOfTheWire()  # type: ignore[abstract]  # its other methods stay UNIMPLEMENTED, as generated
    users = PagedUsers()  # type: ignore[abstract]  # the same
    async with (
        serving(
            [
                (add_TicketServiceServicer_to_server, tickets),
                (add_UserServiceServicer_to_server, users),
            ],
            method_scopes={
                "fixline.tickets.v1.TicketService/WatchEvents": "events.watch",
                "fixline.tickets.v1.TicketService/ListTickets": "tickets.read",
                "fixline.tickets.v1.TicketService/ListComments": "tickets.read",
                "fixline.tickets.v1.UserService/ListUsers": "users.read",
            },
            translate_error=lambda _: None,
        ) as served,
        served.channel() as channel,
    ):
        yield channel


async def test_a_stream_that_ends_is_watched_again(
    channel: grpc.aio.Channel, spans: InMemorySpanExporter
) -> None:
    feed = GrpcEventFeed(channel).watch("")
    item = await anext(feed)
    assert (item.resume_token, item.event, item.taken_in) == ("a", None, "")
    item = await anext(feed)
    # That it came is told in the trace of what happened, for the span that processes it to link to.
    (received,) = [span for span in spans.get_finished_spans() if span.name == "receive ticket.events"]
    assert parent_id(received) == int("b" * 16, 16)
    assert item.taken_in == traceparent_of(NonRecordingSpan(received.context))
    with pytest.raises(UnavailableError):
        await anext(feed)


async def test_all_pages_of_staff_are_read(channel: grpc.aio.Channel) -> None:
    assert [user.name for user in await GrpcUserDirectory(channel).staff()] == ["users/0", "users/2"]


@pytest.mark.parametrize(
    ("start", "limit", "expected"),
    [(0, 3, range(3)), (198, 5, range(198, 203)), (200, 11, range(200, 205)), (205, 11, range(0))],
)
async def test_a_list_is_read_beyond_the_services_longest_page(
    channel: grpc.aio.Channel, start: int, limit: int, expected: range
) -> None:
    found = await GrpcTicketGateway(channel).list(
        TicketList.REPORTED_OPEN, acting="users/1", start=start, limit=limit
    )
    assert [ticket.number for ticket in found] == list(expected)


async def test_all_comments_are_read(channel: grpc.aio.Channel) -> None:
    found = await GrpcCommentGateway(channel).all(1, acting="users/1")
    assert [comment.text for comment in found] == [f"{number}" for number in range(1, 251)]


def test_what_a_later_release_says_does_not_stop_this_one() -> None:
    event = loosely(event_pb2.Event, name="tickets/1/events/1", ticket="tickets/1", type=99)
    event.state.after = ticket_pb2.Ticket.State.ValueType(99)
    assert (event_view(event).type, event_view(event).state_after) == (EventType.OTHER, None)
    assert user_view(loosely(user_pb2.User, role=99)).role is Role.USER
    ticket = loosely(ticket_pb2.Ticket, name="tickets/1", state=ticket_pb2.Ticket.STATE_OPEN, priority=99)
    assert ticket_view(ticket).priority is Priority.MEDIUM


@pytest.mark.parametrize("name", ["users/1", "tickets/", "42", ""])
def test_what_is_no_tickets_name(name: str) -> None:
    with pytest.raises(ValueError, match=r"no ticket|invalid literal"):
        ticket_number(name)


def test_alerts() -> None:
    alert = event_pb2.Event.SlaAlert(clock=ticket_pb2.SLA_CLOCK_RESOLUTION, threshold=90, superseded=True)
    event = event_pb2.Event(
        ticket="tickets/7", type=event_pb2.EVENT_TYPE_SLA_ALERT, actor="system", sla_alert=alert
    )
    view = event_view(event)
    assert (view.type, view.alert) == (EventType.SLA_ALERT, AlertView(Promise.RESOLUTION, 90, True))
    event.sla_alert.clock = 99  # type: ignore[assignment]  # of a later release
    assert event_view(event).alert is None


def test_reminders() -> None:
    event = event_pb2.Event(ticket="tickets/7", type=event_pb2.EVENT_TYPE_REPORTER_REMINDED, actor="system")
    event.reminder.ordinal = 2
    event.reminder.resolve_time.FromJsonString("2026-11-30T14:05:00Z")
    view = event_view(event)
    assert (view.type, view.resolve_time) == (
        EventType.REPORTER_REMINDED,
        datetime(2026, 11, 30, 14, 5, tzinfo=UTC),
    )


def test_who_has_it_and_what_goes_on_for_it() -> None:
    event = event_pb2.Event(
        ticket="tickets/7", type=event_pb2.EVENT_TYPE_TICKET_ASSIGNED, reason="Knows lamps"
    )
    event.assignee.before = "users/1"
    view = event_view(event)
    assert (view.reason, view.assignee) == ("Knows lamps", AssigneeView(before="users/1", after=""))
    merged = event_pb2.Event(ticket="tickets/7", type=event_pb2.EVENT_TYPE_TICKET_MERGED)
    merged.merge.source, merged.merge.target = "tickets/7", "tickets/3"
    assert (event_view(merged).type, event_view(merged).merge) == (
        EventType.TICKET_MERGED,
        MergeView(source=7, target=3),
    )
    ticket = ticket_pb2.Ticket(
        name="tickets/7",
        state=ticket_pb2.Ticket.STATE_DUPLICATE,
        duplicate_of="tickets/3",
        resolution="Changed it",
    )
    assert (ticket_view(ticket).duplicate_of, ticket_view(ticket).resolution) == (3, "Changed it")
