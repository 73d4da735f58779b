"""Refusals that concern working time."""

from tickets_service.domain.errors import RuleViolationError


class TooLittleWorkingTimeError(RuleViolationError):
    """The calendar does not hold the amount of working time within its horizon."""

    reason = "TOO_LITTLE_WORKING_TIME"

    def __init__(self, minutes: int, years: int) -> None:
        super().__init__(
            f"the calendar has less than {minutes} minutes of working time in the next {years} years",
            minutes=minutes,
            years=years,
        )
