"""New messages about who has a ticket and where it stands: with the reason, in the words of who changed it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from aiogram.types import InlineKeyboardButton

from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import TicketAction, TicketButton
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip, escape
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.queries.tickets.read_ticket import TicketDetails
from bot_service.application.queries.tickets.sight import only_follows
from bot_service.application.views.events import EventType, EventView, MergeView
from bot_service.application.views.people import SYSTEM
from bot_service.application.views.tickets import TicketState, TicketView

TYPES: Final = frozenset({EventType.TICKET_ASSIGNED, EventType.TICKET_REOPENED, EventType.TICKET_MERGED})
STATES: Final[Mapping[TicketState | None, tuple[str, str]]] = {
    TicketState.WAITING_REPORTER: ("notice-question", "notice-question"),
    TicketState.WAITING_VENDOR: ("notice-supplier", "notice-supplier"),
    TicketState.REJECTED: ("notice-rejected", "notice-rejected-staff"),
    TicketState.CANCELLED: ("notice-cancelled", "notice-cancelled-staff"),
}
FOLLOWED: Final[Mapping[TicketState | None, str]] = {
    TicketState.WAITING_REPORTER: "notice-followed-question",
    TicketState.REJECTED: "notice-followed-rejected",
    TicketState.CANCELLED: "notice-followed-cancelled",
}
REOPENED: Final = ("notice-reopened", "notice-reopened-staff")
"""What is said to the reporter, and to staff."""
ANSWERED: Final = frozenset({TicketState.WAITING_REPORTER, TicketState.WAITING_VENDOR})
"""Of these, a reply is what is wanted or welcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    event: EventView
    details: TicketDetails
    """The ticket as it is for who reads of it."""
    actor_name: str
    assignee_name: str
    """Who has it now, of a change of that; empty where nobody does."""


def says_change(event: EventView) -> bool:
    return event.type in TYPES or event.state_after in STATES


def change_notice(change: Change, reader: str, texts: Texts) -> Screen:
    """Draw the message for `reader` (`users/7`)."""
    return Screen(
        text=fitted(lambda most: _text(change, reader, texts, most)),
        keyboard=keyboard(_opens(change, reader, texts)),
    )


def _text(change: Change, reader: str, texts: Texts, most: int) -> Html:
    event, ticket, merge = change.event, change.details.ticket, change.event.merge
    said = texts(
        _key(change, reader),
        number=str(ticket.number),
        title=clip(ticket.title, most),
        name=clip(change.actor_name, most),
        assignee=clip(change.assignee_name, most),
        target="" if merge is None else str(merge.target),
        source="" if merge is None else str(merge.source),
    )
    lines = [said]
    # What the system gives as a reason is in no language of the person's; what the reporter does, is not for followers.
    is_theirs = event.actor == ticket.reporter and only_follows(ticket.allowed_verbs)
    if event.reason and event.actor != SYSTEM and not is_theirs:
        lines.append(escape(clip(event.reason, most)))
    if reader == ticket.reporter and event.state_after in ANSWERED:
        lines.append(texts("reply-hint"))
    return Html("\n\n".join(lines))


def _key(change: Change, reader: str) -> str:
    event, ticket = change.event, change.details.ticket
    is_reporter = reader == ticket.reporter
    if event.assignee is not None:
        if reader == event.assignee.after:
            return "notice-assigned"
        if reader == event.assignee.before:
            return "notice-passed-on" if event.assignee.after else "notice-taken-off"
        return "notice-taken"
    if event.merge is not None:
        return _key_of_merge(event.merge, ticket.number, is_reporter=is_reporter)
    if key := _key_for_follower(event, ticket, reader):
        return key
    to_reporter, to_staff = REOPENED if event.type is EventType.TICKET_REOPENED else STATES[event.state_after]
    return to_reporter if is_reporter else to_staff


def _key_for_follower(event: EventView, ticket: TicketView, reader: str) -> str:
    """Return the key for whoever only follows the ticket; empty for all others."""
    if event.type is EventType.TICKET_REOPENED:
        return "notice-followed-reopened" if only_follows(ticket.allowed_verbs) else ""
    is_follower = reader not in {ticket.reporter, ticket.assignee}
    return FOLLOWED.get(event.state_after, "") if is_follower else ""


def _key_of_merge(merge: MergeView, number: int, *, is_reporter: bool) -> str:
    if merge.target == number:
        return "notice-merged-here"
    return "notice-merged" if is_reporter else "notice-merged-staff"


def _opens(change: Change, reader: str, texts: Texts) -> list[InlineKeyboardButton]:
    """Return the button that shows the ticket to work on, or the one that goes on for it."""
    event, number = change.event, change.details.ticket.number
    if event.merge is not None:
        number = event.merge.target
    elif reader == change.details.ticket.reporter or change.details.ticket.done:
        return []
    if event.assignee is not None and reader != event.assignee.after:
        return []
    label = texts.plain("button-open-card", number=str(number))
    return [button(label, TicketButton(action=TicketAction.OPEN, number=number).pack())]
