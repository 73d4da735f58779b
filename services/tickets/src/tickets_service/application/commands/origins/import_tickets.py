"""Tickets of an older system with their comments, a batch at a time."""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tickets_service.application.commands.origins.digests import (
    digest_of_comment,
    digest_of_file,
    digest_of_ticket,
)
from tickets_service.application.commands.origins.reading_pass import ReadingPass
from tickets_service.application.ports.origins.import_report import LineOutcome
from tickets_service.application.ports.origins.import_store import (
    WRITERS,
    Arrival,
    ArrivingTicket,
    TicketBatch,
)
from tickets_service.domain.origins.old_file import OldFile
from tickets_service.domain.origins.old_records import OldComment, OldTicket
from tickets_service.domain.origins.origin import Origin, OriginKind, number_to_keep
from tickets_service.domain.tickets.comment import Comment, CommentId
from tickets_service.domain.tickets.ticket import Ticket, TicketId
from tickets_service.domain.violations import Violations

TURN: Final = 50
"""After so many tickets the batch before gets on with being written."""


ANONYMIZED: Final = "its request was anonymized here, and takes nothing any more"


@dataclass(frozen=True, slots=True)
class Known:
    """What is here of a batch."""

    tickets: Mapping[str, Origin]
    comments: Mapping[str, Origin]
    files: Mapping[str, Origin]
    taken: frozenset[TicketId]
    touched: frozenset[TicketId]
    anonymized: frozenset[TicketId]


