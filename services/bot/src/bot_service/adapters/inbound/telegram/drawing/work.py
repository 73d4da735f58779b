"""What the desk's people can do to a ticket beyond the likeliest: the second page of a card's buttons."""

from typing import Final

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot_service.adapters.inbound.telegram.drawing.buttons import TicketAction, TicketButton
from bot_service.adapters.inbound.telegram.drawing.screen import button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.views import TicketView, Verb

MORE: Final = ((Verb.RELEASE, "button-release", TicketAction.RELEASE),)
"""In their order: what is done often comes first."""
A_ROW: Final = 2


def works_on(ticket: TicketView) -> bool:
    """Tell whether whoever reads it is of the desk: all of them can link what they see, and nobody else can."""
    return Verb.LINK in ticket.allowed_verbs


def more_button(ticket: TicketView, texts: Texts) -> list[InlineKeyboardButton]:
    """Return the button that opens the rest; none where there is no rest."""
    return [_button("button-more", TicketAction.MORE, ticket, texts)] if _rest(ticket, texts) else []


def more_buttons(ticket: TicketView, texts: Texts) -> InlineKeyboardMarkup | None:
    """Return the rest, and the way back to the likeliest."""
    rest = _rest(ticket, texts)
    rows = [rest[start : start + A_ROW] for start in range(0, len(rest), A_ROW)]
    return keyboard(*rows, [_button("button-back", TicketAction.LESS, ticket, texts)])


def _rest(ticket: TicketView, texts: Texts) -> list[InlineKeyboardButton]:
    if not works_on(ticket):
        return []
    return [
        _button(label, action, ticket, texts) for verb, label, action in MORE if verb in ticket.allowed_verbs
    ]


def _button(label: str, action: TicketAction, ticket: TicketView, texts: Texts) -> InlineKeyboardButton:
    return button(texts.plain(label), TicketButton(action=action, number=ticket.number).pack())
