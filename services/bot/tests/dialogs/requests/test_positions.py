"""A position that is shared where a place is asked for: the nearest places are offered, then what is in them."""

import pytest

from bot_service.domain.places.position import Position, position_in
from bot_testing.talker import Json, Talker, TalkerFor
from bot_testing.world import World

HQ = Position(59.9386, 30.3141)
NEARBY: Json = {"latitude": 59.9400, "longitude": 30.3141}
FAR: Json = {"latitude": 55.7558, "longitude": 37.6173}


@pytest.fixture
def sites(world: World) -> None:
    world.places.put("HQ", "Head office", position=HQ)
    world.places.put("HQ-1", "Floor 1", "HQ")
    world.places.put("HQ-K", "Kitchen", "HQ-1")
    world.places.put("DEPOT", "Depot", position=Position(59.9450, 30.3300))
    world.places.put("ELSEWHERE", "Elsewhere")


@pytest.mark.usefixtures("sites")
async def test_the_nearest_is_offered_and_then_what_is_in_it(world: World, ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("Lamp")
    await ann.sends(location=NEARBY)
    assert ann.last.text.startswith("Where is it? This is nearest")
    assert list(ann.last.buttons)[:2] == ["Head office · 160 m ›", "Depot · 1 km"]
    await ann.taps("Head office")
    await ann.taps("Floor 1")
    await ann.taps("Kitchen")
    await ann.taps("🟡")
    await ann.taps("✅ Send")
    ticket = world.tickets.tickets[1]
    assert (ticket.place, ticket.location) == ("HQ-K", "Head office, Floor 1, Kitchen")


@pytest.mark.usefixtures("sites")
async def test_a_place_without_others_is_chosen_with_the_point(world: World, ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("Lamp")
    await ann.sends(venue={"location": NEARBY, "title": "Cafe", "address": "Sea St 3"}, location=NEARBY)
    await ann.taps("Depot · 1 km")
    await ann.taps("🟡")
    await ann.taps("✅ Send")
    ticket = world.tickets.tickets[1]
    assert ticket.place == "DEPOT"
    assert ticket.location.startswith("Depot (Cafe, Sea St 3 📍 59.940000, 30.314100")


@pytest.mark.usefixtures("sites")
async def test_far_from_everything(world: World, ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("Lamp")
    await ann.sends(location=FAR)
    assert "far from every place that I know: it is 634 km to Depot." in ann.last.text
    assert next(iter(ann.last.buttons)) == "Depot · 634 km"
    await ann.taps("📍 Keep the position")
    await ann.taps("🟡")
    await ann.taps("✅ Send")
    ticket = world.tickets.tickets[1]
    assert (ticket.place, ticket.location[:22]) == ("", "📍 55.755800, 37.617300")


@pytest.mark.usefixtures("sites")
async def test_in_russian_and_the_list_goes_on(talker: TalkerFor) -> None:
    olga = talker(9, "Ольга", language="ru")
    await olga.says("/new")
    await olga.says("Лампа")
    await olga.sends(location=FAR)
    assert "до ближайшего (Depot) 634 км" in olga.last.text
    await olga.sends(location=NEARBY)
    assert "Head office · 160 м ›" in olga.last.buttons
    await olga.taps("🗂 Выбрать из списка")
    assert "Elsewhere" in olga.last.buttons


async def test_where_no_position_is_known_the_point_is_the_place(world: World, ann: Talker) -> None:
    world.places.put("HQ", "Head office")
    await ann.says("/new")
    await ann.says("Lamp")
    await ann.sends(location=NEARBY)
    assert "How urgent" in ann.last.text


def test_distances() -> None:
    assert HQ.metres_to(HQ) == 0
    assert round(HQ.metres_to(Position(55.7558, 37.6173)) / 1_000) == 634
    assert round(Position(0, 179.9).metres_to(Position(0, -179.9))) == 22_239
    assert round(Position(90, 0).metres_to(Position(-90, 0)) / 1_000) == 20_015


@pytest.mark.parametrize(
    "cells", [("91", "0"), ("0", "181"), ("x", "0"), ("0", ""), ("nan", "0"), ("inf", "0")]
)
def test_cells_that_are_no_point(cells: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match=r"globe|could not convert"):
        position_in(*cells)


def test_cells_that_are_one() -> None:
    assert position_in("59,9386", " 30.3141 ") == HQ
    assert position_in("", " ") is None
