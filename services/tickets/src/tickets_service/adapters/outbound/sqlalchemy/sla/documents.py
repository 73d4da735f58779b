"""Policies and calendars as documents on PostgreSQL."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import RowMapping, delete, insert, select, update

from fixline_chassis.driver.transaction import LateConnection
from tickets_service.adapters.outbound.sqlalchemy.connections.reading import Reading
from tickets_service.adapters.outbound.sqlalchemy.sla.policies import (
    holidays_json,
    intervals_from,
    weekly_json,
)
from tickets_service.adapters.outbound.sqlalchemy.tables.layout import recorded
from tickets_service.adapters.outbound.sqlalchemy.tables.sla import (
    SlaCalendarRow,
    SlaHistoryRow,
    SlaHolidayRow,
    SlaIntervalRow,
    SlaPolicyRow,
    SlaRevisionRow,
)
from tickets_service.application.views.sla import SlaChangeView
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.changes import SlaChange, SlaChangeType
from tickets_service.domain.sla.documents import CalendarDocument, PolicyDocument

MINUTE: Final = timedelta(minutes=1)
CALENDARS: Final = select(
    SlaCalendarRow.id,
    SlaCalendarRow.code,
    SlaCalendarRow.title,
    SlaCalendarRow.zone,
    SlaCalendarRow.version,
    SlaCalendarRow.updated_at,
    weekly_json().label("weekly"),
    holidays_json().label("holidays"),
)
POLICIES: Final = select(
    SlaPolicyRow.priority,
    SlaPolicyRow.first_response_minutes,
    SlaPolicyRow.resolution_minutes,
    SlaPolicyRow.version,
    SlaPolicyRow.updated_at,
    SlaCalendarRow.code,
).join(SlaCalendarRow, SlaCalendarRow.id == SlaPolicyRow.calendar_id)


def calendar_from_row(row: RowMapping) -> CalendarDocument:
    return CalendarDocument(
        id=row["id"],
        code=row["code"],
        title=row["title"],
        zone=row["zone"],
        weekly=tuple(sorted(intervals_from(row["weekly"]))),
        holidays=frozenset(date.fromisoformat(day) for day in row["holidays"] or ()),
        updated_at=row["updated_at"],
        version=row["version"],
    )


def policy_from_row(row: RowMapping) -> PolicyDocument:
    return PolicyDocument(
        priority=Priority(row["priority"]),
        first_response=row["first_response_minutes"] * MINUTE,
        resolution=row["resolution_minutes"] * MINUTE,
        calendar=row["code"],
        updated_at=row["updated_at"],
        version=row["version"],
    )


def calendar_columns(calendar: CalendarDocument) -> Mapping[str, Any]:
    return {
        "code": calendar.code,
        "title": calendar.title,
        "zone": calendar.zone,
        "version": calendar.version,
        "updated_at": calendar.updated_at,
    }


class SqlAlchemySlaDocuments:
    def __init__(self, connection: LateConnection) -> None:
        self._connection = connection
        self.counted = False
        """What tickets are reckoned by changed in this unit of work."""

    async def lock(self) -> None:
        await self._connection.execute(select(SlaRevisionRow.revision).with_for_update())

    async def policies(self) -> Sequence[PolicyDocument]:
        found = await self._connection.execute(POLICIES)
        return [policy_from_row(row) for row in found.mappings()]

    async def calendar(self, code: str) -> CalendarDocument | None:
        found = await self._connection.execute(CALENDARS.where(SlaCalendarRow.code == code))
        row = found.mappings().one_or_none()
        return calendar_from_row(row) if row else None

    async def save_policy(self, policy: PolicyDocument) -> None:
        calendar = select(SlaCalendarRow.id).where(SlaCalendarRow.code == policy.calendar).scalar_subquery()
        await self._connection.execute(
            update(SlaPolicyRow)
            .where(SlaPolicyRow.priority == policy.priority.value)
            .values(
                first_response_minutes=policy.first_response // MINUTE,
                resolution_minutes=policy.resolution // MINUTE,
                calendar_id=calendar,
                version=policy.version,
                updated_at=policy.updated_at,
            )
        )
        await self._count()

    async def add_calendar(self, calendar: CalendarDocument) -> CalendarDocument:
        adding = insert(SlaCalendarRow).values(**calendar_columns(calendar)).returning(SlaCalendarRow.id)
        added = replace(calendar, id=(await self._connection.execute(adding)).scalar_one())
        await self._write_hours(added)
        return added

    async def save_calendar(self, calendar: CalendarDocument) -> None:
        await self._connection.execute(
            update(SlaCalendarRow)
            .where(SlaCalendarRow.id == calendar.id)
            .values(**calendar_columns(calendar))
        )
        for hours in (SlaIntervalRow, SlaHolidayRow):
            await self._connection.execute(delete(hours).where(hours.calendar_id == calendar.id))
        await self._write_hours(calendar)
        await self._count()

    async def delete_calendar(self, calendar: CalendarDocument) -> None:
        await self._connection.execute(delete(SlaCalendarRow).where(SlaCalendarRow.id == calendar.id))

    async def record(self, change: SlaChange, *, traceparent: str) -> None:
        await self._connection.execute(
            insert(SlaHistoryRow).values(subject=change.subject, **recorded(change, traceparent=traceparent))
        )

    async def _write_hours(self, calendar: CalendarDocument) -> None:
        spans = [
            {
                "calendar_id": calendar.id,
                "weekday": each.weekday,
                "opens": each.opens,
                "closes": each.closes,
            }
            for each in calendar.weekly
        ]
        days = [{"calendar_id": calendar.id, "day": day} for day in sorted(calendar.holidays)]
        await self._connection.execute(insert(SlaIntervalRow), spans)
        if days:
            await self._connection.execute(insert(SlaHolidayRow), days)

    async def _count(self) -> None:
        await self._connection.execute(update(SlaRevisionRow).values(revision=SlaRevisionRow.revision + 1))
        self.counted = True


class SqlAlchemySlaReader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def policies(self) -> Sequence[PolicyDocument]:
        return [policy_from_row(row) for row in await self._reading.rows(POLICIES)]

    async def calendar(self, code: str) -> CalendarDocument | None:
        rows = await self._reading.rows(CALENDARS.where(SlaCalendarRow.code == code))
        return calendar_from_row(rows[0]) if rows else None

    async def calendars(self, *, after: int | None, limit: int) -> Sequence[CalendarDocument]:
        statement = CALENDARS.order_by(SlaCalendarRow.id).limit(limit)
        if after is not None:
            statement = statement.where(SlaCalendarRow.id > after)
        return [calendar_from_row(row) for row in await self._reading.rows(statement)]

    async def changes(self, subject: str, *, before: int | None, limit: int) -> Sequence[SlaChangeView]:
        statement = select(*SlaHistoryRow.__table__.columns).order_by(SlaHistoryRow.id.desc()).limit(limit)
        if subject:
            statement = statement.where(SlaHistoryRow.subject == subject)
        if before is not None:
            statement = statement.where(SlaHistoryRow.id < before)
        return [sla_change_from_row(row) for row in await self._reading.rows(statement)]


def sla_change_from_row(row: RowMapping) -> SlaChangeView:
    change = SlaChange(
        type=SlaChangeType(row["type"]),
        subject=row["subject"],
        actor=row["actor"],
        occurred_at=row["created_at"],
        reason=row["reason"],
        before=row["change"]["before"],
        after=row["change"]["after"],
    )
    return SlaChangeView(id=row["id"], change=change, traceparent=row["traceparent"])
