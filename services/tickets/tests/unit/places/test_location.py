"""The rules of the tree of locations."""

from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets_service.domain.places.errors import LocationArchivedError, LocationMisplacedError
from tickets_service.domain.places.location import (
    Location,
    LocationId,
    LocationKind,
    NewLocation,
    Place,
    name_of,
    read_code,
)
from tickets_service.domain.violations import Violations

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def place(code: str, kind: LocationKind, parent: Location | None = None) -> Location:
    location = Location.create(NewLocation(code=code, display_name=code, kind=kind), parent=parent, now=NOW)
    location.id = LocationId(7)
    return location


@pytest.mark.parametrize(("inner", "outer"), list(product(LocationKind, LocationKind)))
def test_what_is_inside_is_smaller(inner: LocationKind, outer: LocationKind) -> None:
    sizes = ["SITE", "BUILDING", "FLOOR", "ROOM"]
    if sizes.index(inner) > sizes.index(outer):
        assert place("IN", inner, place("OUT", outer)).path == "OUT/IN/"
        return
    with pytest.raises(LocationMisplacedError):
        place("IN", inner, place("OUT", outer))


def test_a_place_is_available_when_all_around_it_is() -> None:
    site = place("S", LocationKind.SITE)
    floor = place("F", LocationKind.FLOOR, site)
    room = place("R", LocationKind.ROOM, floor)
    assert room.available
    site.archived = True
    floor.put_into(site)
    room.put_into(floor)
    assert not room.available
    with pytest.raises(LocationArchivedError) as caught:
        room.require_available("x")
    assert caught.value.facts == {"location": "locations/R", "field": "x"}
    room.put_into(None)
    room.require_available("x")
    assert room.path == "R/"


@given(st.text(max_size=25))
def test_codes(raw: str) -> None:
    violations = Violations()
    code = read_code(raw, "code", violations)
    fine = 1 <= len(raw) <= 20 and all(
        each in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-" for each in raw.upper()
    )
    assert violations.any != (fine and raw.isascii())
    if not violations.any:
        assert code == raw.upper()


def test_names() -> None:
    assert (name_of(None), name_of(Place(LocationId(1), "HQ"))) == ("", "locations/HQ")
