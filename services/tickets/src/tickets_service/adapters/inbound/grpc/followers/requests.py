"""From requests about followers to commands and queries."""

from typing import TypeVar

from fixline.tickets.v1 import ticket_service_pb2 as pb
from tickets_service.adapters.inbound.grpc.names import (
    ticket_id_from,
    ticket_named,
    user_id_from,
)
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.application.commands.followers.follow_ticket import FollowTicket
from tickets_service.application.commands.followers.unfollow_ticket import UnfollowTicket
from tickets_service.application.queries.followers.list_followers import ListFollowers
from tickets_service.domain.violations import Violations

F = TypeVar("F", FollowTicket, UnfollowTicket)


def follow_or_unfollow(command: type[F], request: pb.FollowTicketRequest | pb.UnfollowTicketRequest) -> F:
    violations = Violations()
    ticket_id = ticket_id_from(request.name, "name", violations)
    user_id = user_id_from(request.user, "user", violations) if request.user else None
    violations.refuse_if_any()
    return command(principal=principal(), ticket_id=ticket_id, user_id=user_id, request_id=request.request_id)


def list_followers(request: pb.ListFollowersRequest) -> ListFollowers:
    return ListFollowers(
        principal=principal(),
        ticket_id=ticket_named(request.ticket, "ticket"),
        page_size=request.page_size,
        page_token=request.page_token,
    )
