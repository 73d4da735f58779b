"""The way from an absence to the work of whoever is away."""

from aiogram.types import InlineKeyboardButton

from bot_service.adapters.inbound.telegram.drawing.buttons.lists import BulkAction, BulkButton
from bot_service.adapters.inbound.telegram.drawing.screen import button
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.ports.tickets.ticket_work import MOST_COUNTED


def hand_over_row(number: int, open_tickets: int, texts: Texts) -> list[InlineKeyboardButton]:
    """Return the button for the work of `users/{number}`; none where there is no work."""
    if not open_tickets:
        return []
    count = f"{open_tickets}+" if open_tickets >= MOST_COUNTED else str(open_tickets)
    data = BulkButton(action=BulkAction.HAND_OVER, since=0, value=str(number))
    return [button(texts.plain("button-hand-over", count=count), data.pack())]
