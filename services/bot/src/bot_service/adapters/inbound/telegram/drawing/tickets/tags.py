"""By what the desk's people find a ticket again, as its card and the queue say it."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

from aiogram.types import InlineKeyboardMarkup

from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import (
    TicketAction,
    TicketButton,
    WorkAction,
    WorkButton,
)
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows
from bot_service.adapters.inbound.telegram.drawing.screen import button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.views.tickets import TicketView

OFFERED: Final = 10
"""Of those that are used most, beside those that the ticket has."""
A_ROW: Final = 2


def said_of(tags: Iterable[str]) -> str:
    """Return `#leak #roof`."""
    return " ".join(f"#{tag}" for tag in tags)


def mark_of(tag: str) -> str:
    """Return what buttons carry for a tag, which itself may be too long for one."""
    return hashlib.blake2s(tag.encode(), digest_size=6).hexdigest()


def tag_marked(mark: str, tags: Iterable[str]) -> str | None:
    """Return which of the tags has that mark; None where none has."""
    return next((tag for tag in tags if mark_of(tag) == mark), None)


def tagging_buttons(ticket: TicketView, common: Sequence[str], texts: Texts) -> InlineKeyboardMarkup | None:
    """Return the tags to take away, those that are used most, and the way to others."""

    def choice(key: str, action: WorkAction, tag: str) -> tuple[str, str]:
        data = WorkButton(action=action, number=ticket.number, value=mark_of(tag))
        return texts.plain(key, tag=tag), data.pack()

    removing = [button(*choice("button-untag", WorkAction.UNTAG, tag)) for tag in ticket.tags]
    offered = [tag for tag in common if tag not in ticket.tags][:OFFERED]
    adding = [button(*choice("button-tag", WorkAction.TAG, tag)) for tag in offered]
    other = WorkButton(action=WorkAction.TAG, number=ticket.number).pack()
    back = TicketButton(action=TicketAction.MORE, number=ticket.number).pack()
    return keyboard(
        *in_rows(removing, A_ROW),
        *in_rows(adding, A_ROW),
        [button(texts.plain("button-tag-other"), other)],
        [button(texts.plain("button-back"), back)],
    )
