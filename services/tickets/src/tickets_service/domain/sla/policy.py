"""What the desk promises: how soon it answers, and how soon it is done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from tickets_service.domain.errors import Violation
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.calendar import BusinessCalendar
from tickets_service.domain.sla.errors import TooLittleWorkingTimeError
from tickets_service.domain.violations import Violations

SHORTEST_TARGET: Final = timedelta(minutes=1)
LONGEST_TARGET: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaPolicy:
    """The targets of one priority, in business time of `calendar`.

    Targets are whole minutes, 1 minute to 366 days, and the first response is not due after the
    resolution. Raises `ValueError` for what `read` would refuse on these grounds.
    """

    first_response: timedelta
    resolution: timedelta
    calendar: BusinessCalendar = field(default_factory=BusinessCalendar)

    def __post_init__(self) -> None:
        faults = list(_faults(self.first_response, self.resolution))
        if faults:
            raise ValueError("; ".join(f"{each.field}: {each.description}" for each in faults))

    @classmethod
    def read(
        cls,
        *,
        first_response: timedelta,
        resolution: timedelta,
        calendar: BusinessCalendar,
        now: datetime,
        violations: Violations,
        path: str = "policy",
    ) -> "SlaPolicy":
        """Check everything, and that the calendar holds enough time from now on.

        Add to `violations` what is wrong, and then return a stand-in.
        """
        faults = list(_faults(first_response, resolution))
        if not faults:
            try:
                calendar.add_business_time(now, resolution)
            except TooLittleWorkingTimeError as error:
                faults.append(Violation("resolution", f"is out of reach: {error}"))
        for fault in faults:
            violations.add(f"{path}.{fault.field}", fault.description)
        if faults:
            return DEFAULT_POLICIES[Priority.MEDIUM]
        return cls(first_response=first_response, resolution=resolution, calendar=calendar)


def _faults(first_response: timedelta, resolution: timedelta) -> Iterator[Violation]:
    faulty = set()
    for name, target in (("first_response", first_response), ("resolution", resolution)):
        if not SHORTEST_TARGET <= target <= LONGEST_TARGET:
            faulty.add(name)
            yield Violation(name, "must be between 1 minute and 366 days")
        elif target % SHORTEST_TARGET:
            faulty.add(name)
            yield Violation(name, "must be whole minutes")
    if first_response > resolution and "first_response" not in faulty:
        yield Violation("first_response", "must not be longer than resolution")


def _hours(first_response: float, resolution: float) -> SlaPolicy:
    return SlaPolicy(first_response=timedelta(hours=first_response), resolution=timedelta(hours=resolution))


DEFAULT_POLICIES: Final[Mapping[Priority, SlaPolicy]] = MappingProxyType(
    {
        Priority.LOW: _hours(24, 72),
        Priority.MEDIUM: _hours(8, 24),
        Priority.HIGH: _hours(1, 4),
        Priority.URGENT: _hours(0.5, 2),
    }
)
"""Round the clock, until somebody sets other ones."""
