"""A page of what a search found: ten requests, the words that were looked for in bold, a button for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from aiogram.types import InaccessibleMessage, Message

from bot_service.adapters.inbound.telegram.dialogs.lists.pages import opening_rows
from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.lists import FoundButton
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip, escape
from bot_service.adapters.inbound.telegram.drawing.paging import turning
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.drawing.tickets.cards import state_line
from bot_service.adapters.inbound.telegram.drawing.times import age
from bot_service.application.ports.tickets.ticket_finder import Excerpt, FoundTicket, Said
from bot_service.domain.words.visible import balanced

MARK: Final = "🔍 "
"""Begins the first line of a page in every language: from there the next page knows what is looked for."""
BESIDE: Final = {Said.DESCRIPTION: "found-description", Said.COMMENT: "found-comment"}
"""What is shown below a request where it says what was looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    query: str
    number: int
    """From 0."""
    hits: Sequence[FoundTicket]
    more: bool
    """There is a page after this one."""


def query_on(message: Message | InaccessibleMessage | None) -> str:
    """Return what was looked for, as the page says it; empty where that cannot be read."""
    first = (message.text or "").partition("\n")[0] if isinstance(message, Message) else ""
    return first.removeprefix(MARK).strip() if first.startswith(MARK) else ""


def found_screen(page: FoundPage, texts: Texts, now: datetime) -> Screen:
    head = [Html(f"{MARK}{escape(balanced(page.query))}")]
    if page.number:
        head.append(texts("list-page", number=page.number + 1))
    if not page.hits:
        return Screen(text=Html("\n\n".join([*head, texts("found-nothing")])))

    def draw(most: int) -> Html:
        return Html("\n\n".join(["\n".join(head), *(_lines(hit, texts, now, most) for hit in page.hits)]))

    rows = opening_rows([hit.ticket for hit in page.hits], texts)
    ways = turning(page.number, texts, _to, is_last=not page.more)
    return Screen(text=fitted(draw), keyboard=keyboard(*rows, ways))


def marked(excerpt: Excerpt, most: int) -> Html:
    """Return the excerpt in one line of at most `most` units, what was looked for in bold."""
    # In place of each line's end one space: the ranges stay what they are.
    text = clip("".join(" " if each.isspace() else each for each in excerpt.text), most)
    pieces, end = [], 0
    for start, stop in excerpt.ranges:
        if stop > len(text):
            break
        words = escape(balanced(text[start:stop]))
        pieces += [escape(balanced(text[end:start])), f"<b>{words}</b>"]
        end = stop
    return Html("".join([*pieces, escape(balanced(text[end:]))]))


def _lines(hit: FoundTicket, texts: Texts, now: datetime, most: int) -> Html:
    ticket, said = hit.ticket, {each.said: each for each in hit.excerpts}

    def shown(where: Said, text: str) -> Html | str:
        return marked(said[where], most) if where in said else clip(text, most)

    facts = [state_line(ticket, texts)]
    if ticket.location:
        facts.append(texts("list-place", location=shown(Said.LOCATION, ticket.location)))
    facts.append(age(ticket.create_time, texts, now))
    title = shown(Said.TITLE, ticket.title)
    line = texts("found-line", number=str(ticket.number), title=title, facts=Html(" · ".join(facts)))
    beside = [texts(key, text=marked(said[where], most)) for where, key in BESIDE.items() if where in said]
    return Html("\n".join([line, *beside[:1]])) if Said.TITLE not in said else line


def _to(number: int) -> FoundButton:
    return FoundButton(page=number)
