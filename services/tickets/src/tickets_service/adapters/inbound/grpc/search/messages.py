"""From what a search found to messages."""

from fixline.tickets.v1 import search_pb2
from tickets_service.adapters.inbound.grpc.enums import FIELDS, STATES
from tickets_service.adapters.inbound.grpc.names import comment_name, ticket_name
from tickets_service.adapters.inbound.grpc.tickets.messages import ticket_message
from tickets_service.adapters.inbound.grpc.timestamps import timestamp
from tickets_service.application.queries.search.highlights import Highlight
from tickets_service.application.queries.search.list_similar_tickets import SimilarTicket
from tickets_service.application.queries.search.search_tickets import SearchHit
from tickets_service.domain.tickets.ticket import TicketId


def hit_message(hit: SearchHit) -> search_pb2.SearchHit:
    return search_pb2.SearchHit(
        ticket=ticket_message(hit.ticket),
        highlights=[highlight_message(hit.ticket.id, each) for each in hit.highlights],
    )


def highlight_message(ticket_id: TicketId, highlight: Highlight) -> search_pb2.Highlight:
    comment_id = highlight.comment_id
    return search_pb2.Highlight(
        field=FIELDS[highlight.field],
        text=highlight.text,
        ranges=[search_pb2.Highlight.Range(start=start, end=end) for start, end in highlight.ranges],
        comment="" if comment_id is None else comment_name(ticket_id, comment_id),
    )


def similar_message(ticket: SimilarTicket) -> search_pb2.SimilarTicket:
    return search_pb2.SimilarTicket(
        name=ticket_name(ticket.id),
        title=ticket.title,
        state=STATES[ticket.state],
        create_time=timestamp(ticket.created_at),
        follower_count=ticket.follower_count,
    )
