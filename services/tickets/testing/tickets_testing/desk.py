"""The use cases and their ports, in the hands of a test."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import TypedDict, Unpack

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_testing.beyond_types import present
from fixline_testing.clock import SteppingClock
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.adapters.outbound.system.signal import ProcessSignal
from tickets_service.application.commands.people.register_user import RegisterUser
from tickets_service.application.paging import Page
from tickets_service.application.ports.history.feed import BEGINNING, FeedPage, FeedPosition
from tickets_service.application.principal import Principal
from tickets_service.application.queries.history.list_ticket_events import ListTicketEvents
from tickets_service.application.queries.links.list_links import ListLinks
from tickets_service.application.use_cases.map import UseCases
from tickets_service.application.use_cases.ports import Ports
from tickets_service.application.views.events import EventView
from tickets_service.application.views.people import UserView
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.links.link import SeenLink
from tickets_service.domain.people.user import Role, UserId
from tickets_service.domain.permissions.sight import EVERYTHING
from tickets_service.domain.state import State
from tickets_service.domain.tickets.events import EventType
from tickets_service.domain.tickets.ticket import TicketId
from tickets_testing.records import AGENTS, BOT, LocationsEvent, PeopleEvent
from tickets_testing.verbs import Doer, Verbs

StatementsRun = Callable[[], AbstractContextManager[list[str]]]
"""A context that tells, once left, which statements were run in it: `SELECT requests`."""


class Profile(TypedDict, total=False):
    username: str
    language: str
    request_id: str
    keep_names: bool


class Listing(TypedDict, total=False):
    page_size: int
    page_token: str


@dataclass(slots=True, kw_only=True)
class Desk(Verbs, ABC):
    """The use cases and their ports, with verbs for what tests do all the time."""

    ports: Ports
    do: UseCases
    signal: ProcessSignal
    clock: SteppingClock
    first_responses: Sequence[timedelta]
    """How long each ticket waited that staff have responded to."""
    database: AsyncEngine | None = None
    memory: MemoryStore | None = None
    telegram_ids: "count[int]" = field(default_factory=lambda: count(100))
    agents: list[int] = field(default_factory=lambda: sorted(AGENTS))

    @property
    def engine(self) -> AsyncEngine:
        """The database of a desk on PostgreSQL; a test of another has none."""
        return present(self.database)

    @property
    def store(self) -> MemoryStore:
        """What a desk on memory holds."""
        return present(self.memory)

    @abstractmethod
    async def deactivate(self, user_id: UserId) -> None: ...

    @abstractmethod
    async def appoint(self, user_id: UserId, role: Role) -> None: ...

    @abstractmethod
    async def people_history(self) -> list[PeopleEvent]: ...

    @abstractmethod
    async def locations_history(self) -> list[LocationsEvent]: ...

    @abstractmethod
    async def force_state(self, ticket_id: TicketId, state: State, completed_at: datetime | None) -> None:
        """Put a ticket into a state, without any history of that."""

    async def execute(self, statement: str, **parameters: object) -> None:
        """Run a statement on PostgreSQL."""
        async with self.engine.begin() as connection:
            await connection.execute(text(statement), parameters)

    async def person(
        self, name: str = "Ann", *, telegram_id: int | None = None, **profile: Unpack[Profile]
    ) -> UserView:
        return await self.do.people.register_user(
            RegisterUser(
                principal=Principal(BOT),
                telegram_id=telegram_id or next(self.telegram_ids),
                display_name=name,
                **profile,
            )
        )

    async def agent(self, name: str = "Gus") -> UserView:
        return await self.person(name, telegram_id=self.agents.pop(0))

    async def staff(self, role: Role, name: str = "Zoe") -> UserView:
        """Register somebody who has that role."""
        who = await self.person(name)
        await self.appoint(who.id, role)
        return UserView.of(present(await self.ports.users.find(who.id)))

    async def links(
        self, ticket: TicketView, by: Doer, *, newest_first: bool = False, **more: Unpack[Listing]
    ) -> Page[SeenLink]:
        return await self.do.links.list_links(
            ListLinks(principal=self.as_(by), ticket_id=ticket.id, newest_first=newest_first, **more)
        )

    async def events(self, ticket: TicketView, by: Doer) -> Page[EventView]:
        """What the history shows to somebody."""
        return await self.do.history.list_ticket_events(
            ListTicketEvents(principal=self.as_(by), ticket_id=ticket.id)
        )

    async def stored(self, ticket: TicketView) -> TicketView:
        return present(await self.ports.tickets.find(ticket.id))

    async def settled(self, after: FeedPosition = BEGINNING, *types: EventType, limit: int = 100) -> FeedPage:
        """Read the feed once no open transaction (another test's, on the same server) holds anything back."""
        async with asyncio.timeout(30):
            while True:
                stretch = await self.ports.feed.read(after, types=frozenset(types), limit=limit)
                if not stretch.unsettled:
                    return stretch
                await asyncio.sleep(0.005)

    async def history(self, ticket: TicketView) -> list[EventView]:
        events = await self.ports.tickets.events(
            ticket.id, notes=True, sight=EVERYTHING, after=None, limit=1_000
        )
        return list(events)
