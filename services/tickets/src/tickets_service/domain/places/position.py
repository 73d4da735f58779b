"""Where on the globe a place is."""

import math
from typing import Final, NamedTuple

from tickets_service.domain.violations import Violations

DIGITS: Final = 6
"""After the point: about a decimetre."""
MOST_NORTH: Final = 90
MOST_EAST: Final = 180


class Position(NamedTuple):
    """Degrees of WGS 84, -90 to 90 and -180 to 180."""

    latitude: float
    longitude: float

    @property
    def sound(self) -> bool:
        return abs(self.latitude) <= MOST_NORTH and abs(self.longitude) <= MOST_EAST

    @property
    def rounded(self) -> "Position":
        # Nothing is west of Greenwich and no way from it.
        return Position(round(self.latitude, DIGITS) + 0.0, round(self.longitude, DIGITS) + 0.0)


def read_position(position: Position | None, field: str, violations: Violations) -> Position | None:
    """Return it to a decimetre; add to `violations` what is wrong with it."""
    if position is None:
        return None
    for name, degrees, most in (
        ("latitude", position.latitude, MOST_NORTH),
        ("longitude", position.longitude, MOST_EAST),
    ):
        if not math.isfinite(degrees) or abs(degrees) > most:
            violations.add(f"{field}.{name}", f"must be -{most} to {most}")
    return None if violations.any else position.rounded


def written(position: Position | None) -> str:
    """Return it as histories keep it: `59.9386 30.3141`; empty for none."""
    return "" if position is None else f"{position.latitude!r} {position.longitude!r}"


def from_written(kept: str) -> Position | None:
    return Position(*map(float, kept.split())) if kept else None
