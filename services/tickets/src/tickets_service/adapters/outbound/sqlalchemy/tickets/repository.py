"""Tickets that are about to change, with their comments, on PostgreSQL: one statement each."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Final

from sqlalchemy import BigInteger, and_, bindparam, func, insert, or_, select, text, update

from fixline_chassis.driver.statements import Driver, Prepared
from fixline_chassis.driver.transaction import LateConnection
from tickets_service.adapters.outbound.sqlalchemy.comments.mapper import (
    COMMENT_COLUMNS,
    comment_columns,
    comment_from_row,
)
from tickets_service.adapters.outbound.sqlalchemy.followers.repository import FOLLOWED_BY, FOR_ASKER
from tickets_service.adapters.outbound.sqlalchemy.sla.policies import KnownPolicies
from tickets_service.adapters.outbound.sqlalchemy.tables.comments import CommentRow, CommentVersionRow
from tickets_service.adapters.outbound.sqlalchemy.tables.tickets import RESOLVED, WAITING, RequestRow
from tickets_service.adapters.outbound.sqlalchemy.tickets.mapper import (
    WHOLE_TICKET_COLUMNS,
    ticket_columns,
    ticket_from_row,
)
from tickets_service.domain.people.user import UserId
from tickets_service.domain.permissions.errors import CommentNotFoundError, TicketNotFoundError
from tickets_service.domain.state import State
from tickets_service.domain.tickets.comment import Comment, CommentId
from tickets_service.domain.tickets.errors import TicketStaleError
from tickets_service.domain.tickets.ticket import Ticket, TicketId

# Literal, so that a prepared plan can use the partial index.
IS_RESOLVED: Final = text(RESOLVED)
IS_WAITING: Final = text(WAITING)

# NO KEY UPDATE: comments and history rows, which refer to the ticket, need not wait.
LOCK_TICKET: Final = Prepared(
    select(*WHOLE_TICKET_COLUMNS, FOLLOWED_BY)
    .select_from(FOR_ASKER)
    .where(RequestRow.id == bindparam("ticket_id", type_=BigInteger))
    .with_for_update(key_share=True, of=RequestRow)
)

HAND_OVER: Final = text(
    """
    WITH theirs AS (
        UPDATE requests SET version = version + 1,
            user_id = CASE WHEN user_id = :placeholder THEN :person ELSE user_id END,
            assigned_to = CASE WHEN assigned_to = :placeholder THEN :person ELSE assigned_to END
        WHERE user_id = :placeholder OR assigned_to = :placeholder
        RETURNING id, user_id, status
    )
    SELECT id FROM theirs WHERE user_id = :person AND status <> ALL(CAST(:over AS text[])) ORDER BY id
    """
)
# Nobody follows what they reported, or follows it twice. An older system's person is known by who they are here.
HAND_OVER_MORE: Final = [
    text(statement)
    for statement in (
        "UPDATE comments SET user_id = :person WHERE user_id = :placeholder",
        """
        UPDATE followers SET user_id = :person WHERE user_id = :placeholder AND NOT EXISTS (
            SELECT FROM followers AS same WHERE same.request_id = followers.request_id AND same.user_id = :person
        )
        """,
        """
        WITH removed AS (
            DELETE FROM followers USING requests
            WHERE requests.id = followers.request_id
                AND (followers.user_id = :placeholder
                    OR followers.user_id = :person AND requests.user_id = :person)
            RETURNING request_id
        )
        UPDATE requests SET follower_count = follower_count - gone.people
        FROM (SELECT request_id, count(*) AS people FROM removed GROUP BY request_id) AS gone
        WHERE requests.id = gone.request_id
        """,
        "UPDATE origins SET new_id = :person WHERE kind = 'PERSON' AND new_id = :placeholder",
    )
]


@cache
def adding_ticket(columns: tuple[str, ...]) -> Prepared:
    return Prepared(insert(RequestRow).returning(RequestRow.id, RequestRow.version), columns=columns)


@cache
def adding_comment(columns: tuple[str, ...]) -> Prepared:
    return Prepared(insert(CommentRow).returning(CommentRow.id), columns=columns)


class SqlAlchemyTicketRepository:
    def __init__(self, connection: LateConnection, driver: Driver, known: KnownPolicies) -> None:
        self._connection = connection
        self._driver = driver
        self._known = known

    async def get(self, ticket_id: TicketId, *, asker: UserId | None = None) -> Ticket:
        row = await self._driver.row(LOCK_TICKET, ticket_id=ticket_id, asker=asker)
        if row is None:
            raise TicketNotFoundError(ticket_id)
        return ticket_from_row(row)

    async def find_all(self, ticket_ids: Collection[TicketId], *, asker: UserId) -> Mapping[TicketId, Ticket]:
        found = await self._connection.execute(
            select(*WHOLE_TICKET_COLUMNS, FOLLOWED_BY)
            .select_from(FOR_ASKER)
            .where(RequestRow.id.in_(ticket_ids))
            .order_by(RequestRow.id)
            .with_for_update(key_share=True, of=RequestRow),
            {"asker": asker},
        )
        tickets = (ticket_from_row(row) for row in found.mappings())
        return {ticket.id: ticket for ticket in tickets}

    async def duplicates_of(self, ticket_id: TicketId) -> Sequence[TicketId]:
        found = await self._connection.scalars(
            select(RequestRow.id).where(RequestRow.duplicate_of == ticket_id).order_by(RequestRow.id)
        )
        return [TicketId(each) for each in found]

    async def waiting_silently(self, before: Sequence[datetime], *, limit: int) -> Sequence[Ticket]:
        last_step = func.coalesce(RequestRow.reminded_at, RequestRow.waiting_since)
        due = [
            and_(RequestRow.reminders_sent == sent, last_step <= moment) for sent, moment in enumerate(before)
        ]
        # The first condition is implied by the second, and is what the index knows.
        found = await self._connection.execute(
            select(*WHOLE_TICKET_COLUMNS)
            .where(IS_WAITING, ~RequestRow.held, RequestRow.waiting_since <= max(before), or_(*due))
            .order_by(RequestRow.waiting_since, RequestRow.id)
            .limit(limit)
            .with_for_update(key_share=True, skip_locked=True)
        )
        return [ticket_from_row(row) for row in found.mappings()]

    async def due_to_close(self, *, resolved_before: datetime, limit: int) -> Sequence[Ticket]:
        found = await self._connection.execute(
            select(*WHOLE_TICKET_COLUMNS)
            .where(IS_RESOLVED, ~RequestRow.held, RequestRow.completed_at <= resolved_before)
            .order_by(RequestRow.completed_at, RequestRow.id)
            .limit(limit)
            .with_for_update(key_share=True, skip_locked=True)
        )
        return [ticket_from_row(row) for row in found.mappings()]

    async def add(self, ticket: Ticket) -> None:
        ticket.clocks.reckon(await self._known.current(self._connection))
        columns = ticket_columns(ticket)
        added = await self._driver.rows(adding_ticket(tuple(columns)), **columns)
        ticket.id, ticket.version = TicketId(added[0]["id"]), added[0]["version"]

    async def save(self, ticket: Ticket) -> None:
        if ticket.clocks.moved:
            ticket.clocks.reckon(await self._known.current(self._connection))
        version = await self._connection.scalar(
            update(RequestRow)
            .where(RequestRow.id == ticket.id, RequestRow.version == ticket.version)
            .values(**ticket_columns(ticket))
            .returning(RequestRow.version)
        )
        if version is None:
            raise TicketStaleError(ticket.id)
        ticket.version = version

    async def hand_over(self, placeholder: UserId, person: UserId) -> Sequence[TicketId]:
        both = {"placeholder": placeholder, "person": person}
        over = [state.value for state in State if state.terminal]
        reported = (await self._connection.scalars(HAND_OVER, {**both, "over": over})).all()
        for statement in HAND_OVER_MORE:
            await self._connection.execute(statement, both)
        return [TicketId(each) for each in reported]

    async def add_comment(self, comment: Comment) -> None:
        columns = comment_columns(comment)
        added = await self._driver.rows(adding_comment(tuple(columns)), **columns)
        comment.id = CommentId(added[0]["id"])

    async def get_comment(self, ticket_id: TicketId, comment_id: CommentId) -> Comment:
        found = await self._connection.execute(
            select(*COMMENT_COLUMNS).where(CommentRow.id == comment_id, CommentRow.ticket_id == ticket_id)
        )
        row = found.mappings().one_or_none()
        if row is None:
            raise CommentNotFoundError(ticket_id, comment_id)
        return comment_from_row(row)

    async def save_comment(self, comment: Comment) -> None:
        before = select(
            CommentRow.id,
            CommentRow.version,
            CommentRow.comment,
            func.coalesce(CommentRow.edited_at, CommentRow.created_at),
            CommentRow.marks,
        ).where(CommentRow.id == comment.id)
        columns = ["comment_id", "version", "comment", "created_at", "marks"]
        await self._connection.execute(insert(CommentVersionRow).from_select(columns, before))
        await self._connection.execute(
            update(CommentRow).where(CommentRow.id == comment.id).values(**comment_columns(comment))
        )
