"""The use cases and their ports, in the hands of a test."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_testing.clock import SteppingClock
from tickets_service.adapters.outbound.system.signal import ProcessSignal
from tickets_service.application.commands.people.register_user import RegisterUser
from tickets_service.application.paging import Page
from tickets_service.application.ports.event_feed import BEGINNING, FeedPage, FeedPosition
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

from .records import AGENTS, BOT, LocationsEvent, PeopleEvent
from .verbs import Verbs


async def nothing_to_execute(statement: str, **parameters: Any) -> None:
    raise AssertionError(f"there is no database for {statement} with {parameters}")


@dataclass(slots=True, kw_only=True)
class Desk(Verbs):
    """The use cases and their ports, with verbs for what tests do all the time."""

    ports: Ports
    do: UseCases
    signal: ProcessSignal
    clock: SteppingClock
    deactivate: Callable[[UserId], Awaitable[None]]
    appoint: Callable[[UserId, Role], Awaitable[None]]
    people_history: Callable[[], Awaitable[list[PeopleEvent]]]
    locations_history: Callable[[], Awaitable[list[LocationsEvent]]]
    force_state: Callable[[TicketId, State, datetime | None], Awaitable[None]]
    engine: AsyncEngine | None = None
    execute: Callable[..., Awaitable[None]] = nothing_to_execute
    """A statement with its parameters, on PostgreSQL."""
    telegram_ids: "count[int]" = field(default_factory=lambda: count(100))
    agents: list[int] = field(default_factory=lambda: sorted(AGENTS))

    async def person(self, name: str = "Ann", **profile: Any) -> UserView:
        telegram_id = profile.pop("telegram_id", None) or next(self.telegram_ids)
        return await self.do.people.register_user(
            RegisterUser(principal=Principal(BOT), telegram_id=telegram_id, display_name=name, **profile)
        )

    async def agent(self, name: str = "Gus") -> UserView:
        return await self.person(name, telegram_id=self.agents.pop(0))

    async def staff(self, role: Role, name: str = "Zoe") -> UserView:
        """Register somebody who has that role."""
        who = await self.person(name)
        await self.appoint(who.id, role)
        found = await self.ports.users.find(who.id)
        assert found is not None
        return UserView.of(found)

    async def links(self, ticket: TicketView, by: UserView | None, **more: Any) -> Page[SeenLink]:
        return await self.do.links.list_links(ListLinks(principal=self.as_(by), ticket_id=ticket.id, **more))

    async def events(self, ticket: TicketView, by: UserView | None) -> Page[EventView]:
        """What the history shows to somebody."""
        return await self.do.history.list_ticket_events(
            ListTicketEvents(principal=self.as_(by), ticket_id=ticket.id)
        )

    async def stored(self, ticket: TicketView) -> TicketView | None:
        return await self.ports.tickets.find(ticket.id)

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
