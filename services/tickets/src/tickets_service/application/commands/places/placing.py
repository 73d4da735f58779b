"""From the code that a request names to the place that a ticket points to."""

from typing import Protocol

from tickets_service.domain.errors import InvalidArgumentError, Violation
from tickets_service.domain.places.location import Location, Place


class LocationLookup(Protocol):
    async def find(self, code: str) -> Location | None: ...


async def place_named(locations: LocationLookup, code: str, field: str) -> Place | None:
    """Return None for an empty code, without asking anybody.

    Raise `InvalidArgumentError` about `field` for one that does not exist, `LocationArchivedError` for one
    that is archived, or inside of an archived one.
    """
    if not code:
        return None
    location = await location_named(locations, code, field)
    location.require_available(field)
    return location.place


async def location_named(locations: LocationLookup, code: str, field: str) -> Location:
    """Raise `InvalidArgumentError` about `field` when there is none."""
    location = await locations.find(code)
    if location is None:
        raise InvalidArgumentError([Violation(field, f"there is no locations/{code}")])
    return location
