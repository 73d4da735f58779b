"""How the desk did in a month, beside the month before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from bot_service.application.office import Office
from bot_service.application.ports.office.reports.reports import StatisticsView
from bot_service.application.ports.office.sla import ROUND_THE_CLOCK, SlaCalendarView
from bot_service.application.ports.places.locations import LocationView
from bot_service.domain.office.reports.month import Month

PLACES_TOLD: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigures:
    month: Month
    zone: str
    """Whose days they are: IANA's name."""
    found: StatisticsView
    before: StatisticsView
    """Of the month before."""
    places: Mapping[str, LocationView]
    """Those that `found` tells of, by their codes."""

    @property
    def is_empty(self) -> bool:
        return not self.found.tickets and not self.found.resolved


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskHours:
    """The desk's working hours; None where it has none of its own."""

    calendar: SlaCalendarView | None
    zone: str

    @property
    def tzinfo(self) -> tzinfo:
        return ZoneInfo(self.zone)

    def first_opening(self, month: Month) -> datetime:
        """Return when people first are at work in a month."""
        weekly, days_off = (self.calendar.weekly, self.calendar.holidays) if self.calendar else ((), ())
        return month.opens(self.tzinfo, weekly, days_off)


async def read_hours(office: Office, *, zone: str, acting: str) -> DeskHours:
    """Return the first calendar that was made for the desk, and its zone; `zone` where there is none."""
    calendars = await office.sla.calendars(acting=acting)
    found = next((each for each in calendars if each.id != ROUND_THE_CLOCK), None)
    return DeskHours(calendar=found, zone=found.zone if found else zone)


async def read_month(office: Office, month: Month, *, zone: str, acting: str) -> MonthFigures:
    """Count a month's days by the clocks of a `zone`. Raises what `Reports` raises."""
    begins, ends = month.begins(ZoneInfo(zone)), month.after.begins(ZoneInfo(zone))
    found = await office.reports.statistics(begins, before=ends, zone=zone, most=PLACES_TOLD, acting=acting)
    before = await office.reports.statistics(
        month.before.begins(ZoneInfo(zone)), before=begins, zone=zone, most=1, acting=acting
    )
    places = [await office.locations.get(code, acting=acting) for code, _ in found.places]
    return MonthFigures(
        month=month, zone=zone, found=found, before=before, places={place.code: place for place in places}
    )
