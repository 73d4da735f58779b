"""A page of a list: ten requests, a button for each, and the way to the pages before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from aiogram.types import InlineKeyboardButton

from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.lists import ListButton
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import TicketAction, TicketButton
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows, turning
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.drawing.tickets.cards import state_line
from bot_service.adapters.inbound.telegram.drawing.times import age
from bot_service.application.ports.tickets.tickets import TicketList
from bot_service.application.views.tickets import TicketView

SHOWN: Final = 10
IN_A_ROW: Final = 5
MOST_PAGES: Final = 500
LETTERS: Final[Mapping[TicketList, str]] = {
    TicketList.REPORTED_OPEN: "m",
    TicketList.REPORTED_DONE: "d",
    TicketList.FOLLOWED: "f",
}
"""What the buttons carry for each list that is shown."""
LISTS: Final = {letter: which for which, letter in LETTERS.items()}
OTHER: Final = {
    TicketList.REPORTED_OPEN: "button-list-open",
    TicketList.REPORTED_DONE: "button-list-done",
    TicketList.FOLLOWED: "button-list-followed",
}
"""The lists of somebody's own, which lead to one another, and the buttons that do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    which: TicketList
    number: int
    """From 0."""
    tickets: Sequence[TicketView]
    more: bool
    """There is a page after this one."""


def page_screen(page: ListPage, texts: Texts, now: datetime) -> Screen:
    def draw(most: int) -> Html:
        lines = [texts(f"list-{page.which}")]
        if page.number:
            lines.append(texts("list-page", number=page.number + 1))
        if not page.tickets:
            lines.append(texts(f"none-{page.which}"))
        head = Html("\n".join(lines))
        return Html("\n\n".join([head, *(_line(page, ticket, texts, now, most) for ticket in page.tickets)]))

    rows = opening_rows(page.tickets, texts)

    def to(number: int) -> ListButton:
        return ListButton(which=LETTERS[page.which], page=number)

    ways = turning(page.number, texts, to, is_last=not page.more)
    return Screen(text=fitted(draw), keyboard=keyboard(*rows, ways, _other(page, texts)))


def opening_rows(tickets: Sequence[TicketView], texts: Texts) -> list[list[InlineKeyboardButton]]:
    """Return a button for each of the tickets, which opens its card."""
    return in_rows([_opening(ticket, texts) for ticket in tickets], IN_A_ROW)


def _line(page: ListPage, ticket: TicketView, texts: Texts, now: datetime, most: int) -> Html:
    is_followed = page.which is TicketList.FOLLOWED
    second = texts("list-followed-mark") if is_followed else texts(f"priority-{ticket.priority.lower()}")
    facts = [state_line(ticket, texts), second]
    if ticket.location:
        facts.append(texts("list-place", location=clip(ticket.location, most)))
    facts.append(age(ticket.create_time, texts, now))
    return texts(
        "list-line", number=str(ticket.number), title=clip(ticket.title, most), facts=Html(" · ".join(facts))
    )


def _opening(ticket: TicketView, texts: Texts) -> InlineKeyboardButton:
    label = texts.plain("button-open", number=str(ticket.number))
    return button(label, TicketButton(action=TicketAction.OPEN, number=ticket.number).pack())


def _other(page: ListPage, texts: Texts) -> list[InlineKeyboardButton]:
    return [
        button(texts.plain(key), ListButton(which=LETTERS[other], page=0).pack())
        for other, key in OTHER.items()
        if other is not page.which
    ]
