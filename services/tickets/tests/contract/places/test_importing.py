"""Many places at once, on every set of adapters: all rows are taken, or none."""

from uuid import uuid4

import pytest

from tickets_service.application.errors import IdempotencyKeyReusedError
from tickets_service.application.queries.places.list_location_events import ListLocationEvents
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.errors import PermissionDeniedError
from tickets_service.domain.places.import_plan import ImportFault, ImportRow
from tickets_service.domain.places.location import LocationKind
from tickets_testing.tree import Tree

SITE, BUILDING, FLOOR, ROOM = LocationKind


def row(
    code: str, kind: LocationKind | None = ROOM, parent: str = "", name: str = "", *, archived: bool = False
) -> ImportRow:
    return ImportRow(code, name or f"The {code}", kind, parent, archived)


async def test_a_tree_is_brought_in_any_order_and_again_changes_nothing(tree: Tree) -> None:
    rows = (
        row("R1", ROOM, "F1"),
        row("R2", ROOM, "B2", archived=True),
        row("F1", FLOOR, "B1"),
        row("B2", BUILDING, "HQ", archived=True),
        row("B1", BUILDING, "HQ"),
        row("HQ", SITE, name=" Head\nquarters "),
    )
    outcome = await tree.bring(*rows, validate_only=True)
    assert (outcome.created, outcome.updated, outcome.unchanged, outcome.faults) == (6, 0, 0, ())
    assert await tree.codes(subtree=True, archived=True) == []
    request_id = str(uuid4())
    assert await tree.bring(*rows, request_id=request_id) == outcome
    assert await tree.codes(subtree=True) == ["HQ", "B1", "F1", "R1"]
    assert await tree.codes(subtree=True, archived=True) == ["HQ", "B1", "F1", "R1", "B2", "R2"]
    assert (await tree.get("R1")).ancestors == ("HQ", "B1", "F1")
    assert (await tree.get("HQ")).display_name == "Head quarters"
    assert await tree.bring(*rows, request_id=request_id) == outcome
    again = await tree.bring(*rows)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 6)
    with pytest.raises(IdempotencyKeyReusedError):
        await tree.bring(rows[0], request_id=request_id)


async def test_places_are_renamed_moved_archived_and_restored(campus: Tree) -> None:
    await campus.archive("B2")
    outcome = await campus.bring(
        row("R1", None, "N1", "Room one"),
        row("N1", FLOOR, "B2"),
        row("B2", None, "HQ-2"),
        row("B1", None, "HQ-2"),
        row("R2", None, "F1"),
        row("R9", ROOM, "HQ-2", archived=True),
    )
    assert (outcome.created, outcome.updated, outcome.unchanged) == (1, 4, 1)
    assert (await campus.get("R1")).ancestors == ("HQ-2", "B2", "N1")
    assert (await campus.get("R1")).available
    assert (await campus.get("R2")).ancestors == ("HQ-2", "B1", "F1"), "it came along"
    assert (await campus.get("R9")).archived
    events = await campus.desk.do.places.list_location_events(
        ListLocationEvents(principal=campus.desk.as_(campus.boss), code="B2", page_size=10, page_token="")
    )
    assert [event.type.value for event in events.items[-2:]] == ["LOCATION_RESTORED", "LOCATION_MOVED"]


async def test_rows_with_faults_are_named_and_nothing_is_changed(campus: Tree) -> None:
    await campus.archive("B2")
    faulty = (
        (row("H Q"), ImportFault.CODE_INVALID),
        (row("R1", None, "F1", "x" * 101), ImportFault.NAME_INVALID),
        (row("N1", None), ImportFault.KIND_MISSING),
        (row("R2", FLOOR, "B1"), ImportFault.KIND_CHANGED),
        (row("N2", ROOM, "NOWHERE"), ImportFault.PARENT_UNKNOWN),
        (row("N3", FLOOR, "R9"), ImportFault.MISPLACED),
        (row("N4", ROOM, "B2"), ImportFault.PARENT_ARCHIVED),
        (row("N5", FLOOR, "N6"), ImportFault.MISPLACED),
        (row("N6", ROOM, "N5"), None),
        (row("N7", ROOM, "HQ"), None),
        (row("N7", ROOM, "HQ"), ImportFault.CODE_REPEATED),
        (row("N8", ROOM, "N1"), None),
    )
    before = await campus.codes(subtree=True, archived=True)
    for validate_only in (True, False):
        outcome = await campus.bring(*(each for each, _ in faulty), validate_only=validate_only)
        assert dict(outcome.faults) == {
            number: fault for number, (_, fault) in enumerate(faulty) if fault is not None
        }
    assert await campus.codes(subtree=True, archived=True) == before


async def test_how_many(tree: Tree) -> None:
    with pytest.raises(InvalidArgumentError):
        await tree.bring()
    with pytest.raises(PermissionDeniedError):
        await tree.bring(row("R1"), by=await tree.desk.person())
    outcome = await tree.bring(*(row(f"R{number}") for number in range(300)))
    assert outcome.created == 300
