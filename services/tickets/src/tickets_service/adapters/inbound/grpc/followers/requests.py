"""From requests about followers to commands and queries."""

from fixline.tickets.v1 import ticket_service_pb2 as pb
from tickets_service.adapters.inbound.grpc.names import (
    location_code_from,
    ticket_id_from,
    ticket_named,
    user_id_from,
)
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.application.commands.followers.follow_ticket import FollowTicket
from tickets_service.application.commands.followers.unfollow_ticket import UnfollowTicket
from tickets_service.application.queries.followers.list_followers import ListFollowers
from tickets_service.domain import text
from tickets_service.domain.people.user import UserId
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.violations import Violations


def follow_ticket(request: pb.FollowTicketRequest) -> FollowTicket:
    violations = Violations()
    ticket_id, user_id = _read(request, violations)
    report, location = "", ""
    if request.HasField("report"):
        location = location_code_from(request.report.location_node, "report.location_node", violations)
        report = text.COMMENT.read(request.report.text, "report.text", violations)
        if user_id is not None:
            violations.add("report", "must not be set together with a user")
    violations.refuse_if_any()
    return FollowTicket(
        principal=principal(),
        ticket_id=ticket_id,
        user_id=user_id,
        report=report,
        location=location,
        request_id=request.request_id,
    )


def unfollow_ticket(request: pb.UnfollowTicketRequest) -> UnfollowTicket:
    violations = Violations()
    ticket_id, user_id = _read(request, violations)
    violations.refuse_if_any()
    return UnfollowTicket(
        principal=principal(), ticket_id=ticket_id, user_id=user_id, request_id=request.request_id
    )


def _read(
    request: pb.FollowTicketRequest | pb.UnfollowTicketRequest, violations: Violations
) -> tuple[TicketId, UserId | None]:
    ticket_id = ticket_id_from(request.name, "name", violations)
    return ticket_id, user_id_from(request.user, "user", violations) if request.user else None


def list_followers(request: pb.ListFollowersRequest) -> ListFollowers:
    return ListFollowers(
        principal=principal(),
        ticket_id=ticket_named(request.ticket, "ticket"),
        page_size=request.page_size,
        page_token=request.page_token,
    )
