"""Finding tickets among many: the bot's fake and the tickets service find alike."""

from uuid import uuid4

import pytest

from bot_service.application.errors import ForbiddenError, InvalidFieldsError
from bot_service.application.ports.tickets.ticket_finder import Excerpt, Queue, Said
from bot_service.application.ports.tickets.tickets import NewTicket
from bot_service.application.views.tickets import TicketState
from bot_service.domain.people.person import Role
from bot_service.domain.tickets.priority import Priority

from .gateways import Gateways


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


async def queued(
    gateways: Gateways,
    which: Queue,
    who: str,
    *,
    everybodys: bool = False,
    place: str = "",
    start: int = 0,
    limit: int = 9,
) -> list[int]:
    found = await gateways.finder.queue(
        which, acting=who, everybodys=everybodys, place=place, start=start, limit=limit
    )
    return [ticket.number for ticket in found]


async def test_queues(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    gus = await gateways.agent(9_002, "Gus")
    numbers = [(await gateways.created(ann, f"Lamp {letter}")).number for letter in "abcdef"]
    mine, his, waits, closed, *free = numbers
    gateways.arrange(mine, TicketState.IN_PROGRESS, bob.name)
    gateways.arrange(his, TicketState.IN_PROGRESS, gus.name)
    gateways.arrange(waits, TicketState.WAITING_VENDOR, bob.name)
    gateways.arrange(closed, TicketState.CLOSED, bob.name)
    assert await queued(gateways, Queue.UNASSIGNED, bob.name) == free
    assert await queued(gateways, Queue.MINE, bob.name) == [mine, waits]
    assert await queued(gateways, Queue.WAITING, bob.name) == [waits]
    assert await queued(gateways, Queue.ALL, bob.name) == [mine, waits, *free]
    assert await queued(gateways, Queue.ALL, bob.name, start=1, limit=2) == [waits, free[0]]
    assert await queued(gateways, Queue.OVERDUE, bob.name) == []
    counts = await gateways.finder.counts(acting=bob.name, everybodys=False)
    assert counts == {
        Queue.UNASSIGNED: 2,
        Queue.MINE: 2,
        Queue.OVERDUE: 0,
        Queue.WAITING: 1,
        Queue.ALL: 4,
    }
    with pytest.raises(ForbiddenError):
        await gateways.finder.counts(acting=bob.name, everybodys=True)
    with pytest.raises(ForbiddenError):
        await gateways.finder.counts(acting=ann.name, everybodys=False)
    with pytest.raises(ForbiddenError):
        await queued(gateways, Queue.ALL, bob.name, everybodys=True)
    with pytest.raises(ForbiddenError):
        await queued(gateways, Queue.UNASSIGNED, ann.name)
    gateways.promote(bob.name, Role.DISPATCHER)
    assert await queued(gateways, Queue.ALL, bob.name, everybodys=True) == [mine, his, waits, *free]
    assert await queued(gateways, Queue.WAITING, bob.name, everybodys=True) == [waits]
    of_gus = await gateways.finder.queue(
        Queue.ALL, acting=bob.name, everybodys=True, assignee=gus.name, limit=9
    )
    assert [ticket.number for ticket in of_gus] == [his]
    gateways.pass_due_times()
    counts = await gateways.finder.counts(acting=bob.name, everybodys=True)
    assert (counts[Queue.OVERDUE], counts[Queue.ALL], counts[Queue.MINE]) == (5, 5, 2)
    assert await queued(gateways, Queue.OVERDUE, gus.name) == [his, *free]
    assert await queued(gateways, Queue.OVERDUE, bob.name, everybodys=True, limit=3) == [mine, his, waits]


async def test_what_nobody_has_waits_for_every_agent(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    free, waits, done = [(await gateways.created(ann)).number for _ in range(3)]
    gateways.arrange(waits, TicketState.WAITING_REPORTER, "")
    gateways.arrange(done, TicketState.REJECTED, "")
    assert await queued(gateways, Queue.UNASSIGNED, bob.name) == [free]
    assert await queued(gateways, Queue.WAITING, bob.name) == [waits]
    assert await queued(gateways, Queue.ALL, bob.name) == [free, waits]


async def test_a_queue_of_one_place(gateways: Gateways) -> None:
    ann, bob = await gateways.person(), await gateways.agent()
    await gateways.put_place("HQ", "Head office", "")
    await gateways.put_place("HQ-1", "Room 1", "HQ")
    await gateways.created(ann)
    there = NewTicket(title="Tap", description="", location="", place="HQ-1", priority=Priority.LOW)
    number = (await gateways.tickets.create(there, acting=ann.name, request_id=uuid4())).number
    for code in ("HQ", "HQ-1"):
        assert await queued(gateways, Queue.ALL, bob.name, place=code) == [number]
    await gateways.archive_place("HQ-1")
    assert await queued(gateways, Queue.UNASSIGNED, bob.name, place="HQ") == [number]
    assert await queued(gateways, Queue.MINE, bob.name, place="HQ") == []
    counts = await gateways.finder.counts(acting=bob.name, everybodys=False, place="HQ")
    assert (counts[Queue.UNASSIGNED], counts[Queue.MINE]) == (1, 0)
