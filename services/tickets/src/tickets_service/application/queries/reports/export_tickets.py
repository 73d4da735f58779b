"""Query: everything, ticket by ticket, for as long as it takes."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from tickets_service.application.acting import actor_of
from tickets_service.application.errors import ResumeTokenInvalidError
from tickets_service.application.ports.people.user_reader import UserReader
from tickets_service.application.ports.reports.reader import ExportFilter, ReportReader
from tickets_service.application.principal import Principal
from tickets_service.application.tokens import DamagedTokenError, seal, unseal
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.reports import Exported, ExportPosition
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk, sees_all_notes
from tickets_service.domain.state import State
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.violations import Violations

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)
LARGEST_NUMBER: Final = (1 << 63) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTickets:
    """Empty or None is no condition."""

    principal: Principal
    created_from: datetime | None = None
    created_before: datetime | None = None
    states: frozenset[State] = frozenset()
    include_comments: bool = False
    resume_token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTicketsHandler:
    """Holds one batch of tickets and one of comments in memory, and no connection while its consumer is slow."""

    users: UserReader
    reports: ReportReader
    batch: int = 100
    comment_batch: int = 200

    async def __call__(self, query: ExportTickets) -> AsyncGenerator[Exported, None]:
        if query.created_from and query.created_before and query.created_from >= query.created_before:
            violations = Violations()
            violations.add("created_before", "must be later than created_from")
            violations.refuse_if_any()
        tokens = Tokens.of(query)
        position = tokens.read(query.resume_token)
        actor = await actor_of(self.users, query.principal)
        require_on_desk(actor, DeskAction.EXPORT_TICKETS)
        notes = sees_all_notes(actor)
        if position and query.include_comments:
            rest = self._comments([TicketId(position.ticket_id)], notes=notes, after=position.comment_id)
            async with aclosing(rest):
                async for comment in rest:
                    yield tokens.exported(comment, position)
        which = ExportFilter(
            created_from=query.created_from, created_before=query.created_before, states=query.states
        )
        complete = False
        while not complete:
            tickets = await self.reports.tickets(which, after=position, limit=self.batch)
            complete = len(tickets) < self.batch
            said = self._comments(
                [ticket.id for ticket in tickets] if query.include_comments else [], notes=notes, after=0
            )
            async with aclosing(said):
                upcoming = await anext(said, None)
                for ticket in tickets:
                    position = ExportPosition(ticket.created_at, ticket.id)
                    yield tokens.exported(ticket, position)
                    while upcoming and upcoming.ticket_id == ticket.id:
                        yield tokens.exported(upcoming, position)
                        upcoming = await anext(said, None)

    async def _comments(
        self, tickets: Sequence[TicketId], *, notes: bool, after: int
    ) -> AsyncGenerator[CommentView, None]:
        while tickets:
            found = await self.reports.comments(tickets, notes=notes, after=after, limit=self.comment_batch)
            for comment in found:
                yield comment
            if len(found) < self.comment_batch:
                return
            last = found[-1]
            tickets, after = tickets[tickets.index(last.ticket_id) :], last.id


@dataclass(frozen=True, slots=True)
class Tokens:
    """Resume tokens of one export: bound to what it is narrowed down to."""

    bound_to: str

    @classmethod
    def of(cls, query: ExportTickets) -> "Tokens":
        told = [str(query.created_from), str(query.created_before), sorted(query.states)]
        return cls(sha256(repr([*told, query.include_comments]).encode()).hexdigest()[:16])

    def exported(self, item: TicketView | CommentView, ticket: ExportPosition) -> Exported:
        comment_id = item.id if isinstance(item, CommentView) else 0
        created = (ticket.created_at - EPOCH) // MICROSECOND
        return Exported(item, seal("export", self.bound_to, created, ticket.ticket_id, comment_id))

    def read(self, token: str) -> ExportPosition | None:
        """Raise `ResumeTokenInvalidError` for what no export with this filter gave out."""
        if not token:
            return None
        try:
            bound_to, *numbers = unseal("export", token)
            created, ticket_id, comment_id = (int(number) for number in numbers)
            created_at = EPOCH + created * MICROSECOND
        except (DamagedTokenError, ValueError, OverflowError) as error:
            raise ResumeTokenInvalidError from error
        if bound_to != self.bound_to or not all(
            0 <= each <= LARGEST_NUMBER for each in (ticket_id, comment_id)
        ):
            raise ResumeTokenInvalidError
        return ExportPosition(created_at, ticket_id, comment_id)
