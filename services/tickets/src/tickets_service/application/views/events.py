"""What happened to a ticket, as callers get to see it, and how it comes from what the domain recorded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tickets_service.application.views.changes import (
    Anonymization,
    AssigneeChange,
    EventChange,
    FieldsUpdated,
    FollowerChange,
    Reminder,
    Reopening,
    StateChange,
    TagChange,
)
from tickets_service.application.views.comments import CommentView
from tickets_service.domain.links.link import SeenLink
from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.tickets.events import (
    AnyTicketEvent,
    CommentAdded,
    CommentEdited,
    EventType,
    LinkAdded,
    LinkRemoved,
    NoteAdded,
    NoteEdited,
    ReporterReminded,
    SlaAlerted,
    StateChanged,
    TagsChanged,
    TicketAnonymized,
    TicketAssigned,
    TicketCreated,
    TicketFollowed,
    TicketMerged,
    TicketRated,
    TicketReopened,
    TicketUnfollowed,
    TicketUpdated,
)
from tickets_service.domain.tickets.merging import Merging
from tickets_service.domain.tickets.ticket import TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    id: int
    ticket_id: TicketId
    type: EventType
    actor: ActorName
    on_behalf_of: str
    occurred_at: datetime
    reason: str
    traceparent: str
    change: EventChange

    @property
    def names(self) -> TicketId | None:
        """The other ticket that the event is about, if there is one."""
        return TicketId(self.change.other_id) if isinstance(self.change, SeenLink | Merging) else None


def change_of(event: AnyTicketEvent) -> EventChange:
    return CHANGES[type(event)](event)


def said(event: CommentAdded | CommentEdited | NoteAdded | NoteEdited) -> EventChange:
    return CommentView.of(event.comment)


CHANGES: Final[Mapping[type, Callable[[Any], EventChange]]] = {
    TicketCreated: lambda event: StateChange(None, event.state),
    StateChanged: lambda event: StateChange(event.before, event.after),
    TicketAssigned: lambda event: AssigneeChange(event.before, event.after),
    TicketRated: lambda event: event.rating,
    TicketReopened: lambda event: Reopening(event.count),
    TicketUpdated: lambda event: FieldsUpdated(event.fields),
    TicketFollowed: lambda event: FollowerChange(event.follower),
    TicketUnfollowed: lambda event: FollowerChange(event.follower),
    LinkAdded: lambda event: event.link,
    LinkRemoved: lambda event: event.link,
    TicketMerged: lambda event: event.merging,
    ReporterReminded: lambda event: Reminder(event.ordinal, event.resolve_at),
    SlaAlerted: lambda event: event.alert,
    TagsChanged: lambda event: TagChange(event.added, event.removed),
    TicketAnonymized: lambda _: Anonymization(),
    CommentAdded: said,
    CommentEdited: said,
    NoteAdded: said,
    NoteEdited: said,
}
"""One for every kind of event."""
