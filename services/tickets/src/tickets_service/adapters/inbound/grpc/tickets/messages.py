"""From tickets to messages."""

from functools import cache

from fixline.tickets.v1 import ticket_pb2
from tickets_service.adapters.inbound.grpc.enums import (
    CATEGORIES,
    PRIORITIES,
    STATES,
    VERBS,
)
from tickets_service.adapters.inbound.grpc.names import location_name, ticket_name, user_name
from tickets_service.adapters.inbound.grpc.sla.messages import sla_message
from tickets_service.adapters.inbound.grpc.text_marks import mark_messages
from tickets_service.adapters.inbound.grpc.timestamps import optional_timestamp, timestamp
from tickets_service.application.views.tickets import TagUse, TicketView
from tickets_service.domain.people.user import UserId
from tickets_service.domain.tickets.rating import Rating
from tickets_service.domain.tickets.verbs import Verb


def ticket_message(ticket: TicketView) -> ticket_pb2.Ticket:
    return ticket_pb2.Ticket(
        name=ticket_name(ticket.id),
        title=ticket.title,
        description=ticket.description,
        location=ticket.location,
        state=STATES[ticket.state],
        priority=PRIORITIES[ticket.priority],
        reporter=user_name(ticket.reporter_id),
        assignee=user_name(ticket.assignee_id),
        attachments=ticket.attachments,
        create_time=timestamp(ticket.created_at),
        update_time=timestamp(ticket.updated_at),
        complete_time=timestamp(ticket.completed_at) if ticket.completed_at else None,
        etag=ticket.etag,
        rating=rating_message(ticket.rating) if ticket.rating else None,
        reopen_count=ticket.reopen_count,
        duplicate_of=ticket_name(ticket.duplicate_of) if ticket.duplicate_of else "",
        location_node=location_name(ticket.location_node),
        follower_count=ticket.follower_count,
        resolution=ticket.resolution,
        category=CATEGORIES[ticket.state.category],
        sla=sla_message(ticket) if ticket.sla.known else None,
        allowed_verbs=verb_numbers(ticket.allowed_verbs),
        origin=ticket.origin,
        description_marks=mark_messages(ticket.description_marks),
        tags=ticket.tags,
        anonymize_time=optional_timestamp(ticket.anonymized_at),
    )


def tag_use_message(use: TagUse) -> ticket_pb2.TagUse:
    return ticket_pb2.TagUse(tag=use.tag, ticket_count=use.tickets)


@cache  # there are as many as there are offers
def verb_numbers(verbs: frozenset[Verb]) -> tuple[ticket_pb2.Ticket.Verb.ValueType, ...]:
    return tuple(sorted(VERBS[verb] for verb in verbs))


def allowed_verbs_message(user_id: UserId, verbs: frozenset[Verb]) -> ticket_pb2.AllowedVerbs:
    return ticket_pb2.AllowedVerbs(user=user_name(user_id), verbs=verb_numbers(verbs))


def rating_message(rating: Rating) -> ticket_pb2.Ticket.Rating:
    return ticket_pb2.Ticket.Rating(
        stars=rating.stars, comment=rating.comment, create_time=timestamp(rating.created_at)
    )
