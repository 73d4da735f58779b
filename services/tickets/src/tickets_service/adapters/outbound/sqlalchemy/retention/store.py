"""What is kept no longer than the desk says, on PostgreSQL."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import delete, func, insert, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert

from fixline_chassis.driver.transaction import LateConnection
from tickets_service.adapters.outbound.sqlalchemy.people.mapper import (
    USER_COLUMNS,
    user_columns,
    user_from_row,
)
from tickets_service.adapters.outbound.sqlalchemy.retention.ended import DUE, PREVIEW
from tickets_service.adapters.outbound.sqlalchemy.retention.erasing import COMMENTS, ERASING, IN_ORDER
from tickets_service.adapters.outbound.sqlalchemy.tables.layout import recorded
from tickets_service.adapters.outbound.sqlalchemy.tables.people import InviteRow, UserRow
from tickets_service.adapters.outbound.sqlalchemy.tables.retention import (
    RetentionHistoryRow,
    RetentionPolicyRow,
    RetentionRunRow,
    UnclearedTicketRow,
)
from tickets_service.adapters.outbound.sqlalchemy.tickets.mapper import ticket_from_row
from tickets_service.application.ports.retention.store import RunStep
from tickets_service.application.views.retention import RetentionPreview, RetentionRun, Uncleared
from tickets_service.domain.people.user import NOBODYS_TELEGRAM_ID, User, UserId
from tickets_service.domain.retention.changes import RetentionChange
from tickets_service.domain.retention.policy import RetentionPolicy
from tickets_service.domain.retention.postponement import postponement
from tickets_service.domain.tickets.ticket import Ticket, TicketId

LONGEST_SECONDS: Final = 20
"""For the preview, which reads everything that ended: more than other statements may take."""
PLACEHOLDERS: Final = text(
    """
    SELECT id FROM users WHERE telegram_id IS NULL AND role = 'user' AND id IN (
        SELECT user_id FROM requests WHERE id = ANY(CAST(:ids AS bigint[]))
        UNION SELECT user_id FROM followers WHERE request_id = ANY(CAST(:ids AS bigint[]))
        UNION SELECT user_id FROM comments WHERE request_id = ANY(CAST(:ids AS bigint[]))
    ) ORDER BY id FOR UPDATE
    """
)
WITHOUT_TICKETS: Final = (
    select(*USER_COLUMNS)
    .where(
        text(
            """
            users.id = ANY(CAST(:people AS bigint[])) AND telegram_id IS NULL
            AND NOT EXISTS (SELECT FROM requests WHERE user_id = users.id)
            AND NOT EXISTS (SELECT FROM requests WHERE assigned_to = users.id)
            AND NOT EXISTS (SELECT FROM followers WHERE user_id = users.id)
            AND NOT EXISTS (SELECT FROM comments WHERE user_id = users.id)
            """
        )
    )
    .order_by(UserRow.id)
)
UNCLEARED: Final = (
    select(func.count())
    .select_from(UnclearedTicketRow)
    .where(UnclearedTicketRow.run_id == RetentionRunRow.id)
    .correlate(RetentionRunRow)
    .scalar_subquery()
    .label("uncleared")
)


class SqlAlchemyRetentionStore:
    def __init__(self, connection: LateConnection) -> None:
        self._connection = connection

    async def policy(self) -> RetentionPolicy:
        return await self._policy(alone=False)

    async def policy_to_change(self) -> RetentionPolicy:
        return await self._policy(alone=True)

    async def _policy(self, *, alone: bool) -> RetentionPolicy:
        found = await self._connection.execute(
            select(RetentionPolicyRow.days, RetentionPolicyRow.updated_at).with_for_update(read=not alone)
        )
        return RetentionPolicy(**found.mappings().one())

    async def save(self, policy: RetentionPolicy) -> None:
        await self._connection.execute(
            update(RetentionPolicyRow).values(days=policy.days, updated_at=policy.updated_at)
        )

    async def record(self, change: RetentionChange, *, traceparent: str) -> None:
        await self._connection.execute(
            insert(RetentionHistoryRow).values(**recorded(change, traceparent=traceparent))
        )

    async def nobody(self, *, now: datetime) -> UserId:
        # Without a lock, which would have one replica wait for the batch of another.
        known = select(UserRow.id).where(UserRow.telegram_id == NOBODYS_TELEGRAM_ID)
        if (found := await self._connection.scalar(known)) is None:
            await self._connection.execute(
                postgresql_insert(UserRow)
                .values(**user_columns(User.nobody(now=now)))
                .on_conflict_do_nothing(index_elements=[UserRow.telegram_id])
            )
            found = await self._connection.scalar(known)
        return UserId(found)

    async def due(self, *, ended_before: datetime, limit: int) -> Sequence[Ticket]:
        found = await self._connection.execute(DUE, {"ended_before": ended_before, "most": limit})
        return [ticket_from_row(row) for row in found.mappings()]

    async def erase(self, tickets: Sequence[TicketId], *, nobody: UserId) -> int:
        values = {
            "ids": list(tickets),
            "numbers": [str(each) for each in tickets],
            "nobody": nobody,
            "nobodys_name": f"users/{nobody}",
        }
        await self._connection.execute(ERASING)
        for statement in IN_ORDER:
            await self._connection.execute(statement, values)
        return (await self._connection.execute(COMMENTS, values)).rowcount

    async def placeholders_of(self, tickets: Sequence[TicketId]) -> Sequence[UserId]:
        found = await self._connection.scalars(PLACEHOLDERS, {"ids": list(tickets)})
        return [UserId(each) for each in found]

    async def without_tickets(self, people: Sequence[UserId]) -> Sequence[User]:
        if not people:
            return []
        found = await self._connection.execute(WITHOUT_TICKETS, {"people": list(people)})
        return [user_from_row(row) for row in found.mappings()]

    async def unname(self, people: Sequence[UserId]) -> None:
        if people:
            await self._connection.execute(
                update(InviteRow).where(InviteRow.person_id.in_(people)).values(note="")
            )

    async def log(self, step: RunStep) -> None:
        fresh = postgresql_insert(RetentionRunRow).values(
            day=step.at.astimezone(UTC).date(),
            days=step.days,
            started_at=step.at,
            last_at=step.at,
            tickets=len(step.tickets),
            comments=step.comments,
        )
        said = fresh.excluded
        run = await self._connection.scalar(
            fresh.on_conflict_do_update(
                index_elements=[RetentionRunRow.day],
                set_={
                    "days": said.days,
                    "last_at": func.greatest(RetentionRunRow.last_at, said.last_at),
                    "tickets": RetentionRunRow.tickets + said.tickets,
                    "comments": RetentionRunRow.comments + said.comments,
                },
            ).returning(RetentionRunRow.id)
        )
        if step.tickets:
            await self._connection.execute(
                insert(UnclearedTicketRow),
                [{"request_id": ticket_id, "run_id": run} for ticket_id in step.tickets],
            )

    async def preview(self, *, ended_before: datetime, most: int) -> RetentionPreview:
        await self._connection.execute(text(f"SET LOCAL statement_timeout = '{LONGEST_SECONDS}s'"))
        found = await self._connection.execute(PREVIEW, {"ended_before": ended_before, "most": most})
        row = found.mappings().one()
        return RetentionPreview(
            tickets=row["tickets"],
            people=row["people"],
            comments=row["comments"],
            oldest=row["oldest"],
            first=[TicketId(each) for each in row["first"]],
        )

    async def runs(self, *, before: int | None, limit: int) -> Sequence[RetentionRun]:
        statement = (
            select(*RetentionRunRow.__table__.columns, UNCLEARED)
            .order_by(RetentionRunRow.id.desc())
            .limit(limit)
        )
        if before is not None:
            statement = statement.where(RetentionRunRow.id < before)
        found = await self._connection.execute(statement)
        return [RetentionRun(**row) for row in found.mappings()]

    async def uncleared(self, *, now: datetime, limit: int) -> Uncleared:
        row = UnclearedTicketRow
        found = await self._connection.scalars(
            select(row.ticket_id)
            .where(or_(row.not_before.is_(None), row.not_before <= now))
            .order_by(row.run_id, row.ticket_id)
            .limit(limit)
        )
        waiting = await self._connection.scalar(select(func.count()).select_from(row))
        return Uncleared(tickets=[TicketId(each) for each in found], waiting=waiting)

    async def postpone(self, ticket_id: TicketId, *, files: int, now: datetime) -> None:
        row = UnclearedTicketRow
        its = row.ticket_id == ticket_id
        tries = await self._connection.scalar(select(row.tries).where(its).with_for_update())
        if tries is None:
            return
        await self._connection.execute(
            update(row)
            .where(its)
            .values(
                tries=tries + 1,
                not_before=now + postponement(tries),
                files=func.greatest(row.files, files),
            )
        )

    async def clear(self, ticket_id: TicketId, *, files: int) -> bool:
        cleared = await self._connection.execute(
            delete(UnclearedTicketRow)
            .where(UnclearedTicketRow.ticket_id == ticket_id)
            .returning(UnclearedTicketRow.run_id, UnclearedTicketRow.files)
        )
        row = cleared.one_or_none()
        if row is None:
            return False
        await self._connection.execute(
            update(RetentionRunRow)
            .where(RetentionRunRow.id == row.run_id)
            .values(files=RetentionRunRow.files + max(files, row.files))
        )
        return True
