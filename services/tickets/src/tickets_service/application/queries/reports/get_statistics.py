"""Query: how the desk does."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tickets_service.application.acting import actor_of
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.people.user_reader import UserReader
from tickets_service.application.ports.places.reader import LocationReader
from tickets_service.application.ports.reports.reader import ReportReader, StatisticsScope
from tickets_service.application.principal import Principal
from tickets_service.application.views.reports import Statistics
from tickets_service.domain.errors import InvalidArgumentError, Violation
from tickets_service.domain.people.user import DEFAULT_TIME_ZONE
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.time_zone import check_time_zone
from tickets_service.domain.violations import Violations

USUAL: Final = timedelta(days=30)
LONGEST: Final = timedelta(days=366)
EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""Beyond these a day of some zone is no date any more."""
DEFAULT_MOST: Final = 20
LARGEST_MOST: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class GetStatistics:
    principal: Principal
    created_from: datetime | None = None
    created_before: datetime | None = None
    location_node: str = ""
    time_zone: str = ""
    most: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """`days`: those that the figures by day are about."""

    statistics: Statistics
    days: list[date]


@dataclass(frozen=True, slots=True, kw_only=True)
class GetStatisticsHandler:
    users: UserReader
    locations: LocationReader
    reports: ReportReader
    clock: Clock

    async def __call__(self, query: GetStatistics) -> Report:
        now = self.clock.now()
        before = query.created_before or now
        since = query.created_from or max(before - USUAL, EARLIEST)
        zone = query.time_zone or DEFAULT_TIME_ZONE
        violations = Violations()
        check_time(since, "created_from", violations)
        check_time(before, "created_before", violations)
        if since >= before:
            violations.add("created_before", "must be later than created_from")
        elif before - since > LONGEST:
            violations.add("created_before", "must be at most 366 days after created_from")
        check_time_zone(zone, "time_zone", violations)
        if query.most < 0:
            violations.add("most", "must not be negative")
        violations.refuse_if_any()
        require_on_desk(await actor_of(self.users, query.principal), DeskAction.READ_REPORTS)
        if query.location_node and await self.locations.find(query.location_node) is None:
            raise InvalidArgumentError(
                [Violation("location_node", f"there is no locations/{query.location_node}")]
            )
        days = days_between(since, before, ZoneInfo(zone))
        scope = StatisticsScope(
            created_from=since,
            created_before=before,
            location=query.location_node,
            day_starts=[start_of(day, ZoneInfo(zone)) for day in days],
            now=now,
            most=min(query.most or DEFAULT_MOST, LARGEST_MOST),
        )
        return Report(await self.reports.statistics(scope), days)


def check_time(moment: datetime, field: str, violations: Violations) -> None:
    if not EARLIEST <= moment < LATEST:
        violations.add(field, "must be from 1970-01-01 to 9998-12-31")


def days_between(since: datetime, before: datetime, zone: ZoneInfo) -> list[date]:
    """Return the days of the zone that have a part in [since, before).

    A day that never was is none: crossing the date line, Samoa went from 29 to 31 December 2011.
    """
    first = since.astimezone(zone).date()
    last = (before - timedelta(microseconds=1)).astimezone(zone).date()
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [day for day in days if start_of(day, zone) < start_of(day + timedelta(days=1), zone)]


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """Return when the day begins; where the clocks leave midnight out, when they go on."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)
