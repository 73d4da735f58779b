"""The tickets service's tickets and links as the bot's views."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from bot_service.adapters.outbound.grpc.names import place_code, ticket_number
from bot_service.adapters.outbound.grpc.text_marks import marks_of
from bot_service.adapters.outbound.grpc.times import time_of
from bot_service.application.views.tickets import LinkKind, LinkView, Promise, TicketState, TicketView, Verb
from bot_service.domain.tickets.priority import Priority
from fixline.tickets.v1 import link_pb2, ticket_pb2

PRIORITIES: Final = {
    Priority.LOW: ticket_pb2.PRIORITY_LOW,
    Priority.MEDIUM: ticket_pb2.PRIORITY_MEDIUM,
    Priority.HIGH: ticket_pb2.PRIORITY_HIGH,
    Priority.URGENT: ticket_pb2.PRIORITY_URGENT,
}
_PRIORITY_OF: Final = {value: priority for priority, value in PRIORITIES.items()}
NOT_OVER: Final = (ticket_pb2.Ticket.CATEGORY_ACTIVE, ticket_pb2.Ticket.CATEGORY_PAUSED)
"""The categories of tickets that somebody is still to do something about."""
STATE_OF: Final[dict[int, TicketState]] = {
    value: TicketState(name.removeprefix("STATE_"))
    for name, value in ticket_pb2.Ticket.State.items()
    if value != ticket_pb2.Ticket.STATE_UNSPECIFIED
}
_VERB_OF: Final[dict[int, Verb]] = {
    value: Verb(name.removeprefix("VERB_"))
    for name, value in ticket_pb2.Ticket.Verb.items()
    if name.removeprefix("VERB_") in Verb.__members__
}
_OUTGOING: Final = link_pb2.Link.DIRECTION_OUTGOING
_INCOMING: Final = link_pb2.Link.DIRECTION_INCOMING
LINK_KINDS: Final[
    Mapping[LinkKind, tuple[link_pb2.Link.Kind.ValueType, link_pb2.Link.Direction.ValueType]]
] = {
    LinkKind.RELATED: (link_pb2.Link.KIND_RELATED, link_pb2.Link.DIRECTION_UNSPECIFIED),
    LinkKind.BLOCKS: (link_pb2.Link.KIND_BLOCKS, _OUTGOING),
    LinkKind.BLOCKED_BY: (link_pb2.Link.KIND_BLOCKS, _INCOMING),
    LinkKind.PARENT_OF: (link_pb2.Link.KIND_PARENT, _OUTGOING),
    LinkKind.PART_OF: (link_pb2.Link.KIND_PARENT, _INCOMING),
    LinkKind.SPLIT_FROM: (link_pb2.Link.KIND_SPLIT_FROM, _OUTGOING),
    LinkKind.SPLIT_INTO: (link_pb2.Link.KIND_SPLIT_FROM, _INCOMING),
    LinkKind.FOLLOW_UP_OF: (link_pb2.Link.KIND_FOLLOW_UP_OF, _OUTGOING),
    LinkKind.FOLLOWED_UP_BY: (link_pb2.Link.KIND_FOLLOW_UP_OF, _INCOMING),
    LinkKind.DUPLICATE_OF: (link_pb2.Link.KIND_DUPLICATE_OF, _OUTGOING),
    LinkKind.DUPLICATED_BY: (link_pb2.Link.KIND_DUPLICATE_OF, _INCOMING),
}
_LINK_KIND_OF: Final = {value: kind for kind, value in LINK_KINDS.items()}


def state_of(state: ticket_pb2.Ticket.State.ValueType) -> TicketState:
    """Raises KeyError for a state that this release does not know."""
    return STATE_OF[state]


def ticket_view(ticket: ticket_pb2.Ticket) -> TicketView:
    """A priority that this release does not know reads as MEDIUM; raises KeyError for such a state."""
    return TicketView(
        number=ticket_number(ticket.name),
        title=ticket.title,
        description=ticket.description,
        description_marks=marks_of(ticket.description_marks),
        location=ticket.location,
        place=place_code(ticket.location_node),
        state=STATE_OF[ticket.state],
        priority=_PRIORITY_OF.get(ticket.priority, Priority.MEDIUM),
        reporter=ticket.reporter,
        assignee=ticket.assignee,
        attachments=tuple(ticket.attachments),
        create_time=time_of(ticket.create_time),
        etag=ticket.etag,
        stars=ticket.rating.stars if ticket.HasField("rating") else None,
        rating_comment=ticket.rating.comment,
        rate_time=time_of(ticket.rating.create_time) if ticket.HasField("rating") else None,
        resolution=ticket.resolution,
        reopen_count=ticket.reopen_count,
        follower_count=ticket.follower_count,
        duplicate_of=ticket_number(ticket.duplicate_of) if ticket.duplicate_of else None,
        done=ticket.category == ticket_pb2.Ticket.CATEGORY_DONE,
        due=_due(ticket.sla),
        next_due=time_of(ticket.sla.next_due_time) if ticket.sla.HasField("next_due_time") else None,
        tags=tuple(ticket.tags),
        origin=ticket.origin,
        is_anonymized=ticket.HasField("anonymize_time"),
        allowed_verbs=verbs_of(ticket.allowed_verbs),
    )


def _due(sla: ticket_pb2.Ticket.Sla) -> Mapping[Promise, datetime]:
    clocks = {Promise.FIRST_RESPONSE: sla.first_response, Promise.RESOLUTION: sla.resolution}
    return {
        promise: time_of(clock.due_time) for promise, clock in clocks.items() if clock.HasField("due_time")
    }


def verbs_of(verbs: Iterable[int]) -> frozenset[Verb]:
    """Leave out those that this release does not know."""
    return frozenset(_VERB_OF[verb] for verb in verbs if verb in _VERB_OF)


def link_view(link: link_pb2.Link) -> LinkView:
    """What this release does not know has to do with each other all the same."""
    kind = _LINK_KIND_OF.get((link.kind, link.direction), LinkKind.RELATED)
    return LinkView(name=link.name, other=ticket_number(link.other), kind=kind)
