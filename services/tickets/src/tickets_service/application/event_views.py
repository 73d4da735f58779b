"""From what the domain recorded to what callers see."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tickets_service.application.changes import (
    AssigneeChange,
    Change,
    Following,
    Reminder,
    Reopening,
    StateChange,
    Update,
)
from tickets_service.application.views import CommentView
from tickets_service.domain.tickets.events import (
    AnyTicketEvent,
    CommentAdded,
    CommentEdited,
    LinkAdded,
    LinkRemoved,
    NoteAdded,
    NoteEdited,
    ReporterReminded,
    SlaAlerted,
    StateChanged,
    TicketAssigned,
    TicketCreated,
    TicketFollowed,
    TicketMerged,
    TicketRated,
    TicketReopened,
    TicketUnfollowed,
    TicketUpdated,
)


def change_of(event: AnyTicketEvent) -> Change:
    return CHANGES[type(event)](event)


def said(event: CommentAdded | CommentEdited | NoteAdded | NoteEdited) -> Change:
    return CommentView.of(event.comment)


CHANGES: Final[Mapping[type, Callable[[Any], Change]]] = {
    TicketCreated: lambda event: StateChange(None, event.state),
    StateChanged: lambda event: StateChange(event.before, event.after),
    TicketAssigned: lambda event: AssigneeChange(event.before, event.after),
    TicketRated: lambda event: event.rating,
    TicketReopened: lambda event: Reopening(event.count),
    TicketUpdated: lambda event: Update(event.fields),
    TicketFollowed: lambda event: Following(event.follower),
    TicketUnfollowed: lambda event: Following(event.follower),
    LinkAdded: lambda event: event.link,
    LinkRemoved: lambda event: event.link,
    TicketMerged: lambda event: event.merging,
    ReporterReminded: lambda event: Reminder(event.ordinal, event.resolve_at),
    SlaAlerted: lambda event: event.alert,
    CommentAdded: said,
    CommentEdited: said,
    NoteAdded: said,
    NoteEdited: said,
}
"""One for every kind of event."""
