"""A ticket in a topic: how that looks; in the staff group also the pinned card, and what one can do with it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import TicketAction, TicketButton
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows
from bot_service.adapters.inbound.telegram.drawing.screen import (
    Screen,
    Style,
    button,
    disabled_button,
    keyboard,
)
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.drawing.tickets.cards import card, state_line
from bot_service.application.queries.tickets.read_ticket import TicketDetails
from bot_service.application.views.tickets import TicketState, TicketView, Verb
from bot_service.domain.deliveries.outgoing import IN_TOPIC, OutgoingCall

MAX_NAME: Final = 128
TITLE_UNITS: Final = 200
OVER: Final = "✓"
"""Before the name of a topic that only its name can close: in private chats (Bot API 9.3)."""
GIVEN: Final = "👀"
"""Of one that somebody has and has not begun with."""
ICONS: Final[Mapping[TicketState, str]] = {
    TicketState.OPEN: "❗️",
    TicketState.IN_PROGRESS: "⚡️",
    TicketState.WAITING_REPORTER: "❓",
    TicketState.WAITING_VENDOR: "📆",
    TicketState.RESOLVED: "✅",
    TicketState.CLOSED: "🏁",
    TicketState.CANCELLED: "🏁",
    TicketState.REJECTED: "🏁",
    TicketState.DUPLICATE: "📁",
}
"""Of those that Telegram offers for topics."""
CLOSED: Final = frozenset(
    {TicketState.CLOSED, TicketState.CANCELLED, TicketState.REJECTED, TicketState.DUPLICATE}
)
ACTIONS: Final = (
    (Verb.TAKE, "button-take", TicketAction.TAKE, Style.PRIMARY),
    (Verb.RESUME, "button-resume", TicketAction.RESUME, None),
    (Verb.RESOLVE, "button-resolve", TicketAction.RESOLVE, Style.SUCCESS),
    (Verb.RELEASE, "button-release", TicketAction.RELEASE, None),
    (Verb.ASSIGN, "button-assign", TicketAction.ASSIGN, None),
    (Verb.UPDATE, "button-change-urgency", TicketAction.PRIORITY, None),
    (Verb.WRITE_NOTE, "button-note", TicketAction.NOTE, None),
)
"""What is done in the group; the rest is done in private."""
A_ROW: Final = 2


def topic_look(ticket: TicketView, *, can_close: bool = True) -> Mapping[str, str]:
    """Return the topic's name and icon; where it cannot be closed, the name says that the ticket is."""
    is_given = ticket.state is TicketState.OPEN and ticket.assignee
    icon = GIVEN if is_given else ICONS[ticket.state]
    mark = f"{OVER} " if ticket.state in CLOSED and not can_close else ""
    return {"name": clip(f"{mark}#{ticket.number} {' '.join(ticket.title.split())}", MAX_NAME), "icon": icon}


def in_topic(call: OutgoingCall, ticket: TicketView) -> OutgoingCall:
    """Have the call go to the ticket's topic, which is made where there is none."""
    look = topic_look(ticket, can_close=not call.is_private)
    return replace(call, arguments={**call.arguments, IN_TOPIC: look}, ticket=ticket.number)


def group_card(details: TicketDetails, texts: Texts) -> Screen:
    """Draw it for all who are in the group: what each of them may do is asked when they tap."""
    ticket = details.ticket
    rows: list[list[InlineKeyboardButton]] = []
    if ticket.state is TicketState.OPEN and not ticket.assignee:
        rows.append([_button("button-take", TicketAction.TAKE, ticket, texts, Style.PRIMARY)])
    elif details.assignee_name and not ticket.done:
        rows.append([disabled_button(texts.plain("button-taken", name=details.assignee_name))])
    rows.append([_button("button-more", TicketAction.MORE, ticket, texts)])
    return replace(card(details, "", texts), keyboard=keyboard(*rows))


def controls(ticket: TicketView, link: str, texts: Texts) -> Screen:
    """Draw what one person can do; `link` leads to the rest, in their own chat, where there is one."""
    title = texts("card-title", number=str(ticket.number), title=clip(ticket.title, TITLE_UNITS))
    lines = [title, state_line(ticket, texts), Html(""), texts("group-only-you")]
    return Screen(text=Html("\n".join(lines)), keyboard=control_buttons(ticket, link, texts))


def control_buttons(ticket: TicketView, link: str, texts: Texts) -> InlineKeyboardMarkup | None:
    found = [
        _button(label, action, ticket, texts, style)
        for verb, label, action, style in ACTIONS
        if verb in ticket.allowed_verbs
    ]
    label = texts.plain("button-group-privately")
    privately = [InlineKeyboardButton(text=label, url=link)] if link else []
    return keyboard(*in_rows(found, A_ROW), privately)


def _button(
    label: str, action: TicketAction, ticket: TicketView, texts: Texts, style: Style | None = None
) -> InlineKeyboardButton:
    # What is resolved is what was shown.
    etag = ticket.etag if action is TicketAction.RESOLVE else ""
    return button(
        texts.plain(label), TicketButton(action=action, number=ticket.number, etag=etag).pack(), style
    )
