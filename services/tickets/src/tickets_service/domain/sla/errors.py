"""Refusals that concern working time."""

from tickets_service.domain.errors import ConflictError, NotFoundError, RuleViolationError


class TooLittleWorkingTimeError(RuleViolationError):
    """The calendar does not hold the amount of working time within its horizon."""

    reason = "TOO_LITTLE_WORKING_TIME"

    def __init__(self, minutes: int, years: int) -> None:
        super().__init__(
            f"the calendar has less than {minutes} minutes of working time in the next {years} years",
            minutes=minutes,
            years=years,
        )


class SlaCalendarNotFoundError(NotFoundError):
    """There is no calendar of that name."""

    reason = "SLA_CALENDAR_NOT_FOUND"

    def __init__(self, code: str) -> None:
        super().__init__(f"slaCalendars/{code} not found", calendar=f"slaCalendars/{code}")


class SlaCalendarExistsError(RuleViolationError):
    """Another calendar has that id."""

    reason = "SLA_CALENDAR_EXISTS"

    def __init__(self, code: str) -> None:
        super().__init__(f"slaCalendars/{code} exists", calendar=f"slaCalendars/{code}")


class SlaCalendarInUseError(RuleViolationError):
    """A policy counts by the calendar that was to be deleted."""

    reason = "SLA_CALENDAR_IN_USE"

    def __init__(self, code: str, policy: str) -> None:
        super().__init__(
            f"{policy} counts by slaCalendars/{code}", calendar=f"slaCalendars/{code}", policy=policy
        )


class SlaStaleError(ConflictError):
    """Somebody else changed the policy or calendar first."""

    reason = "SLA_STALE"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} changed since it was read", name=name)
