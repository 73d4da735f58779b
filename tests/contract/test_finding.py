"""Finding tickets among many: the bot's fake and the tickets service find alike."""

import pytest

from bot_service.application.errors import InvalidFieldsError
from bot_service.application.ports.ticket_finder import Excerpt, Said
from bot_service.application.views import TicketState

from .conftest import Gateways


async def found(gateways: Gateways, query: str, who: str, *, start: int = 0, limit: int = 9) -> list[int]:
    hits = await gateways.finder.search(query, acting=who, start=start, limit=limit)
    return [hit.ticket.number for hit in hits]


async def test_words_and_numbers(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    lamps = [(await gateways.created(ann, f"Lamp {letter}")).number for letter in "abc"]
    await gateways.created(ann, "Door")
    assert await found(gateways, "LAMP", bob.name) == lamps[::-1]
    assert await found(gateways, "lam", ann.name, start=1, limit=1) == [lamps[1]]
    assert await found(gateways, "lamp", bob.name, start=3) == []
    assert await found(gateways, "lamp room", bob.name) == lamps[::-1], "all words, wherever they stand"
    assert await found(gateways, "lamp chair", bob.name) == []
    assert await found(gateways, "!?", bob.name) == []
    assert (await found(gateways, f"#{lamps[0]}", bob.name))[0] == lamps[0]
    with pytest.raises(InvalidFieldsError):
        await found(gateways, " ", bob.name)


async def test_what_says_it(gateways: Gateways) -> None:
    ann = await gateways.person()
    ticket = await gateways.created(ann, "Roomy lamp")
    (hit,) = await gateways.finder.search("room", acting=ann.name, limit=5)
    assert hit.ticket.number == ticket.number
    assert list(hit.excerpts) == [
        Excerpt(said=Said.TITLE, text="Roomy lamp", ranges=((0, 5),)),
        Excerpt(said=Said.LOCATION, text="Room 1", ranges=((0, 4),)),
    ]


async def test_only_what_they_may_see(gateways: Gateways) -> None:
    ann, eve = await gateways.person(), await gateways.person(8, "Eve")
    bob, gus = await gateways.agent(), await gateways.agent(9_002, "Gus")
    ticket = await gateways.created(ann, "Lamp")
    assert await found(gateways, "lamp", eve.name) == []
    gateways.follow(ticket.number, eve.name)
    assert await found(gateways, "lamp", eve.name) == [ticket.number]
    gateways.arrange(ticket.number, TicketState.IN_PROGRESS, bob.name)
    assert await found(gateways, "lamp", gus.name) == []
    assert await found(gateways, str(ticket.number), gus.name) == []
    assert await found(gateways, "lamp", bob.name) == [ticket.number]
