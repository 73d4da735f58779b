"""Where something is on the globe, and how far that is."""

import math
from dataclasses import dataclass
from typing import Final

EARTH: Final = 6_371_000
"""Metres of its radius."""


@dataclass(frozen=True, slots=True)
class Position:
    """Degrees of WGS 84: north of the equator, -90 to 90, and east of Greenwich, -180 to 180."""

    latitude: float
    longitude: float

    def metres_to(self, other: "Position") -> float:
        """Return how far the other one is, as the crow flies."""
        north, to_north = math.radians(self.latitude), math.radians(other.latitude)
        east = math.radians(other.longitude - self.longitude)
        chord = (
            math.sin((to_north - north) / 2) ** 2
            + math.cos(north) * math.cos(to_north) * math.sin(east / 2) ** 2
        )
        return 2 * EARTH * math.asin(min(1.0, math.sqrt(chord)))


def position_in(latitude: str, longitude: str) -> Position | None:
    """Read two cells of a table; a comma is a point there, too. Raises ValueError; None where both are empty."""
    if not latitude.strip() and not longitude.strip():
        return None
    found = Position(*(float(cell.strip().replace(",", ".")) for cell in (latitude, longitude)))
    if not (abs(found.latitude) <= 90 and abs(found.longitude) <= 180):  # noqa: PLR2004  # the globe's
        raise ValueError("nowhere on the globe")
    return found
