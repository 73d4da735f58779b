"""What somebody hears once a day: what changed in theirs, and of staff what is late, due today and not taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import TicketAction, TicketButton
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts, language_of, texts_in
from bot_service.adapters.inbound.telegram.drawing.tickets.cards import state_line
from bot_service.adapters.inbound.telegram.drawing.times import until
from bot_service.application.errors import ForbiddenError, NotFoundError
from bot_service.application.ports.notifications.digest_writer import WrittenDigest
from bot_service.application.ports.notifications.held_calls import DueDigest, HeldNews
from bot_service.application.ports.people.users import UserView
from bot_service.application.ports.tickets.ticket_finder import Queue
from bot_service.application.request_desk import RequestDesk
from bot_service.application.views.tickets import TicketView

SHOWN: Final = 8
"""Tickets of a part; of the rest only how many there are is said."""
READ: Final = 100
IN_A_ROW: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One heading, and the tickets below it with what is said of each."""

    heading: str
    """A text's key."""
    lines: Sequence[tuple[TicketView, Html]]


class TelegramDigests:
    """Implements `DigestWriter`."""

    def __init__(self, desk: RequestDesk) -> None:
        self._desk = desk

    async def __call__(self, digest: DueDigest) -> WrittenDigest:
        user, now = await self._desk.people.get(digest.user_name), self._desk.now()
        zone = self._desk.zone_of(user)
        texts = texts_in(language_of(user.language or digest.language)).in_zone(zone)
        if not user.active:
            return WrittenDigest(zone=zone, calls=())
        parts = [await self._news(user, digest.news, texts)]
        if user.role.is_staff:
            parts += await self._work(user, texts, now)
        parts = [part for part in parts if part.lines]
        calls = [digest_screen(parts, texts, now).sent_to(digest.chat_id)] if parts else []
        return WrittenDigest(zone=zone, calls=calls)

    async def _news(self, user: UserView, news: Sequence[HeldNews], texts: Texts) -> Part:
        lines = []
        for each in news:
            try:
                ticket = await self._desk.tickets.get(each.ticket, acting=user.name)
            except (NotFoundError, ForbiddenError):
                continue  # it is not theirs to see any more
            facts = [state_line(ticket, texts), texts("digest-count", count=each.count)]
            lines.append((ticket, Html(" · ".join(facts))))
        return Part(heading="digest-news", lines=lines)

    async def _work(self, user: UserView, texts: Texts, now: datetime) -> list[Part]:
        mine, free = [
            await self._desk.finder.queue(which, acting=user.name, everybodys=False, limit=READ)
            for which in (Queue.MINE, Queue.UNASSIGNED)
        ]
        timed = [(each, each.next_due) for each in mine if each.next_due is not None]
        today = now.astimezone(texts.zone).date()
        late = [(each, until(due, texts, now)) for each, due in timed if due <= now]
        soon = [
            (each, until(due, texts, now))
            for each, due in timed
            if due > now and due.astimezone(texts.zone).date() == today
        ]
        return [
            Part(heading="digest-overdue", lines=late),
            Part(heading="digest-today", lines=soon),
            Part(heading="digest-unassigned", lines=[(each, _urgency(each, texts)) for each in free]),
        ]


def digest_screen(parts: Sequence[Part], texts: Texts, now: datetime) -> Screen:
    day = texts.day(now.astimezone(texts.zone).date())

    def draw(most: int) -> Html:
        return Html(
            "\n\n".join([texts("digest-title", day=day), *(_part(each, texts, most) for each in parts)])
        )

    shown = dict.fromkeys(ticket.number for part in parts for ticket, _ in part.lines[:SHOWN])
    opening = [
        button(
            texts.plain("button-open", number=str(number)),
            TicketButton(action=TicketAction.OPEN, number=number).pack(),
        )
        for number in shown
    ]
    return Screen(text=fitted(draw), keyboard=keyboard(*in_rows(opening, IN_A_ROW)))


def _part(part: Part, texts: Texts, most: int) -> Html:
    lines = [texts(part.heading)]
    lines += [
        texts("list-line", number=str(ticket.number), title=clip(ticket.title, most), facts=facts)
        for ticket, facts in part.lines[:SHOWN]
    ]
    if (more := len(part.lines) - SHOWN) > 0:
        lines.append(texts("digest-more", count=more))
    return Html("\n".join(lines))


def _urgency(ticket: TicketView, texts: Texts) -> Html:
    return texts(f"priority-{ticket.priority.lower()}")
