"""What the desk has anonymized is gone from the bot's database and from the files service, whatever dies over it."""

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from bot_service.adapters.inbound.worker.clearing import TicketClearer
from bot_service.adapters.outbound.sqlalchemy.office.ticket_traces import SqlTicketTraces
from bot_service.application.commands.office.clear_tickets import MOST_STUCK, ClearTickets
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.office.retention import Uncleared
from bot_service.domain.deliveries.outgoing import MessageRole, OutgoingCall
from bot_testing.replica import Replica, until
from fixline_testing.beyond_types import present

CHAT = 1001
MOST_LISTED = 20
SECRET = "Rita Meier, 0170 555"


@dataclass(slots=True)
class Others:
    """The other services: two tickets wait, with two files each."""

    waiting: list[int] = field(default_factory=lambda: [7, 8])
    files: dict[int, int] = field(default_factory=lambda: {7: 2, 8: 2, 9: 2})
    told: list[tuple[int, int]] = field(default_factory=list)
    stuck: set[int] = field(default_factory=set)
    tried: list[int] = field(default_factory=list)
    postponed: list[tuple[int, int]] = field(default_factory=list)
    is_away: bool = False

    async def uncleared(self) -> Uncleared:
        later = {ticket for ticket, _ in self.postponed}
        due = [each for each in self.waiting if each not in later]
        return Uncleared(tickets=due[:MOST_LISTED], waiting=len(self.waiting))

    async def postpone(self, ticket: int, *, files: int) -> None:
        self.postponed.append((ticket, files))

    async def clear(self, ticket: int, *, files: int) -> None:
        self.waiting.remove(ticket)
        self.told.append((ticket, files))

    async def count(self, tickets: Sequence[int]) -> int:
        if self.is_away:
            raise UnavailableError("away")
        return sum(self.files.get(each, 0) for each in tickets)

    async def delete(self, ticket: int) -> int:
        self.tried.append(ticket)
        if ticket in self.stuck:
            raise UnavailableError("gone")
        return self.files.pop(ticket, 0)


@pytest.fixture
async def known(replica: Replica) -> Replica:
    """A chat that was told of three tickets, by messages that are sent and one that waits for good."""
    await replica.say(
        *(
            OutgoingCall(
                method="sendMessage",
                chat_id=CHAT,
                ticket=ticket,
                role=MessageRole.CARD,
                arguments={"text": f"#{ticket} {SECRET}"},
            )
            for ticket in (7, 8, 9)
        )
    )
    await replica.rows("UPDATE deliveries SET state = 'SENT', finished_at = now() RETURNING 1")
    await replica.rows(
        "UPDATE deliveries SET state = 'PARKED', finished_at = NULL WHERE ticket = 8 RETURNING 1"
    )
    for ticket in (7, 8, 9):
        await replica.rows(
            "INSERT INTO message_links (chat_id, message_id, ticket, role) VALUES (:c, :t, :t, 'card') RETURNING 1",
            c=CHAT,
            t=ticket,
        )
        await replica.rows("INSERT INTO topics (chat_id, ticket) VALUES (:c, :t) RETURNING 1", c=-5, t=ticket)
        await replica.rows(
            "INSERT INTO held_calls (cause, n, chat_id, ticket, role, edits_card, delivery)"
            " VALUES ('e', :n, :c, :t, 'notice', false, '{}') RETURNING 1",
            n=ticket,
            c=CHAT,
            t=ticket,
        )
    return replica


async def left(replica: Replica) -> list[tuple[object, ...]]:
    return await replica.rows(
        """
        SELECT 'text' AS kind, ticket FROM deliveries WHERE arguments::text LIKE '%Rita%'
        UNION ALL SELECT 'link', ticket FROM message_links
        UNION ALL SELECT 'topic', ticket FROM topics
        UNION ALL SELECT 'held', ticket FROM held_calls
        ORDER BY 2, 1
        """
    )


def clearer(others: Others, replica: Replica) -> TicketClearer:
    clear = ClearTickets(clearing=others, files=others, traces=SqlTicketTraces(replica.database))
    return TicketClearer(clearing=others, clear=clear, idle_seconds=60.0)


def waiting() -> float | None:
    return REGISTRY.get_sample_value("uncleared_tickets")


async def test_all_of_these_tickets_goes_and_of_no_other(known: Replica) -> None:
    others = Others()
    turn = clearer(others, known).turn
    assert await turn() == 0.0
    assert others.told == [(7, 2), (8, 2)]
    assert waiting() == 0
    assert await left(known) == [("held", 9), ("link", 9), ("text", 9), ("topic", 9)]
    assert others.files == {9: 2}
    assert await turn() == 60.0
    assert others.told == [(7, 2), (8, 2)]


async def test_what_cannot_be_deleted_waits_is_named_and_keeps_no_other(known: Replica) -> None:
    others = Others(stuck={7})
    turn = clearer(others, known).turn
    with capture_logs() as lines:
        assert await turn() == 0.0
    assert [line["tickets"] for line in lines if line["event"] == "tickets.stuck"] == [[7]]
    assert others.told == [(8, 2)]
    assert others.postponed == [(7, 2)]
    assert (others.waiting, waiting()) == ([7], 1)
    others.waiting.append(9)
    assert await turn() == 0.0
    assert others.tried == [7, 8, 9], "it is tried again when it is due"
    assert await turn() == 60.0
    others.postponed.clear()
    others.stuck.clear()
    assert await turn() == 0.0
    assert (others.told[-1], waiting()) == ((7, 2), 0)


async def test_many_that_are_stuck_hold_up_none_behind_them(known: Replica) -> None:
    stuck, fine = list(range(100, 100 + 2 * MOST_LISTED)), list(range(500, 510))
    others = Others(waiting=[*stuck, *fine], stuck=set(stuck))
    turn = clearer(others, known).turn
    turns = 0
    while len(others.told) < len(fine):
        turns += 1
        assert turns <= len(stuck) / MOST_STUCK + 1
        await turn()
    assert {ticket for ticket, _ in others.told} == set(fine)
    assert sorted(others.tried) == sorted([*stuck, *fine]), "each once"
    assert waiting() == len(stuck)


async def test_an_outage_is_no_reason_to_ask_for_each(known: Replica) -> None:
    everything = list(range(7, 7 + 2 * MOST_STUCK))
    others = Others(waiting=list(everything), stuck=set(everything))
    turn = clearer(others, known).turn
    assert await turn() == 60.0
    assert len(others.tried) == MOST_STUCK + 1
    others.is_away = True
    with pytest.raises(UnavailableError):
        await turn()
    assert len(others.tried) == MOST_STUCK + 1
    assert math.isnan(present(waiting()))
    assert others.waiting == everything
    others.is_away = False
    others.stuck.clear()
    others.postponed.clear()
    assert await turn() == 0.0
    assert others.waiting == []


async def test_whoever_no_longer_clears_tells_of_nothing(known: Replica) -> None:
    others = Others(stuck={7, 8})
    clearing = asyncio.create_task(clearer(others, known)())

    async def is_told() -> bool:
        return waiting() == 2

    await until(is_told)
    clearing.cancel()
    await asyncio.gather(clearing, return_exceptions=True)
    assert waiting() == 0
