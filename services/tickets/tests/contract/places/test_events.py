"""What happened to a place, and who may know, on every set of adapters."""

from typing import Unpack

import pytest

from tickets_service.application.errors import PageTokenInvalidError
from tickets_service.application.paging import Page
from tickets_service.application.queries.places.list_location_events import ListLocationEvents
from tickets_service.application.views.places import LocationEventView
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.errors import (
    ActorRequiredError,
    PermissionDeniedError,
    UserDeactivatedError,
)
from tickets_service.domain.people.user import Role
from tickets_service.domain.places.errors import LocationNotFoundError
from tickets_service.domain.places.location import LocationKind
from tickets_testing.desk import Desk, Listing
from tickets_testing.tree import Tree
from tickets_testing.verbs import Doer


async def happened(desk: Desk, code: str, by: Doer, **more: Unpack[Listing]) -> Page[LocationEventView]:
    return await desk.do.places.list_location_events(
        ListLocationEvents(principal=desk.as_(by), code=code, **more)
    )


async def test_oldest_first_in_pages(desk: Desk, tree: Tree) -> None:
    await tree.create("HQ", LocationKind.SITE)
    await tree.create("B1", LocationKind.BUILDING, "HQ", reason="built")
    await tree.rename("B1", "New", reason="sign")
    await tree.move("B1", "", reason="sold")
    await tree.archive("B1")
    await tree.restore("B1")
    everything = (await happened(desk, "B1", tree.boss)).items
    created = {"code": "B1", "display_name": "The B1", "kind": "BUILDING", "parent": "HQ"}
    assert [(event.type.value, event.before, event.after, event.reason) for event in everything] == [
        ("LOCATION_CREATED", {}, created, "built"),
        ("LOCATION_RENAMED", {"display_name": "The B1"}, {"display_name": "New"}, "sign"),
        ("LOCATION_MOVED", {"parent": "HQ"}, {"parent": ""}, "sold"),
        ("LOCATION_ARCHIVED", {"archived": False}, {"archived": True}, ""),
        ("LOCATION_RESTORED", {"archived": True}, {"archived": False}, ""),
    ]
    for event in everything:
        assert (event.code, event.actor, event.occurred_at) == (
            "B1",
            f"users/{tree.boss.id}",
            desk.clock.now(),
        )
        assert event.traceparent == desk.ports.tracing.traceparent()
    page = await happened(desk, "B1", tree.boss, page_size=3)
    assert page.items == everything[:3]
    rest = await happened(desk, "B1", tree.boss, page_token=page.next_token)
    assert (rest.items, rest.next_token) == (everything[3:], "")
    with pytest.raises(PageTokenInvalidError):
        await happened(desk, "HQ", tree.boss, page_token=page.next_token)
    with pytest.raises(InvalidArgumentError):
        await happened(desk, "HQ", tree.boss, page_size=-1)


async def test_what_moves_along_has_no_event(desk: Desk, campus: Tree) -> None:
    before = (await happened(desk, "R1", campus.boss)).items
    await campus.move("B1", "HQ-2")
    assert (await happened(desk, "R1", campus.boss)).items == before


async def test_who_may_know(desk: Desk, tree: Tree) -> None:
    await tree.create("HQ", LocationKind.SITE)
    for role in (Role.DISPATCHER, Role.ADMIN, Role.AUDITOR):
        overseer = await desk.staff(role)
        assert len((await happened(desk, "HQ", overseer)).items) == 1
        with pytest.raises(LocationNotFoundError):
            await happened(desk, "NOWHERE", overseer)
        await desk.deactivate(overseer.id)
        with pytest.raises(UserDeactivatedError):
            await happened(desk, "HQ", overseer)
    for role in (Role.USER, Role.AGENT):
        who = await desk.staff(role)
        for code in ("HQ", "NOWHERE"):
            with pytest.raises(PermissionDeniedError):
                await happened(desk, code, who)
    with pytest.raises(ActorRequiredError):
        await happened(desk, "HQ", None)
