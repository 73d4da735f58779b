"""How much room what people wrote takes in an answer: a page ends early where it would not fit into one.

Bytes at the most, with room for all that has a limit of its own and is short.
"""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from tickets_service.application.views.audit import AuditEventView
from tickets_service.application.views.changes import FieldsUpdated
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.events import EventView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.marks import Marks
from tickets_service.domain.tickets.events import FieldChange

T = TypeVar("T")

FULL: Final = 4 << 20
"""What clients of gRPC take in one answer unless they are told otherwise."""
LARGEST_CHARACTER: Final = 4
OF_MARK: Final = 64
OF_REST: Final = 1_500
"""Of an item besides its texts: names, times, numbers, files."""


def items_that_fit(found: Sequence[T], weigh: Callable[[T], int]) -> int:
    """Return how many of them fit into one answer, from the first on: one at the least."""
    room = FULL
    for count, each in enumerate(found):
        room -= weigh(each)
        if room < 0:
            return max(count, 1)
    return len(found)


def weight_of_ticket(ticket: TicketView) -> int:
    said = len(ticket.title) + len(ticket.description) + len(ticket.resolution) + len(ticket.location)
    rated = len(ticket.rating.comment) if ticket.rating else 0
    tagged = sum(map(len, ticket.tags))
    return OF_REST + LARGEST_CHARACTER * (said + rated + tagged) + weight_of_marks(ticket.description_marks)


def weight_of_comment(comment: CommentView) -> int:
    return OF_REST + LARGEST_CHARACTER * len(comment.text) + weight_of_marks(comment.marks)


def weight_of_event(event: EventView) -> int:
    weight = OF_REST + LARGEST_CHARACTER * len(event.reason)
    if isinstance(event.change, CommentView):
        weight += weight_of_comment(event.change)
    elif isinstance(event.change, FieldsUpdated):
        weight += sum(map(weight_of_correction, event.change.fields))
    return weight


def weight_of_correction(change: FieldChange) -> int:
    said = LARGEST_CHARACTER * (len(change.before) + len(change.after))
    return said + weight_of_marks(change.marks_before) + weight_of_marks(change.marks_after)


def weight_of_audit_event(event: AuditEventView) -> int:
    changed = sum(len(each.before) + len(each.after) for each in event.changes)
    return OF_REST + LARGEST_CHARACTER * (len(event.reason) + changed)


def weight_of_marks(marks: Marks) -> int:
    return sum(OF_MARK + LARGEST_CHARACTER * (len(each.url) + len(each.language)) for each in marks)
