"""A clock that only moves when told to."""

from datetime import UTC, datetime, timedelta


class SteppingClock:
    """Satisfies every `Clock` port."""

    def __init__(self, now: datetime = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        self._now += by
