"""When a ticket of which not all could be deleted is tried again."""

from datetime import timedelta
from typing import Final

FIRST: Final = timedelta(minutes=5)
LONGEST: Final = timedelta(hours=6)


def postponement(tries: int) -> timedelta:
    """Return for how long, after it was postponed so often before: twice as long each time."""
    return min(FIRST * (1 << min(tries, 10)), LONGEST)
