"""Changing the tree of locations, on every set of adapters."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from fixline_testing.beyond_types import loosely
from tickets_service.application.errors import IdempotencyKeyReusedError, StoreError
from tickets_service.application.queries.places.list_locations import ListLocations
from tickets_service.application.views.places import LocationView
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.errors import (
    ActorRequiredError,
    PermissionDeniedError,
    UserDeactivatedError,
)
from tickets_service.domain.people.user import Role
from tickets_service.domain.places.errors import (
    LocationArchivedError,
    LocationCodeTakenError,
    LocationMisplacedError,
    LocationNotFoundError,
    LocationStaleError,
)
from tickets_service.domain.places.location import LocationKind
from tickets_testing.desk import Desk
from tickets_testing.tree import Tree
from tickets_testing.verbs import Doer

TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
SITE, BUILDING, FLOOR, ROOM = LocationKind


async def test_creation(desk: Desk, tree: Tree) -> None:
    new = {"display_name": " Head\nquarters ", "reason": "new", "request_id": str(uuid4())}
    hq = await loosely(tree.create, "hq", SITE, **new)
    assert (hq.code, hq.display_name, hq.kind, hq.ancestors) == ("HQ", "Head quarters", SITE, ())
    assert (hq.archived, hq.available, hq.etag) == (False, True, "1")
    assert (hq.created_at, hq.updated_at) == (desk.clock.now(), desk.clock.now())
    room = await tree.create("R-1", ROOM, "HQ")
    assert room.ancestors == ("HQ",)
    assert await tree.get("HQ", by=await desk.person()) == hq
    assert await tree.get("R-1") == room
    assert await loosely(tree.create, "hq", SITE, **new) == hq
    with pytest.raises(IdempotencyKeyReusedError):
        await loosely(tree.create, "HQ9", SITE, **new)
    with pytest.raises(LocationCodeTakenError):
        await tree.create("Hq", SITE)
    with pytest.raises(InvalidArgumentError) as caught:
        await tree.create("R-2", ROOM, "NOWHERE")
    assert [each.field for each in caught.value.violations] == ["location.parent"]
    with pytest.raises(LocationMisplacedError) as misplaced:
        await tree.create("B1", BUILDING, "R-1")
    assert misplaced.value.facts == {
        "location": "locations/B1",
        "kind": "BUILDING",
        "parent": "locations/R-1",
        "parent_kind": "ROOM",
    }
    with pytest.raises(LocationMisplacedError):
        await tree.create("HQ3", SITE, "HQ")
    with pytest.raises(LocationNotFoundError):
        await tree.get("HQ3")


async def test_history(desk: Desk, tree: Tree) -> None:
    await tree.create("HQ", SITE)
    await tree.create("B1", BUILDING, "HQ")
    await tree.rename("B1", "New", reason="sign")
    await tree.move("B1", "", reason="sold")
    await tree.archive("B1")
    await tree.restore("B1")
    who, now = f"users/{tree.boss.id}", desk.clock.now()
    hq = {"code": "HQ", "display_name": "The HQ", "kind": "SITE", "parent": ""}
    b1 = {"code": "B1", "display_name": "The B1", "kind": "BUILDING", "parent": "HQ"}
    assert [tuple(event) for event in await desk.locations_history()] == [
        (f"LOCATION_{kind}", code, who, before, after, reason, now, TRACEPARENT)
        for kind, code, before, after, reason in (
            ("CREATED", "HQ", {}, hq, ""),
            ("CREATED", "B1", {}, b1, ""),
            ("RENAMED", "B1", {"display_name": "The B1"}, {"display_name": "New"}, "sign"),
            ("MOVED", "B1", {"parent": "HQ"}, {"parent": ""}, "sold"),
            ("ARCHIVED", "B1", {"archived": False}, {"archived": True}, ""),
            ("RESTORED", "B1", {"archived": True}, {"archived": False}, ""),
        )
    ]


async def test_what_is_so_already_is_no_change(desk: Desk, campus: Tree) -> None:
    before, events = await campus.get("B1"), len(await desk.locations_history())
    desk.clock.advance(timedelta(minutes=1))
    assert await campus.rename("B1", "The B1") == before
    assert await campus.move("B1", "HQ") == before
    assert await campus.restore("B1") == before
    archived = await campus.archive("B1", etag=before.etag)
    assert (archived.etag, archived.updated_at) == ("2", desk.clock.now())
    assert await campus.archive("B1") == archived
    assert len(await desk.locations_history()) == events + 1


async def test_etags(campus: Tree) -> None:
    stale = (await campus.get("B1")).etag
    await campus.rename("B1", etag=stale)
    for verb in (campus.rename, campus.move, campus.archive, campus.restore):
        with pytest.raises(LocationStaleError):
            await verb("B1", etag=stale)
    assert (await campus.get("B1")).etag == "2"


async def test_moving_takes_along_what_is_inside(campus: Tree) -> None:
    await campus.move("B1", "HQ-2")
    assert (await campus.get("R1")).ancestors == ("HQ-2", "B1", "F1")
    assert (await campus.get("R1")).etag == "1"
    assert await campus.codes(parent="HQ", subtree=True) == ["B2"]
    await campus.move("B1", "")
    assert (await campus.get("R1")).ancestors == ("B1", "F1")
    for code, parent in (("B1", "B1"), ("B1", "F1"), ("HQ", "B2"), ("F1", "R1"), ("R1", "R2")):
        with pytest.raises(LocationMisplacedError):
            await campus.move(code, parent)
    with pytest.raises(InvalidArgumentError) as caught:
        await campus.move("B1", "NOWHERE")
    assert [each.field for each in caught.value.violations] == ["parent"]


async def test_archiving_hides_what_is_inside(campus: Tree) -> None:
    await campus.archive("B1")
    inside = await campus.get("R1")
    assert (inside.archived, inside.available) == (False, False)
    with pytest.raises(LocationArchivedError) as caught:
        await campus.create("R3", ROOM, "F1")
    assert caught.value.facts == {"location": "locations/F1", "field": "location.parent"}
    with pytest.raises(LocationArchivedError):
        await campus.move("R9", "F1")
    await campus.archive("R1")
    assert not (await campus.restore("R1")).available
    await campus.archive("R2")
    assert (await campus.restore("B1")).available
    assert await campus.codes(parent="B1", subtree=True) == ["F1", "R1"]
    await campus.archive("HQ")
    assert (await campus.move("B1", "HQ-2")).available
    assert (await campus.get("R1")).available


async def test_only_admins_change_the_tree(desk: Desk, campus: Tree) -> None:
    events = len(await desk.locations_history())

    async def refused(error: type[Exception], by: Doer) -> None:
        for call in (
            campus.create("X", SITE, by=by),
            campus.rename("HQ", by=by),
            campus.move("B1", by=by),
            campus.archive("HQ", by=by),
            campus.restore("HQ", by=by),
        ):
            with pytest.raises(error):
                await call

    for role in set(Role) - {Role.ADMIN}:
        await refused(PermissionDeniedError, await desk.staff(role))
    await refused(ActorRequiredError, None)
    await desk.deactivate(campus.boss.id)
    await refused(UserDeactivatedError, campus.boss)
    assert len(await desk.locations_history()) == events


async def test_nowhere(tree: Tree) -> None:
    for verb in (tree.rename, tree.move, tree.archive, tree.restore, tree.get):
        with pytest.raises(LocationNotFoundError) as caught:
            await verb("NOWHERE")
        assert caught.value.facts == {"location": "locations/NOWHERE"}


async def test_bad_updates(campus: Tree) -> None:
    for refused, field in (
        (campus.rename("HQ", fields=()), "update_mask"),
        (campus.rename("HQ", fields=("kind",)), "update_mask"),
        (campus.rename("HQ", " "), "location.display_name"),
        (campus.rename("HQ", reason="x" * 1001), "reason"),
        (campus.rename("HQ", request_id="1"), "request_id"),
    ):
        with pytest.raises(InvalidArgumentError) as caught:
            await refused
        assert [each.field for each in caught.value.violations] == [field]


async def test_changes_at_once_leave_a_tree(desk: Desk, campus: Tree) -> None:
    """Places move while those around them do, and rooms are added below: every path is that of the parents."""

    async def done(verb: Callable[..., Awaitable[LocationView]], *arguments: object) -> None:
        key = str(uuid4())
        while True:
            try:
                await verb(*arguments, request_id=key)
            except StoreError:
                continue  # the lock is waited for only so long, and a busy machine needs longer
            return

    await asyncio.gather(
        *(done(campus.move, "B1", parent) for parent in ("HQ-2", "", "HQ-2")),
        *(done(campus.move, "F1", parent) for parent in ("B2", "", "B1")),
        *(done(campus.create, f"N{number}", ROOM, "F1") for number in range(2)),
    )
    query = ListLocations(principal=desk.as_(campus.boss), subtree=True, archived=True, page_size=100)
    places = {location.code: location for location in (await desk.do.places.list_locations(query)).items}
    assert len(places) == 10
    for location in places.values():
        if location.ancestors:
            parent = places[location.ancestors[-1]]
            assert location.ancestors == (*parent.ancestors, parent.code)
    assert {places[f"N{number}"].ancestors[-1] for number in range(2)} == {"F1"}


async def test_two_of_one_code_at_once(tree: Tree) -> None:
    answers = await asyncio.gather(*(tree.create("HQ", SITE) for _ in range(3)), return_exceptions=True)
    assert [type(each) for each in answers].count(LocationCodeTakenError) == 2
