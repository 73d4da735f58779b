"""Where places are on the globe, on every set of adapters."""

import math
from uuid import uuid4

import pytest

from tickets_service.application.commands.places.update_location import UpdateLocation
from tickets_service.application.queries.places.list_location_events import ListLocationEvents
from tickets_service.application.views.places import LocationEventView, LocationView
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.places.events import LocationEventType
from tickets_service.domain.places.import_plan import ImportFault, ImportRow
from tickets_service.domain.places.location import LocationKind
from tickets_service.domain.places.position import Position, from_written, written
from tickets_testing.tree import Tree

HERE = Position(59.9386, 30.3141)
THERE = Position(-33.868_82, 151.209_29)


async def put(tree: Tree, code: str, position: Position | None, **more: str) -> LocationView:
    fields = ("position", *more)
    return await tree.desk.do.places.update_location(
        UpdateLocation(
            principal=tree.desk.as_(tree.boss),
            code=code,
            fields=fields,
            position=position,
            request_id=str(uuid4()),
            **more,
        )
    )


async def events(tree: Tree, code: str) -> list[LocationEventView]:
    query = ListLocationEvents(principal=tree.desk.as_(tree.boss), code=code)
    return list((await tree.desk.do.places.list_location_events(query)).items)


async def test_a_place_gets_a_position_another_and_none(campus: Tree) -> None:
    assert (await campus.get("HQ")).position is None
    finer = Position(HERE.latitude + 1e-9, HERE.longitude)
    assert (await put(campus, "HQ", finer)).position == HERE
    assert (await campus.get("HQ")).position == HERE
    both = await put(campus, "HQ", THERE, display_name="Down under")
    assert (both.position, both.display_name) == (THERE, "Down under")
    again = await put(campus, "HQ", THERE)
    assert again.etag == both.etag
    assert (await put(campus, "HQ", None)).position is None
    told = [each for each in await events(campus, "HQ") if each.type is LocationEventType.LOCATION_POSITIONED]
    assert [(each.before["position"], each.after["position"]) for each in told] == [
        ("", written(HERE)),
        (written(HERE), written(THERE)),
        (written(THERE), ""),
    ]
    assert [from_written(str(each.after["position"])) for each in told] == [HERE, THERE, None]


@pytest.mark.parametrize(
    ("position", "field"),
    [
        (Position(90.1, 0), "location.position.latitude"),
        (Position(0, -180.1), "location.position.longitude"),
        (Position(math.nan, 0), "location.position.latitude"),
        (Position(0, math.inf), "location.position.longitude"),
    ],
)
async def test_what_is_nowhere(campus: Tree, position: Position, field: str) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        await put(campus, "HQ", position)
    assert [each.field for each in caught.value.violations] == [field]


async def test_rows_bring_positions_and_leave_those_of_which_they_say_nothing(campus: Tree) -> None:
    here = ImportRow("HQ", "The HQ", LocationKind.SITE, "", False, HERE)
    new = ImportRow("NEW", "The NEW", LocationKind.SITE, "", False, THERE)
    outcome = await campus.bring(here, new)
    assert (outcome.created, outcome.updated) == (1, 1)
    assert ((await campus.get("HQ")).position, (await campus.get("NEW")).position) == (HERE, THERE)
    assert (await campus.bring(here, new)).unchanged == 2
    assert (await campus.bring(here._replace(position=None))).unchanged == 1
    assert (await campus.get("HQ")).position == HERE
    faulty = await campus.bring(here._replace(position=Position(91, 0)))
    assert faulty.faults == ((0, ImportFault.POSITION_INVALID),)
