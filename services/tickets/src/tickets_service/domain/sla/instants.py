"""Instants as whole microseconds since 1970-01-01T00:00Z: exact, and quick to compare."""

from datetime import UTC, datetime, timedelta
from typing import Final

FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2999
"""Instants outside these years (UTC) are refused: no clock of the desk shows them."""

MICROSECOND: Final = timedelta(microseconds=1)
MINUTE: Final = 60_000_000
"""In microseconds, as is `DAY`."""
DAY: Final = 86_400_000_000
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds_of(instant: datetime) -> int:
    """Raise `ValueError` for a naive instant and for one outside `FIRST_YEAR` to `LAST_YEAR`."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    microseconds = (instant - EPOCH) // MICROSECOND
    if not 0 <= microseconds < END:
        raise ValueError(f"an instant must lie in the years {FIRST_YEAR} to {LAST_YEAR}, not {instant}")
    return microseconds


def instant_of(microseconds: int) -> datetime:
    """Return it in UTC."""
    return EPOCH + timedelta(microseconds=microseconds)


def start_of_year(year: int) -> int:
    """Return the instant at which the year begins in UTC."""
    return (datetime(year, 1, 1, tzinfo=UTC) - EPOCH) // MICROSECOND


END: Final = start_of_year(LAST_YEAR + 1)
