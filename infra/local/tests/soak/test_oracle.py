"""That the oracle of the soak says so when the desk breaks its word."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from fixline.files.v1.file_pb2 import File
from fixline.tickets.v1.event_pb2 import Event, EventType
from fixline.tickets.v1.ticket_pb2 import Ticket
from fixline_local.demo.api_client import ApiClient
from fixline_local.soak.oracle import Oracle
from fixline_local.soak.people_at_work import Attempt
from fixline_local.telegram.people import ALEX
from fixline_testing.connections import connected

SENT = "5e" * 32
OTHER = "07" * 32
State = Ticket.State
CREATED = (EventType.EVENT_TYPE_TICKET_CREATED, State.STATE_UNSPECIFIED, State.STATE_OPEN)
TAKEN = (EventType.EVENT_TYPE_STATE_CHANGED, State.STATE_OPEN, State.STATE_IN_PROGRESS)
RESOLVED = (EventType.EVENT_TYPE_STATE_CHANGED, State.STATE_IN_PROGRESS, State.STATE_RESOLVED)
AGENT_HEARD = (
    "INSERT INTO deliveries (cause, n, chat_id, method, arguments, urgency, ticket, role, edits_card, state)"
    " VALUES ('c', 0, $1, 'sendMessage', '{}', 1, 1, 'notice', false, 'SENT')"
)


@dataclass
class Services:
    """What they answer: one request with its photo, as it should be, unless a test changes something."""

    titles: dict[str, str] = field(default_factory=lambda: {"tickets/1": "Lamp 1 of Ann"})
    moves: list[tuple[Any, Any, Any]] = field(default_factory=lambda: [CREATED, TAKEN, RESOLVED])
    photos: tuple[tuple[str, str], ...] = ((SENT, SENT),)

    async def all_events(self) -> list[Event]:
        return [
            Event(ticket=name, type=kind, state=Event.StateChange(before=before, after=after))
            for name in self.titles
            for kind, before, after in self.moves
        ]

    async def ticket(self, name: str) -> Ticket:
        return Ticket(name=name, title=self.titles[name])

    async def files_of(self, _name: str) -> list[File]:
        return [File(name=stored, sha256=recorded) for recorded, stored in self.photos]

    async def sha256_of(self, file: str) -> str:
        return file


@dataclass
class Chat:
    text: str = "✅ Request #1 is sent.\n\n#1 Lamp 1 of Ann\n📍 Room 214"
    from_bot: bool = True

    async def messages(self) -> list["Chat"]:
        return [self]


Ask = Callable[[Services, Chat], Awaitable[list[str]]]


@pytest.fixture
async def ask(migrated_database: Callable[[str], Awaitable[str]]) -> Ask:
    url = (await migrated_database("bot_service")).replace("+asyncpg", "")
    async with connected(url) as connection:
        await connection.execute(AGENT_HEARD, ALEX)

    async def ask_it(services: Services, chat: Chat) -> list[str]:
        attempt = Attempt("Lamp 1 of Ann", SENT, cast("Any", chat))
        oracle = Oracle(api=cast("ApiClient", services), bot_database=url, attempts=[attempt])
        await oracle.ask()
        return oracle.faults

    return ask_it


async def test_a_desk_that_keeps_its_word(ask: Ask) -> None:
    assert await ask(Services(), Chat()) == []
    # Nobody was told that it exists: it may.
    assert await ask(Services(), Chat("Is this about #7 Lamp 0 of Ann?\n\nLamp 1 of Ann")) == []


@pytest.mark.parametrize(
    ("services", "words"),
    [
        (Services(titles={"tickets/2": "Chair"}), "was acknowledged as {1}, and is []"),
        (Services(titles={"tickets/1": "Lamp 1 of Ann", "tickets/2": "Lamp 1 of Ann"}), "was acknowledged"),
        (Services(photos=()), "the photo of tickets/1 is not the one that was sent"),
        (Services(photos=((SENT, OTHER),)), "the photo of tickets/1 is not the one that was sent"),
        (Services(moves=[CREATED, CREATED]), "tickets/1 was created 2 times"),
        (Services(moves=[CREATED, RESOLVED]), "tickets/1 moved"),
        (
            Services(titles={"tickets/1": "Lamp 1 of Ann", "tickets/3": "Door"}),
            "never heard of ['tickets/3']",
        ),
    ],
)
async def test_a_desk_that_breaks_it(ask: Ask, services: Services, words: str) -> None:
    assert any(words in fault for fault in await ask(services, Chat()))
