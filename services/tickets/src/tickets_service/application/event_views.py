"""From what the domain recorded to what callers see."""

from tickets_service.application.views import (
    AssigneeChange,
    Change,
    CommentView,
    Following,
    Reopening,
    StateChange,
    Update,
)
from tickets_service.domain.events import (
    AnyTicketEvent,
    LinkAdded,
    LinkRemoved,
    SlaAlerted,
    StateChanged,
    TicketAssigned,
    TicketCreated,
    TicketFollowed,
    TicketRated,
    TicketReopened,
    TicketUnfollowed,
    TicketUpdated,
)


def change_of(event: AnyTicketEvent) -> Change:
    change: Change
    match event:
        case TicketCreated():
            change = StateChange(None, event.state)
        case StateChanged():
            change = StateChange(event.before, event.after)
        case TicketAssigned():
            change = AssigneeChange(event.before, event.after)
        case TicketRated():
            change = event.rating
        case TicketReopened():
            change = Reopening(event.count)
        case TicketUpdated():
            change = Update(event.fields)
        case TicketFollowed() | TicketUnfollowed():
            change = Following(event.follower)
        case SlaAlerted():
            change = event.alert
        case LinkAdded() | LinkRemoved():
            change = event.link
        case _:
            change = CommentView.of(event.comment)
    return change
