"""Reading the tree of locations, on every set of adapters."""

from dataclasses import replace

import pytest

from fixline_testing.beyond_types import loosely
from tickets_service.application.errors import PageTokenInvalidError
from tickets_service.application.queries.places.list_locations import ListLocations
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.errors import UserDeactivatedError
from tickets_service.domain.people.user import Role
from tickets_service.domain.places.errors import LocationNotFoundError
from tickets_testing.desk import Desk
from tickets_testing.tree import Tree

EVERYTHING = ["HQ-2", "R9", "HQ", "B1", "F1", "R1", "R2", "B2"]


async def test_in_the_order_of_the_tree(campus: Tree) -> None:
    assert await campus.codes() == ["HQ-2", "HQ"]
    assert await campus.codes(subtree=True) == EVERYTHING
    assert await campus.codes(parent="HQ") == ["B1", "B2"]
    assert await campus.codes(parent="HQ", subtree=True) == EVERYTHING[3:]
    assert await campus.codes(parent="R1", subtree=True) == []
    with pytest.raises(LocationNotFoundError):
        await campus.codes(parent="NOWHERE")
    with pytest.raises(InvalidArgumentError):
        await campus.codes(page_size=-1)


async def test_what_is_archived(campus: Tree) -> None:
    await campus.archive("B1")
    assert await campus.codes(subtree=True) == ["HQ-2", "R9", "HQ", "B2"]
    assert await campus.codes(subtree=True, archived=True) == EVERYTHING
    assert await campus.codes(parent="F1") == []
    assert await campus.codes(parent="F1", archived=True) == ["R1", "R2"]
    await campus.archive("HQ")
    assert await campus.codes() == ["HQ-2"]


async def test_pages(desk: Desk, campus: Tree) -> None:
    seen: list[str] = []
    token = ""
    for last in (False, False, True):
        query = ListLocations(principal=desk.as_(campus.boss), subtree=True, page_size=3, page_token=token)
        page = await desk.do.places.list_locations(query)
        seen += [location.code for location in page.items]
        token = page.next_token
        assert (token == "") == last
        if token:
            for other in ({"archived": True}, {"parent": "HQ"}, {"subtree": False}):
                with pytest.raises(PageTokenInvalidError):
                    await loosely(campus.codes, **{"subtree": True, "page_token": token, **other})
    assert seen == EVERYTHING


async def test_what_moves_between_two_pages_moves_nothing_else(desk: Desk, campus: Tree) -> None:
    query = ListLocations(principal=desk.as_(campus.boss), subtree=True)

    async def begun(count: int) -> str:
        page = await desk.do.places.list_locations(replace(query, page_size=count))
        assert [location.code for location in page.items] == EVERYTHING[:count]
        return str(page.next_token)

    async def rest(token: str) -> list[str]:
        page = await desk.do.places.list_locations(replace(query, page_token=token))
        return [location.code for location in page.items]

    token = await begun(2)
    await campus.move("R9", "B2")
    assert await rest(token) == [*EVERYTHING[2:], "R9"]
    await campus.move("R9", "HQ-2")
    token = await begun(4)
    await campus.move("B1", "HQ-2")
    assert await rest(token) == ["B2"]


async def test_everyone_active_reads(desk: Desk, campus: Tree) -> None:
    for role in Role:
        who = await desk.staff(role)
        assert await campus.codes(by=who) == ["HQ-2", "HQ"]
        assert (await campus.get("HQ", by=who)).code == "HQ"
        await desk.deactivate(who.id)
        with pytest.raises(UserDeactivatedError):
            await campus.codes(by=who)
        with pytest.raises(UserDeactivatedError):
            await campus.get("HQ", by=who)
