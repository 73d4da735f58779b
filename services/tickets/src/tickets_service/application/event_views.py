"""From what the domain recorded to what callers see."""

from tickets_service.application.views import AssigneeChange, Change, CommentView, StateChange
from tickets_service.domain.events import (
    AnyTicketEvent,
    CommentAdded,
    StateChanged,
    TicketAssigned,
    TicketCreated,
)


def change_of(event: AnyTicketEvent) -> Change:
    if isinstance(event, TicketCreated):
        return StateChange(None, event.state)
    if isinstance(event, StateChanged):
        return StateChange(event.before, event.after)
    if isinstance(event, TicketAssigned):
        return AssigneeChange(event.before, event.after)
    if isinstance(event, CommentAdded):
        return CommentView.of(event.comment)
    return event.rating
