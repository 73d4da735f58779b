"""The desk's people, to choose from to whom requests are given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot_service.adapters.inbound.telegram.drawing.html import clip
from bot_service.adapters.inbound.telegram.drawing.paging import turning
from bot_service.adapters.inbound.telegram.drawing.screen import button
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.ports.tickets.ticket_work import MOST_COUNTED

NAME_UNITS: Final = 32
"""Of a name on a button, so that what is said behind it stays in sight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody to whom a ticket can be given."""

    number: int
    """The 8 of `users/8`."""
    name: str
    open: int
    """How many tickets they have, at most `MOST_COUNTED`."""
    is_reader: bool
    back: date | None
    """The day on which they are back; None where they are not away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleaguePage:
    people: Sequence[Colleague]
    number: int
    """From 0."""
    is_last: bool


def colleague_rows(
    page: ColleaguePage,
    texts: Texts,
    *,
    to_person: Callable[[int], CallbackData],
    to_page: Callable[[int], CallbackData],
) -> list[list[InlineKeyboardButton]]:
    """Return a button for each, with how many tickets they have and whether they are away, and the way to other pages.

    `to_person` takes the number of a person, `to_page` that of a page.
    """
    rows = [[button(_label(each, texts), to_person(each.number).pack())] for each in page.people]
    return [*rows, turning(page.number, texts, to_page, is_last=page.is_last)]


def _label(person: Colleague, texts: Texts) -> str:
    name = clip(person.name, NAME_UNITS)
    count = f"{person.open}+" if person.open == MOST_COUNTED else str(person.open)
    if person.back is not None:
        return texts.plain("button-colleague-away", name=name, count=count, day=texts.day(person.back))
    key = "button-colleague-self" if person.is_reader else "button-colleague"
    return texts.plain(key, name=name, count=count)
