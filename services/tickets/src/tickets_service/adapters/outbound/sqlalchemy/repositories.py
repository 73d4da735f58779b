"""Repositories on PostgreSQL: one statement each."""

from sqlalchemy import insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.ext.asyncio import AsyncConnection

from tickets_service.adapters.outbound.sqlalchemy.mappers import (
    TICKET_COLUMNS,
    USER_COLUMNS,
    ticket_columns,
    ticket_from_row,
    user_columns,
    user_from_row,
)
from tickets_service.adapters.outbound.sqlalchemy.rows import CommentRow, RequestRow, UserRow
from tickets_service.domain.comment import Comment, CommentId
from tickets_service.domain.ticket import Ticket, TicketId
from tickets_service.domain.ticket_errors import TicketNotFoundError, TicketStaleError
from tickets_service.domain.user import User, UserId


class SqlAlchemyUserRepository:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, user_id: UserId) -> User | None:
        found = await self._connection.execute(select(*USER_COLUMNS).where(UserRow.id == user_id))
        row = found.mappings().one_or_none()
        return user_from_row(row) if row else None

    async def find_by_telegram_id(self, telegram_id: int) -> User | None:
        found = await self._connection.execute(
            select(*USER_COLUMNS).where(UserRow.telegram_id == telegram_id).with_for_update(key_share=True)
        )
        row = found.mappings().one_or_none()
        return user_from_row(row) if row else None

    async def add(self, user: User) -> User:
        added = await self._connection.scalar(
            postgresql_insert(UserRow)
            .values(**user_columns(user))
            .on_conflict_do_nothing(index_elements=[UserRow.telegram_id])
            .returning(UserRow.id)
        )
        if added is not None:
            user.id = UserId(added)
            return user
        known = await self.find_by_telegram_id(user.telegram_id)
        if known is None:
            raise AssertionError("people are never deleted")
        return known

    async def save(self, user: User) -> None:
        await self._connection.execute(
            update(UserRow).where(UserRow.id == user.id).values(**user_columns(user))
        )


class SqlAlchemyTicketRepository:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, ticket_id: TicketId) -> Ticket:
        # NO KEY UPDATE: comments and history rows, which refer to the ticket, need not wait.
        found = await self._connection.execute(
            select(*TICKET_COLUMNS).where(RequestRow.id == ticket_id).with_for_update(key_share=True)
        )
        row = found.mappings().one_or_none()
        if row is None:
            raise TicketNotFoundError(ticket_id)
        return ticket_from_row(row)

    async def add(self, ticket: Ticket) -> None:
        added = await self._connection.execute(
            insert(RequestRow).values(**ticket_columns(ticket)).returning(RequestRow.id, RequestRow.version)
        )
        number, ticket.version = added.one()
        ticket.id = TicketId(number)

    async def save(self, ticket: Ticket) -> None:
        version = await self._connection.scalar(
            update(RequestRow)
            .where(RequestRow.id == ticket.id, RequestRow.version == ticket.version)
            .values(**ticket_columns(ticket))
            .returning(RequestRow.version)
        )
        if version is None:
            raise TicketStaleError(ticket.id)
        ticket.version = version

    async def add_comment(self, comment: Comment) -> None:
        added = await self._connection.execute(
            insert(CommentRow)
            .values(
                request_id=comment.ticket_id,
                user_id=comment.author_id,
                comment=comment.text,
                created_at=comment.created_at,
            )
            .returning(CommentRow.id)
        )
        comment.id = CommentId(added.scalar_one())
