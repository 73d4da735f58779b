"""`TicketFinder` in memory: by whole words and their beginnings, the newest first."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from bot_service.adapters.outbound.memory.tickets.ticket_rules import sees
from bot_service.adapters.outbound.memory.tickets.ticket_store import MemoryTicketStore
from bot_service.adapters.outbound.memory.tickets.ticket_tags import tag_of
from bot_service.application.errors import ForbiddenError, InvalidFieldsError
from bot_service.application.ports.tickets.ticket_finder import MOST_QUEUED, Excerpt, FoundTicket, Queue, Said
from bot_service.application.views.tickets import TicketState, TicketView
from bot_service.domain.people.person import Role

WORD: Final = re.compile(r"[^\W_]+")
NUMBER: Final = re.compile(r"\s*#?\s*([1-9][0-9]{0,17})\s*")
LONGEST: Final = 200
ACTIVE: Final = frozenset({TicketState.OPEN, TicketState.IN_PROGRESS})
PAUSED: Final = frozenset({TicketState.WAITING_REPORTER, TicketState.WAITING_VENDOR})
LAST: Final = datetime.max.replace(tzinfo=UTC)


class MemoryTicketFinder:
    def __init__(self, store: MemoryTicketStore) -> None:
        self._store = store

    async def search(
        self, query: str, *, acting: str, tag: str = "", limit: int, start: int = 0
    ) -> Sequence[FoundTicket]:
        if not query.strip():
            raise InvalidFieldsError({"query": "must not be empty"})
        asker = self._store.actor(acting)
        words, number = [word.lower() for word in WORD.findall(query)], NUMBER.fullmatch(query)
        found: list[FoundTicket] = []
        for kept in sorted(self._store.tickets.values(), key=lambda each: -each.number):
            follows = acting in self._store.followers.get(kept.number, ())
            if not (follows or sees(asker, kept)) or not has_tag(kept, tag):
                continue
            ticket = self._store.shown(kept, acting)
            if number is not None and int(number[1]) == ticket.number:
                found.insert(0, FoundTicket(ticket=ticket, excerpts=()))
            elif words and all(
                any(self._says(text, word) for _, text in self._parts(ticket)) for word in words
            ):
                excerpts = [self._excerpt(said, text, words) for said, text in self._parts(ticket)]
                found.append(
                    FoundTicket(ticket=ticket, excerpts=[each for each in excerpts if each is not None])
                )
        return found[start : start + limit]

    async def queue(
        self,
        which: Queue,
        *,
        acting: str,
        everybodys: bool,
        place: str = "",
        tag: str = "",
        assignee: str = "",
        limit: int,
        start: int = 0,
    ) -> Sequence[TicketView]:
        asker = self._store.actor(acting)
        if asker.role is Role.USER or (everybodys and not asker.role.sees_all):
            raise ForbiddenError(f"{asker.role} has no such queue")
        now = self._store.now()

        def is_in(ticket: TicketView) -> bool:
            is_mine, is_queued = ticket.assignee == acting, not ticket.assignee and ticket.state in ACTIVE
            belongs = {
                Queue.UNASSIGNED: is_queued,
                Queue.MINE: is_mine,
                Queue.OVERDUE: ticket.next_due is not None and ticket.next_due <= now,
                Queue.WAITING: ticket.state in PAUSED,
                Queue.ALL: True,
            }
            is_free = not ticket.assignee and which in {Queue.WAITING, Queue.ALL}
            return belongs[which] and (everybodys or is_mine or is_queued or is_free)

        found = [
            ticket
            for ticket in self._store.tickets.values()
            if not ticket.done
            and is_in(ticket)
            and self._is_within(place, ticket)
            and has_tag(ticket, tag)
            and assignee in ("", ticket.assignee)
        ]
        found.sort(key=lambda ticket: (ticket.next_due or LAST, ticket.number))
        return found[start : start + limit]

    async def counts(
        self, *, acting: str, everybodys: bool, place: str = "", tag: str = ""
    ) -> Mapping[Queue, int]:
        return {
            which: len(
                await self.queue(
                    which, acting=acting, everybodys=everybodys, place=place, tag=tag, limit=MOST_QUEUED
                )
            )
            for which in Queue
        }

    def _is_within(self, place: str, ticket: TicketView) -> bool:
        return not place or place in self._store.places.way_to(ticket.place)

    def _parts(self, ticket: TicketView) -> Sequence[tuple[Said, str]]:
        said = [
            (Said.TITLE, ticket.title),
            (Said.LOCATION, ticket.location),
            (Said.DESCRIPTION, ticket.description),
        ]
        comments = self._store.comments[ticket.number]
        return said + [(Said.COMMENT, comment.text) for comment in comments]

    def _says(self, text: str, word: str) -> bool:
        return any(each.lower().startswith(word) for each in WORD.findall(text))

    def _excerpt(self, said: Said, text: str, words: Sequence[str]) -> Excerpt | None:
        found = [
            match.span()
            for match in WORD.finditer(text[:LONGEST])
            if any(match[0].lower().startswith(word) for word in words)
        ]
        return Excerpt(said=said, text=text[:LONGEST], ranges=tuple(found)) if found else None


def has_tag(ticket: TicketView, tag: str) -> bool:
    return not tag or tag_of(tag) in ticket.tags
