"""What the bot counts on when it offers places, and when a request is about one."""

from uuid import uuid4

import pytest

from bot_service.application.errors import InvalidFieldsError, Reason, RefusedError
from bot_service.application.ports.tickets.tickets import Correction, NewTicket, TicketList
from bot_service.domain.places.place_tree import PlaceNode
from bot_service.domain.tickets.priority import Priority

from .gateways import Gateways


def at(place: str) -> NewTicket:
    return NewTicket(title="Lamp", description="", location="Kitchen", place=place, priority=Priority.LOW)


async def test_the_tree_has_what_is_open(gateways: Gateways) -> None:
    assert not await gateways.places.tree()
    await gateways.put_place("HQ", "Head office", "")
    await gateways.put_place("HQ-2", "Room 2", "HQ")
    await gateways.put_place("HQ-1", "Room 1", "HQ")
    tree = await gateways.places.tree("hq-1")
    room = PlaceNode(code="HQ-1", name="Room 1", around=("HQ",))
    assert tree.get("HQ-1") == room
    assert [node.code for node in tree.inside("HQ")] == ["HQ-1", "HQ-2"]
    assert tree.described(room) == "Head office, Room 1"


async def test_what_is_closed_or_no_place_is_not_in_it(gateways: Gateways) -> None:
    await gateways.put_place("HQ", "Head office", "")
    await gateways.put_place("HQ-1", "Room 1", "HQ")
    await gateways.archive_place("HQ")
    for code in ("", "HQ-1", "NOWHERE", "<b>", "x" * 60):
        assert not await gateways.places.tree(code)


async def test_a_ticket_points_to_its_place(gateways: Gateways) -> None:
    ann = await gateways.person()
    await gateways.put_place("HQ", "Head office", "")
    created = await gateways.tickets.create(at("HQ"), acting=ann.name, request_id=uuid4())
    assert (created.location, created.place) == ("Kitchen", "HQ")
    (listed,) = await gateways.tickets.list(TicketList.REPORTED, acting=ann.name, limit=9)
    assert listed.place == "HQ"


async def test_a_place_that_is_closed_or_unknown_is_refused(gateways: Gateways) -> None:
    ann = await gateways.person()
    await gateways.put_place("HQ", "Head office", "")
    await gateways.archive_place("HQ")
    with pytest.raises(RefusedError) as refused:
        await gateways.tickets.create(at("HQ"), acting=ann.name, request_id=uuid4())
    assert refused.value.reason == Reason.LOCATION_ARCHIVED
    with pytest.raises(InvalidFieldsError) as invalid:
        await gateways.tickets.create(at("NOWHERE"), acting=ann.name, request_id=uuid4())
    assert set(invalid.value.fields) == {"ticket.location_node"}


async def test_another_place_in_words_is_no_longer_the_one_of_the_tree(gateways: Gateways) -> None:
    ann = await gateways.person()
    await gateways.put_place("HQ", "Head office", "")
    await gateways.put_place("LAB", "Laboratory", "")
    created = await gateways.tickets.create(at("HQ"), acting=ann.name, request_id=uuid4())

    async def corrected(correction: Correction) -> tuple[str, str]:
        ticket = await gateways.tickets.correct(
            created.number, correction, reason="wrong", acting=ann.name, request_id=uuid4()
        )
        return ticket.location, ticket.place

    assert await corrected(Correction(title="Lamp!")) == ("Kitchen", "HQ")
    assert await corrected(Correction(location="Laboratory", place="LAB")) == ("Laboratory", "LAB")
    assert await corrected(Correction(location="In the yard")) == ("In the yard", "")
