"""What must be true afterwards, whatever befell the desk."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import asyncpg

from fixline.tickets.v1.event_pb2 import Event, EventType
from fixline.tickets.v1.ticket_pb2 import Ticket
from fixline_local.demo.api_client import ApiClient
from fixline_local.soak.people_at_work import Attempt
from fixline_local.telegram.people import ALEX

State = Ticket.State
LEGAL: Final = frozenset(
    {
        (State.STATE_UNSPECIFIED, State.STATE_OPEN),
        (State.STATE_OPEN, State.STATE_IN_PROGRESS),
        (State.STATE_IN_PROGRESS, State.STATE_RESOLVED),
    }
)
"""What these people can do to a request."""
LEFT_OVER: Final = {
    "updates were given up": "SELECT count(*) FROM inbox WHERE state = 'DEAD'",
    "updates wait": "SELECT count(*) FROM inbox WHERE state = 'PENDING'",
    "events were given up": "SELECT count(*) FROM dead_events",
    "calls failed": "SELECT count(*) FROM deliveries WHERE state = 'FAILED'",
    "calls wait": "SELECT count(*) FROM deliveries WHERE state = 'PENDING'",
}
TOLD: Final = "SELECT DISTINCT ticket FROM deliveries WHERE chat_id = $1 AND ticket IS NOT NULL"


@dataclass(slots=True, kw_only=True)
class Oracle:
    """`faults` are sentences about what should not be so."""

    api: ApiClient
    bot_database: str
    attempts: Sequence[Attempt]
    faults: list[str] = field(default_factory=list)
    acknowledged: int = 0

    async def ask(self) -> None:
        events = await self.api.all_events()
        by_ticket: dict[str, list[Event]] = defaultdict(list)
        for event in events:
            by_ticket[event.ticket].append(event)
        tickets = {name: await self.api.ticket(name) for name in by_ticket}
        named: dict[str, list[str]] = defaultdict(list)
        for name, ticket in tickets.items():
            named[ticket.title].append(name)
        for attempt in self.attempts:
            await self._ask_about(attempt, named[attempt.caption])
        for name, history in by_ticket.items():
            self._ask_history(name, history)
        await self._ask_bot([name for name, ticket in tickets.items()])

    async def _ask_about(self, attempt: Attempt, names: Sequence[str]) -> None:
        messages = [message for message in await attempt.chat.messages() if message.from_bot]
        numbers = set[int]().union(*(attempt.numbers_in(message.text) for message in messages))
        self.acknowledged += bool(numbers)
        if len(names) > 1 or {f"tickets/{number}" for number in numbers} - set(names):
            self.faults.append(f"“{attempt.caption}” was acknowledged as {numbers}, and is {names}")
        for name in names:
            files = await self.api.files_of(name)
            stored = [(file.sha256, await self.api.sha256_of(file.name)) for file in files]
            if stored != [(attempt.sha256, attempt.sha256)]:
                self.faults.append(f"the photo of {name} is not the one that was sent: {stored}")

    def _ask_history(self, name: str, history: Sequence[Event]) -> None:
        kinds = Counter(event.type for event in history)
        if kinds[EventType.EVENT_TYPE_TICKET_CREATED] != 1:
            self.faults.append(f"{name} was created {kinds[EventType.EVENT_TYPE_TICKET_CREATED]} times")
        moves = [(event.state.before, event.state.after) for event in history if event.HasField("state")]
        if not set(moves) <= LEGAL or any(one[1] != next_[0] for one, next_ in pairwise(moves)):
            self.faults.append(f"{name} moved {moves}")

    async def _ask_bot(self, names: Sequence[str]) -> None:
        connection = await asyncpg.connect(self.bot_database)
        try:
            for words, statement in LEFT_OVER.items():
                if count := await connection.fetchval(statement):
                    self.faults.append(f"{count} {words}")
            told = {f"tickets/{row['ticket']}" for row in await connection.fetch(TOLD, ALEX)}
        finally:
            await connection.close()
        if untold := set(names) - told:
            self.faults.append(f"the agent never heard of {sorted(untold)}")


async def waiting(bot_database: str, tickets: int) -> int:
    """Return how much the bot has still to do, given how many requests there are to tell the agent of."""
    connection = await asyncpg.connect(bot_database)
    try:
        left = [await connection.fetchval(LEFT_OVER[words]) for words in ("updates wait", "calls wait")]
        told = len(await connection.fetch(TOLD, ALEX))
    finally:
        await connection.close()
    return int(sum(left)) + max(0, tickets - told)
