"""The queue as it is drawn: ten requests, the way to other pages, and what it is narrowed down to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from aiogram.types import InlineKeyboardButton

from bot_service.adapters.inbound.telegram.dialogs.lists.pages import opening_rows
from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.lists import (
    BulkAction,
    BulkButton,
    QueueButton,
    QueuePlaceButton,
    TaggedQueueButton,
)
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows, turning
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, Style, button, keyboard, ticked
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.drawing.tickets.cards import state_line
from bot_service.adapters.inbound.telegram.drawing.tickets.tags import mark_of, said_of
from bot_service.adapters.inbound.telegram.drawing.times import age, until
from bot_service.application.ports.tickets.ticket_finder import MOST_QUEUED, Queue
from bot_service.application.views.tickets import TicketView
from bot_service.domain.places.place_tree import PlaceNode, PlaceTree

LETTERS: Final[Mapping[Queue, str]] = {
    Queue.UNASSIGNED: "u",
    Queue.MINE: "m",
    Queue.OVERDUE: "o",
    Queue.WAITING: "w",
    Queue.ALL: "a",
}
"""What the buttons carry for each."""
OF_LETTER: Final = {letter: which for which, letter in LETTERS.items()}
CHOICES: Final = ((Queue.UNASSIGNED, Queue.MINE), (Queue.OVERDUE, Queue.WAITING, Queue.ALL))
PLACES_SHOWN: Final = 16
PLACES_IN_A_ROW: Final = 2
TAGS_SHOWN: Final = 20
TAGS_IN_A_ROW: Final = 2


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """A page, from 0, of a queue, narrowed down to the place with that code and what is in it."""

    which: Queue
    place: str = ""
    page: int = 0
    tag: str = ""
    """Narrowed down to those that have it, too."""

    def at(self, page: int) -> "QueueQuery":
        return replace(self, page=page)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    asked: QueueQuery
    tickets: Sequence[TicketView]
    more: bool
    """There is a page after this one."""
    place_name: str
    """What it is narrowed down to; empty where it is not."""
    has_places: bool
    """There is something to narrow it down to."""
    has_tags: bool
    """Some are in use."""
    names: Mapping[str, str]
    """Display names by `users/7`."""
    counts: Mapping[Queue, int]
    """How many each queue has, narrowed down in the same way; at most `MOST_QUEUED`."""
    reader: str
    """`users/7`"""


def queue_screen(page: QueuePage, texts: Texts, now: datetime) -> Screen:
    asked = page.asked

    def draw(most: int) -> Html:
        lines = [texts(f"queue-{asked.which}")]
        if page.place_name:
            lines.append(texts("list-place", location=clip(page.place_name, most)))
        if asked.tag:
            lines.append(texts("card-tags", tags=said_of([asked.tag])))
        if asked.page:
            lines.append(texts("list-page", number=asked.page + 1))
        if not page.tickets:
            lines.append(texts(f"none-queue-{asked.which}"))
        head = Html("\n".join(lines))
        return Html("\n\n".join([head, *(_line(page, ticket, texts, now, most) for ticket in page.tickets)]))

    ways = turning(asked.page, texts, lambda number: _button(asked.at(number)), is_last=not page.more)
    choices = [[_choice(which, page, texts) for which in row] for row in CHOICES]
    return Screen(
        text=fitted(draw),
        keyboard=keyboard(
            *opening_rows(page.tickets, texts),
            ways,
            *choices,
            _place(page, texts),
            _tag(page, texts),
            _several(page, texts),
        ),
    )


def places_screen(which: Queue, tree: PlaceTree, code: str, page: int, texts: Texts) -> Screen:
    """Draw what is in the place with that code, or at the top, page by page; the last one where it ends sooner."""
    # To choose the one there is at the top would be a tap for nothing.
    here = tree.get(code) if code else tree.only
    inside = tree.inside(here.code if here else "")
    page = min(page, max(0, len(inside) - 1) // PLACES_SHOWN)
    shown = inside[page * PLACES_SHOWN : (page + 1) * PLACES_SHOWN]
    entries = [_entry(node, which, tree) for node in shown]
    rows = in_rows(entries, PLACES_IN_A_ROW)

    def to(number: int) -> QueuePlaceButton:
        return QueuePlaceButton(which=LETTERS[which], place=here.code if here else "", page=number)

    ways = turning(page, texts, to, is_last=(page + 1) * PLACES_SHOWN >= len(inside))
    if here is None:
        back = _to(texts.plain("button-back"), QueueQuery(which))
        return Screen(text=texts("queue-which-place"), keyboard=keyboard(*rows, ways, [back]))
    whole = _to(texts.plain("button-place-whole", name=here.name), QueueQuery(which, here.code))
    label = texts.plain("button-back")
    up = _to(label, QueueQuery(which)) if here == tree.only else _into(label, which, here.parent, 0)
    text = texts("queue-which-place-in", place=tree.described(here))
    return Screen(text=text, keyboard=keyboard([whole], *rows, ways, [up]))


def tags_screen(asked: QueueQuery, tags: Sequence[str], texts: Texts) -> Screen:
    """Draw the tags that are used most, to narrow the queue down to one."""
    entries = [_to(f"🏷 {tag}", replace(asked, tag=tag, page=0)) for tag in tags[:TAGS_SHOWN]]
    back = _to(texts.plain("button-back"), asked)
    return Screen(text=texts("queue-which-tag"), keyboard=keyboard(*in_rows(entries, TAGS_IN_A_ROW), [back]))


def _line(page: QueuePage, ticket: TicketView, texts: Texts, now: datetime, most: int) -> Html:
    facts = [] if page.asked.which is Queue.UNASSIGNED else [state_line(ticket, texts)]
    if ticket.next_due is not None:
        facts.append(texts("queue-due", time=until(ticket.next_due, texts, now)))
    facts.append(texts(f"priority-{ticket.priority.lower()}"))
    if ticket.location:
        facts.append(texts("list-place", location=clip(ticket.location, most)))
    facts.append(texts("list-reporter", name=clip(page.names[ticket.reporter], most)))
    if ticket.assignee not in ("", page.reader):
        facts.append(texts("queue-assignee", name=clip(page.names[ticket.assignee], most)))
    facts.append(age(ticket.create_time, texts, now))
    return texts(
        "list-line", number=str(ticket.number), title=clip(ticket.title, most), facts=Html(" · ".join(facts))
    )


def _choice(which: Queue, page: QueuePage, texts: Texts) -> InlineKeyboardButton:
    """The one that is shown is marked; it reads the queue anew. Where there is nothing, no number says so."""
    asked, count, label = page.asked, page.counts[which], texts.plain(f"button-queue-{which}")
    if count:
        label = f"{label} {count}" if count < MOST_QUEUED else f"{label} {MOST_QUEUED - 1}+"
    there, is_set = QueueQuery(which, asked.place, tag=asked.tag), which is asked.which
    return _to(ticked(label, is_set=is_set), there, Style.PRIMARY if is_set else None)


def _place(page: QueuePage, texts: Texts) -> list[InlineKeyboardButton]:
    asked = page.asked
    if asked.place:
        everywhere = QueueQuery(asked.which, tag=asked.tag)
        return [_to(texts.plain("button-queue-everywhere", place=page.place_name), everywhere)]
    # A place is chosen before a tag.
    can_choose = page.has_places and not asked.tag
    return [_into(texts.plain("button-queue-place"), asked.which, "", 0)] if can_choose else []


def _tag(page: QueuePage, texts: Texts) -> list[InlineKeyboardButton]:
    asked = page.asked
    if asked.tag:
        return [_to(texts.plain("button-queue-any-tag", tag=asked.tag), QueueQuery(asked.which, asked.place))]
    if not page.has_tags:
        return []
    choosing = TaggedQueueButton(which=LETTERS[asked.which], page=0, place=asked.place)
    return [button(texts.plain("button-queue-tag"), choosing.pack())]


def _several(page: QueuePage, texts: Texts) -> list[InlineKeyboardButton]:
    if not page.tickets:
        return []
    asked = page.asked
    mark = mark_of(asked.tag) if asked.tag else ""
    value = f"{LETTERS[asked.which]}.{asked.place}.{mark}"
    data = BulkButton(action=BulkAction.OPEN, since=0, value=value)
    return [button(texts.plain("button-bulk"), data.pack())]


def _entry(node: PlaceNode, which: Queue, tree: PlaceTree) -> InlineKeyboardButton:
    """Lead into a place that has others in it; choose one that has none."""
    if tree.inside(node.code):
        return _into(f"{node.name} ›", which, node.code, 0)
    return _to(node.name, QueueQuery(which, node.code))


def _to(label: str, asked: QueueQuery, style: Style | None = None) -> InlineKeyboardButton:
    return button(label, _button(asked).pack(), style)


def _button(asked: QueueQuery) -> QueueButton | TaggedQueueButton:
    if asked.tag:
        mark = mark_of(asked.tag)
        return TaggedQueueButton(which=LETTERS[asked.which], page=asked.page, place=asked.place, tag=mark)
    return QueueButton(which=LETTERS[asked.which], page=asked.page, place=asked.place)


def _into(label: str, which: Queue, code: str, page: int) -> InlineKeyboardButton:
    return button(label, QueuePlaceButton(which=LETTERS[which], place=code, page=page).pack())
