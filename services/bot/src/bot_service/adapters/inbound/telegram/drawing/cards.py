"""A ticket's card: what it says, and what can be done with it by whoever looks at it (decision 29)."""

from typing import Final

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot_service.adapters.inbound.telegram.drawing.buttons import TicketAction, TicketButton
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.queries.read_ticket import Remark, TicketDetails
from bot_service.application.views import TicketState, TicketView, Verb
from bot_service.domain.comment import ATTACHED

DESCRIPTION_UNITS: Final = 1200
REMARK_UNITS: Final = 500
"""Three remarks, a title and a place of 200 each and a description stay far below a message's 4096."""
MOST_STARS: Final = 5


def card(details: TicketDetails, reader: str, texts: Texts, *, headline: Html | None = None) -> Screen:
    """Draw a card for `reader` (`users/7`); it depends on nothing that changes without an event of the ticket."""
    ticket = details.ticket
    lines = [texts("card-title", number=str(ticket.number), title=ticket.title), _facts(details, texts)]
    if ticket.description:
        lines.append(texts("card-description", text=clip(ticket.description, DESCRIPTION_UNITS)))
    lines.extend(_remark(remark, texts) for remark in details.remarks)
    if headline is not None:
        lines.insert(0, headline)
    return Screen(text=Html("\n\n".join(lines)), keyboard=card_buttons(details, reader, texts))


def card_buttons(details: TicketDetails, reader: str, texts: Texts) -> InlineKeyboardMarkup | None:
    """Offer what the tickets service allows."""
    ticket, verbs = details.ticket, details.ticket.allowed_verbs
    is_reporter = reader == ticket.reporter
    rows: list[list[InlineKeyboardButton]] = []
    if Verb.TAKE in verbs:
        rows.append([_button(texts.plain("button-take"), TicketAction.TAKE, ticket)])
    if Verb.RESOLVE in verbs:
        rows.append([_button(texts.plain("button-resolve"), TicketAction.RESOLVE, ticket, ticket.etag)])
    rows.extend(closing_rows(ticket, texts))
    last: list[InlineKeyboardButton] = []
    if Verb.COMMENT in verbs:
        label = "button-comment" if is_reporter else "button-reply"
        last.append(_button(texts.plain(label), TicketAction.WRITE, ticket))
    # Reporters always see their ticket, others see one to which they can do anything at all.
    if has_attachments(details) and (is_reporter or verbs):
        last.append(photos_button(ticket, texts))
    return keyboard(*rows, last)


def closing_rows(ticket: TicketView, texts: Texts) -> list[list[InlineKeyboardButton]]:
    """Return what a reporter can do with finished work: confirm it and rate it."""
    rows = []
    if Verb.CONFIRM in ticket.allowed_verbs:
        rows.append([_button(texts.plain("button-confirm"), TicketAction.CONFIRM, ticket, ticket.etag)])
    if Verb.RATE in ticket.allowed_verbs:
        rows.append(
            [
                button(
                    texts.plain("button-stars", stars=stars),
                    TicketButton(action=TicketAction.RATE, number=ticket.number, stars=stars).pack(),
                )
                for stars in range(1, MOST_STARS + 1)
            ]
        )
    return rows


def photos_button(ticket: TicketView, texts: Texts) -> InlineKeyboardButton:
    return _button(texts.plain("button-photos"), TicketAction.PHOTOS, ticket)


def has_attachments(details: TicketDetails) -> bool:
    """Comments name what came with them, so that a card needs no answer from the files service."""
    return bool(details.ticket.attachments) or any(ATTACHED in remark.text for remark in details.remarks)


def state_line(state: TicketState, texts: Texts) -> Html:
    return texts(f"state-{state.lower().replace('_', '-')}")


def _facts(details: TicketDetails, texts: Texts) -> Html:
    ticket = details.ticket
    lines = [
        state_line(ticket.state, texts),
        texts("card-priority", priority=texts(f"priority-{ticket.priority.lower()}")),
    ]
    if ticket.location:
        lines.append(texts("card-location", location=ticket.location))
    lines.append(texts("card-reporter", name=details.reporter_name))
    if details.assignee_name:
        lines.append(texts("card-assignee", name=details.assignee_name))
    lines.append(texts("card-created", time=ticket.create_time))
    if ticket.attachments:
        lines.append(texts("card-attachments", count=len(ticket.attachments)))
    if ticket.stars is not None:
        lines.append(texts("card-stars", stars="★" * ticket.stars + "☆" * (MOST_STARS - ticket.stars)))
    return Html("\n".join(lines))


def _remark(remark: Remark, texts: Texts) -> Html:
    key = "card-remark-desk" if remark.by_desk else "card-remark-user"
    return texts(key, name=remark.author_name or texts("the-desk"), text=clip(remark.text, REMARK_UNITS))


def _button(label: str, action: TicketAction, ticket: TicketView, etag: str = "") -> InlineKeyboardButton:
    return button(label, TicketButton(action=action, number=ticket.number, etag=etag).pack())
