"""The SLA policies on PostgreSQL, and a copy of them that saves a statement per command."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from time import monotonic
from typing import Any, Final

from sqlalchemy import RowMapping, ScalarSelect, Select, func, select, true

from fixline_chassis.driver.transaction import LateConnection
from fixline_telemetry.metrics import cache_counter
from tickets_service.adapters.outbound.sqlalchemy.tables.sla import (
    SlaCalendarRow,
    SlaHolidayRow,
    SlaIntervalRow,
    SlaPolicyRow,
    SlaRevisionRow,
)
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.calendar import BusinessCalendar
from tickets_service.domain.sla.policies import SlaPolicies, UsablePolicies
from tickets_service.domain.sla.policy import SlaPolicy
from tickets_service.domain.sla.week import WeeklyInterval

FRESH_SECONDS: Final = 5.0
REQUESTS: Final = cache_counter("sla_policies")
"""A hit saved a statement."""


def weekly_json() -> ScalarSelect[Any]:
    """Return `[[weekday, opens, closes], …]` of the calendar in the statement around it."""
    span = func.jsonb_build_array(SlaIntervalRow.weekday, SlaIntervalRow.opens, SlaIntervalRow.closes)
    of_it = SlaIntervalRow.calendar_id == SlaCalendarRow.id
    return select(func.jsonb_agg(span)).where(of_it).correlate(SlaCalendarRow).scalar_subquery()


def holidays_json() -> ScalarSelect[Any]:
    of_it = SlaHolidayRow.calendar_id == SlaCalendarRow.id
    days = select(func.jsonb_agg(SlaHolidayRow.day)).where(of_it).correlate(SlaCalendarRow)
    return days.scalar_subquery()


CALENDAR_COLUMNS: Final = (
    SlaCalendarRow.id.label("calendar_id"),
    SlaCalendarRow.zone,
    weekly_json().label("weekly"),
    holidays_json().label("holidays"),
)
# One statement, hence one moment: the revision is that of exactly these policies.
POLICIES: Final[Select[Any]] = (
    select(
        SlaRevisionRow.revision,
        SlaPolicyRow.priority,
        SlaPolicyRow.first_response_minutes,
        SlaPolicyRow.resolution_minutes,
        *CALENDAR_COLUMNS,
    )
    .select_from(SlaPolicyRow)
    .join(SlaCalendarRow, SlaCalendarRow.id == SlaPolicyRow.calendar_id)
    .join(SlaRevisionRow, true())
)


def intervals_from(found: Iterable[Sequence[int]] | None) -> tuple[WeeklyInterval, ...]:
    return tuple(
        WeeklyInterval(weekday=weekday, opens=opens, closes=closes) for weekday, opens, closes in found or ()
    )


def business_calendar_from_row(row: RowMapping) -> BusinessCalendar:
    """Raise `ValueError` for a calendar that means nothing on this machine."""
    holidays = frozenset(date.fromisoformat(day) for day in row["holidays"] or ())
    return BusinessCalendar(zone=row["zone"], weekly=intervals_from(row["weekly"]), holidays=holidays)


async def read_policies(connection: LateConnection) -> SlaPolicies:
    rows = (await connection.execute(POLICIES)).mappings().all()
    calendars: dict[int, BusinessCalendar] = {}
    usable = UsablePolicies()
    for row in rows:
        known = calendars.get(row["calendar_id"])
        try:
            calendar = calendars[row["calendar_id"]] = known or business_calendar_from_row(row)
        except ValueError:
            # It was sound where it was written; whoever needs it here, hears of it.
            continue
        usable[Priority(row["priority"])] = SlaPolicy(
            first_response=timedelta(minutes=row["first_response_minutes"]),
            resolution=timedelta(minutes=row["resolution_minutes"]),
            calendar=calendar,
        )
    return SlaPolicies(revision=rows[0]["revision"], by_priority=usable)


class KnownPolicies:
    """The policies of the revision that was expected last, and at most `fresh_seconds` old.

    Those that a change overtakes do no lasting harm: a ticket keeps the revision of those that were applied to
    it, and the worker applies the present ones to every ticket with an older revision.
    """

    def __init__(self, *, fresh_seconds: float = FRESH_SECONDS, now: Callable[[], float] = monotonic) -> None:
        self._fresh_seconds = fresh_seconds
        self._now = now
        self._known: SlaPolicies | None = None
        self._read_at = 0.0

    async def current(self, connection: LateConnection) -> SlaPolicies:
        asked_at = self._now()
        if self._known is not None and asked_at - self._read_at < self._fresh_seconds:
            REQUESTS.count(hit=True)
            return self._known
        REQUESTS.count(hit=False)
        found = await read_policies(connection)
        # The old object where nothing changed: its calendars have their years worked out.
        if self._known is None or found.revision != self._known.revision:
            self._known = found
        self._read_at = asked_at
        return self._known

    def expect(self, revision: int) -> None:
        """Use none that are older: this is the revision that a transaction sees."""
        if self._known is not None and self._known.revision < revision:
            self.forget()

    def forget(self) -> None:
        """Read them again next time: this process just changed them."""
        self._known = None