@dataclass(slots=True)
class TicketPass:
    """While batches are written, the next one is read. They have no ticket in common: any may come to be first."""

    reading: ReadingPass
    _writing: deque[asyncio.Task[None]] = field(default_factory=deque)

    async def take(self, some: Sequence[OldTicket]) -> None:
        known = await self._known(some)
        batch = TicketBatch()
        for place, old in enumerate(some):
            self._take_one(old, known, batch)
            if place % TURN == 0:
                await asyncio.sleep(0)
        if not self.reading.writes or batch.empty:
            return
        if len(self._writing) == WRITERS:
            await self._writing.popleft()
        self._writing.append(asyncio.create_task(self.reading.store.write(self.reading.source, batch)))

    async def settle(self) -> None:
        """Return once everything is written; raise what stood against it."""
        written = await asyncio.gather(*self._writing, return_exceptions=True)
        self._writing.clear()
        for failure in written:
            if isinstance(failure, BaseException):
                raise failure

    async def _known(self, some: Sequence[OldTicket]) -> Known:
        store, source = self.reading.store, self.reading.source
        tickets = await store.origins(source, OriginKind.TICKET, [old.old_id for old in some])
        comments = await store.origins(
            source, OriginKind.COMMENT, [comment.old_id for old in some for comment in old.comments]
        )
        files = await store.origins(
            source, OriginKind.FILE, [file.old_id for old in some for file in old.files]
        )
        here = [TicketId(each.new_id) for each in tickets.values()]
        numbers = [TicketId(number) for old in some if (number := number_to_keep(old.old_id))]
        self.reading.largest_number = max([self.reading.largest_number, *numbers])
        return Known(
            tickets,
            comments,
            files,
            taken=await store.taken(numbers),
            touched=await store.touched(here),
            anonymized=await store.anonymized(here),
        )

    def _take_one(self, old: OldTicket, known: Known, batch: TicketBatch) -> None:
        violations = Violations()
        ticket = self.reading.reader.ticket(old, violations)
        if violations.any:
            self.reading.refuse(OriginKind.TICKET, old, violations.found)
            for comment in old.comments:
                self.reading.tell(OriginKind.COMMENT, comment, LineOutcome.BAD, words="its request is bad")
            for file in old.files:
                self.reading.tell(OriginKind.FILE, file, LineOutcome.BAD, words="its request is bad")
            return
        arrival = Arrival(
            old_id=old.old_id, digest=digest_of_ticket(old, ticket, self.reading.wording), what=ticket
        )
        here = known.tickets.get(old.old_id)
        if here is None:
            arriving = ArrivingTicket(ticket=arrival, number=self._number(old, known))
            batch.tickets.append(arriving)
            arriving.comments += self._new_comments(old, ticket, known, batch)
            arriving.files += self._new_files(old, ticket, known)
            return
        ticket.id = TicketId(here.new_id)
        name = f"tickets/{ticket.id}"
        if here.digest == arrival.digest:
            self.reading.tell(OriginKind.TICKET, old, LineOutcome.SAME, here=name)
        elif ticket.id in known.touched:
            words = "changed there, and somebody has worked on it here: it stays as it is here"
            self.reading.tell(OriginKind.TICKET, old, LineOutcome.LEFT, here=name, words=words)
        else:
            self.reading.tell(OriginKind.TICKET, old, LineOutcome.CHANGED, here=name)
            batch.changed_tickets.append(arrival)
        batch.comments += self._new_comments(old, ticket, known, batch)
        batch.files += self._new_files(old, ticket, known)

    def _number(self, old: OldTicket, known: Known) -> TicketId | None:
        """Return the number that it keeps, and tell."""
        kept = number_to_keep(old.old_id)
        if kept is None:
            words = "gets a new number: it has none that can be kept"
        elif TicketId(kept) in known.taken:
            words = f"gets a new number: {kept} is taken"
        else:
            self.reading.tell(OriginKind.TICKET, old, LineOutcome.NEW, here=f"tickets/{kept}")
            return TicketId(kept)
        self.reading.tell(OriginKind.TICKET, old, LineOutcome.NEW, words=words)
        return None

    def _new_comments(
        self, old: OldTicket, ticket: Ticket, known: Known, batch: TicketBatch
    ) -> list[Arrival[Comment]]:
        found = []
        for each in old.comments:
            comment = self._read(each, ticket)
            if comment is None:
                continue
            arrival = Arrival(
                old_id=each.old_id, digest=digest_of_comment(each, self.reading.wording), what=comment
            )
            here = known.comments.get(each.old_id)
            if here is None and ticket.id in known.anonymized:
                self.reading.tell(OriginKind.COMMENT, each, LineOutcome.LEFT, words=ANONYMIZED)
                continue
            if here is None:
                self.reading.tell(OriginKind.COMMENT, each, LineOutcome.NEW)
                found.append(arrival)
                continue
            comment.id = CommentId(here.new_id)
            if here.digest == arrival.digest:
                self.reading.tell(OriginKind.COMMENT, each, LineOutcome.SAME)
            elif ticket.id in known.touched:
                self.reading.tell(OriginKind.COMMENT, each, LineOutcome.LEFT)
            else:
                self.reading.tell(OriginKind.COMMENT, each, LineOutcome.CHANGED)
                batch.changed_comments.append(arrival)
        return found

    def _new_files(self, old: OldTicket, ticket: Ticket, known: Known) -> list[Arrival[OldFile]]:
        """Telegram's ids never change: what is here stays as it is."""
        found = []
        for each in old.files:
            violations = Violations()
            file = self.reading.reader.file(each, ticket, violations)
            if violations.any:
                self.reading.refuse(OriginKind.FILE, each, violations.found)
            elif each.old_id in known.files:
                self.reading.tell(OriginKind.FILE, each, LineOutcome.SAME)
            elif ticket.id in known.anonymized:
                self.reading.tell(OriginKind.FILE, each, LineOutcome.LEFT, words=ANONYMIZED)
            else:
                self.reading.tell(OriginKind.FILE, each, LineOutcome.NEW)
                found.append(Arrival(old_id=each.old_id, digest=digest_of_file(each), what=file))
        return found

    def _read(self, old: OldComment, ticket: Ticket) -> Comment | None:
        violations = Violations()
        comment = self.reading.reader.comment(old, ticket, violations)
        if violations.any:
            self.reading.refuse(OriginKind.COMMENT, old, violations.found)
            return None
        return comment
