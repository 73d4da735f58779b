"""Port: what the desk promises, and when its people work; the tickets service owns both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol
from uuid import UUID

from bot_service.domain.office.office_hours import Interval
from bot_service.domain.tickets.priority import Priority

ROUND_THE_CLOCK: Final = "24x7"
"""The calendar that every desk begins with."""
WORKING_HOURS: Final = "office"
"""The calendar that the bot makes for a desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaPolicyView:
    """Times are in minutes of the calendar's working time."""

    priority: Priority
    first_response: int
    resolution: int
    calendar: str
    """Its id, 1 to 40 of a-z, 0-9 and inner hyphens."""
    etag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaCalendarView:
    id: str
    title: str
    zone: str
    """IANA's name."""
    weekly: tuple[Interval, ...]
    holidays: tuple[date, ...] = ()
    etag: str = ""


class SlaSettings(Protocol):
    """On behalf of `acting` (`users/7`), who must be an admin for all but reading.

    What is set must be what was read, but for the change: who changed it meanwhile is not overruled, and the update
    is tried again (`UnavailableError`). Raises `InvalidFieldsError`, `RefusedError`, `ForbiddenError` as well.
    """

    async def policies(self, *, acting: str) -> Sequence[SlaPolicyView]:
        """Return one for each priority, from low to urgent."""
        ...

    async def calendars(self, *, acting: str) -> Sequence[SlaCalendarView]:
        """Return them all, the oldest first."""
        ...

    async def set_policy(self, policy: SlaPolicyView, *, acting: str, request_id: UUID) -> None: ...

    async def set_calendar(self, calendar: SlaCalendarView, *, acting: str, request_id: UUID) -> None: ...

    async def create_calendar(self, calendar: SlaCalendarView, *, acting: str, request_id: UUID) -> None:
        """Raises `RefusedError` (`SLA_CALENDAR_EXISTS`)."""
        ...
