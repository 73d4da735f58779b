"""From links to messages."""

from fixline.tickets.v1 import link_pb2
from tickets_service.adapters.inbound.grpc.enums import DIRECTIONS, LINK_KINDS
from tickets_service.adapters.inbound.grpc.names import link_name, ticket_name
from tickets_service.adapters.inbound.grpc.timestamps import timestamp
from tickets_service.domain.links.link import SeenLink
from tickets_service.domain.tickets.ticket import TicketId


def link_message(link: SeenLink) -> link_pb2.Link:
    return link_pb2.Link(
        name=link_name(TicketId(link.ticket_id), link.id),
        other=ticket_name(TicketId(link.other_id)),
        kind=LINK_KINDS[link.kind],
        direction=DIRECTIONS[link.direction] if link.direction else link_pb2.Link.DIRECTION_UNSPECIFIED,
        create_time=timestamp(link.created_at),
    )
