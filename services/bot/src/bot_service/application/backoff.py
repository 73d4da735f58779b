"""How long to wait before trying again."""

import random
from datetime import timedelta


def backoff(failures: int, *, first: float, longest: float) -> timedelta:
    """Return a wait that doubles with each failure, from `first` to `longest` seconds, spread by ±25 %."""
    seconds = min(longest, first * 2 ** min(failures, 30))
    return timedelta(seconds=seconds * random.uniform(0.75, 1.25))  # noqa: S311  # spreads load, keeps no secret
