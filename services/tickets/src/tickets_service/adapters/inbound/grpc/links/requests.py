"""From requests about links to commands and queries."""

from fixline.tickets.v1 import ticket_service_pb2 as pb
from tickets_service.adapters.inbound.grpc.enums import DIRECTIONS, LINK_KINDS, one_from, required_from
from tickets_service.adapters.inbound.grpc.names import link_ids_from, ticket_id_from
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.application.commands.links.add_link import AddLink
from tickets_service.application.commands.links.remove_link import RemoveLink
from tickets_service.application.queries.links.list_links import ListLinks
from tickets_service.domain.links.link import Direction, LinkKind
from tickets_service.domain.violations import Violations


def add_link(request: pb.AddLinkRequest) -> AddLink:
    violations = Violations()
    link = request.link
    ticket_id = ticket_id_from(request.ticket, "ticket", violations)
    other_id = ticket_id_from(link.other, "link.other", violations)
    kind = required_from(link.kind, LINK_KINDS, "link.kind", violations, instead=LinkKind.RELATED)
    direction = one_from(link.direction, DIRECTIONS, "link.direction", violations, unset=Direction.OUTGOING)
    violations.refuse_if_any()
    return AddLink(
        principal=principal(),
        ticket_id=ticket_id,
        other_id=other_id,
        kind=kind,
        direction=direction,
        reason=request.reason,
        request_id=request.request_id,
    )


def remove_link(request: pb.RemoveLinkRequest) -> RemoveLink:
    violations = Violations()
    ticket_id, link_id = link_ids_from(request.name, "name", violations)
    violations.refuse_if_any()
    return RemoveLink(
        principal=principal(),
        ticket_id=ticket_id,
        link_id=link_id,
        reason=request.reason,
        request_id=request.request_id,
    )


def list_links(request: pb.ListLinksRequest) -> ListLinks:
    violations = Violations()
    ticket_id = ticket_id_from(request.ticket, "ticket", violations)
    violations.refuse_if_any()
    return ListLinks(
        principal=principal(),
        ticket_id=ticket_id,
        page_size=request.page_size,
        page_token=request.page_token,
        newest_first=request.newest_first,
    )
