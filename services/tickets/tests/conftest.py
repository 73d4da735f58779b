"""A desk to test with: every use case, on memory or on PostgreSQL, and a short way to use it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_chassis.database import create_database_engine
from fixline_telemetry.database import instrument
from fixline_testing.clock import SteppingClock
from fixline_testing.reasons import held_to_reasons
from tickets_service.adapters.inbound.grpc.method_errors import METHOD_REASONS
from tickets_service.adapters.outbound.memory.ports import memory_ports
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.adapters.outbound.sqlalchemy.event_feed import SqlAlchemyEventFeed
from tickets_service.adapters.outbound.sqlalchemy.invites import SqlAlchemyInviteReader
from tickets_service.adapters.outbound.sqlalchemy.link_reader import SqlAlchemyLinkReader
from tickets_service.adapters.outbound.sqlalchemy.location_reader import SqlAlchemyLocationReader
from tickets_service.adapters.outbound.sqlalchemy.read_session import SqlAlchemyReadSessionFactory
from tickets_service.adapters.outbound.sqlalchemy.reading import Reading
from tickets_service.adapters.outbound.sqlalchemy.report_reader import SqlAlchemyReportReader
from tickets_service.adapters.outbound.sqlalchemy.sla_documents import SqlAlchemySlaReader
from tickets_service.adapters.outbound.sqlalchemy.ticket_reader import SqlAlchemyTicketReader
from tickets_service.adapters.outbound.sqlalchemy.ticket_search import SqlAlchemyTicketSearch
from tickets_service.adapters.outbound.sqlalchemy.unit_of_work import SqlAlchemyUnitOfWorkFactory
from tickets_service.adapters.outbound.sqlalchemy.user_reader import SqlAlchemyUserReader
from tickets_service.adapters.outbound.system.invite_codes import KeyedInviteCodes
from tickets_service.adapters.outbound.system.signal import ProcessSignal
from tickets_service.adapters.outbound.valkey.leased_cache import LeasedCache, connect
from tickets_service.adapters.outbound.valkey.user_reader import CachedUserReader
from tickets_service.application.changes import EventView
from tickets_service.application.commands.add_comment import AddComment, AddedComment
from tickets_service.application.commands.add_link import AddLink
from tickets_service.application.commands.assign_ticket import AssignTicket
from tickets_service.application.commands.cancel_ticket import CancelTicket
from tickets_service.application.commands.confirm_ticket import ConfirmTicket
from tickets_service.application.commands.create_ticket import CreateTicket
from tickets_service.application.commands.edit_comment import EditComment
from tickets_service.application.commands.follow_ticket import FollowTicket
from tickets_service.application.commands.merge_ticket import MergedTickets, MergeTicket
from tickets_service.application.commands.rate_ticket import RateTicket
from tickets_service.application.commands.register_user import RegisterUser
from tickets_service.application.commands.reject_ticket import RejectTicket
from tickets_service.application.commands.release_ticket import ReleaseTicket
from tickets_service.application.commands.remove_link import RemoveLink
from tickets_service.application.commands.reopen_ticket import ReopenTicket
from tickets_service.application.commands.resolve_ticket import ResolveTicket
from tickets_service.application.commands.resume_ticket import ResumeTicket
from tickets_service.application.commands.take_ticket import TakeTicket
from tickets_service.application.commands.unfollow_ticket import UnfollowTicket
from tickets_service.application.commands.update_ticket import UpdateTicket
from tickets_service.application.commands.wait_for_reporter import WaitForReporter
from tickets_service.application.commands.wait_for_vendor import WaitForVendor
from tickets_service.application.paging import Page
from tickets_service.application.ports.event_feed import BEGINNING, Position, Stretch
from tickets_service.application.ports.readers import UserReader
from tickets_service.application.principal import Principal
from tickets_service.application.queries.list_links import ListLinks
from tickets_service.application.queries.list_ticket_events import ListTicketEvents
from tickets_service.application.use_cases import Ports, UseCases, use_cases
from tickets_service.application.views import CommentView, TicketView, UserView
from tickets_service.domain.comment import Visibility
from tickets_service.domain.events import EventType
from tickets_service.domain.link import Direction, LinkKind, SeenLink
from tickets_service.domain.sight import EVERYTHING
from tickets_service.domain.state import State
from tickets_service.domain.ticket import TicketId
from tickets_service.domain.ticket_edit import EDITABLE
from tickets_service.domain.user import Role, UserId
from tickets_service.domain.waiting import Waiting

BOT = "bot"
AGENTS = frozenset({9_001, 9_002, 9_003})
TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class PeopleEvent(NamedTuple):
    type: str
    user_id: int
    actor: str
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str
    occurred_at: datetime
    traceparent: str


class LocationsEvent(NamedTuple):
    type: str
    code: str
    actor: str
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str
    occurred_at: datetime
    traceparent: str


class FixedTracing:
    def traceparent(self) -> str:
        return TRACEPARENT


Doer = UserView | Principal | None
"""None: a service without a person, which may not act."""


async def nothing_to_execute(statement: str, **parameters: Any) -> None:
    raise AssertionError(f"there is no database for {statement} with {parameters}")


@dataclass(slots=True, kw_only=True)
class Desk:
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

    def as_(self, who: Doer) -> Principal:
        return who if isinstance(who, Principal) else Principal(BOT, who.id if who else None)

    async def person(self, name: str = "Ann", **profile: Any) -> UserView:
        telegram_id = profile.pop("telegram_id", None) or next(self.telegram_ids)
        return await self.do.register_user(
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

    async def create(self, by: Doer, title: str = "Lamp is broken", **more: Any) -> TicketView:
        given = {"request_id": new_id(), **more}
        return await self.do.create_ticket(CreateTicket(principal=self.as_(by), title=title, **given))

    async def take(self, ticket: TicketView, by: Doer, **more: Any) -> TicketView:
        return await self._verb(self.do.take_ticket, TakeTicket, ticket, by, more)

    async def resolve(self, ticket: TicketView, by: Doer, **more: Any) -> TicketView:
        return await self._verb(self.do.resolve_ticket, ResolveTicket, ticket, by, more)

    async def confirm(self, ticket: TicketView, by: Doer, **more: Any) -> TicketView:
        return await self._verb(self.do.confirm_ticket, ConfirmTicket, ticket, by, more)

    async def rate(self, ticket: TicketView, by: Doer, *, stars: int = 5, **more: Any) -> TicketView:
        return await self._verb(self.do.rate_ticket, RateTicket, ticket, by, {"stars": stars, **more})

    async def assign(
        self, ticket: TicketView, by: Doer, *, to: UserView | None = None, **more: Any
    ) -> TicketView:
        given = {"assignee_id": to.id if to else UserId(1), **more}
        return await self._verb(self.do.assign_ticket, AssignTicket, ticket, by, given)

    async def release(self, ticket: TicketView, by: Doer, **more: Any) -> TicketView:
        return await self._verb(self.do.release_ticket, ReleaseTicket, ticket, by, more)

    async def wait_for_reporter(self, ticket: TicketView, by: Doer, **more: Any) -> TicketView:
        return await self._verb(self.do.wait_for_reporter, WaitForReporter, ticket, by, more)

    async def wait_for_vendor(self, ticket: TicketView, by: Doer, **more: Any) -> TicketView:
        return await self._verb(self.do.wait_for_vendor, WaitForVendor, ticket, by, more)

    async def resume(self, ticket: TicketView, by: Doer, **more: Any) -> TicketView:
        return await self._verb(self.do.resume_ticket, ResumeTicket, ticket, by, more)

    async def reject(self, ticket: TicketView, by: Doer, **more: Any) -> TicketView:
        given = {"reason": "Not ours", **more}
        return await self._verb(self.do.reject_ticket, RejectTicket, ticket, by, given)

    async def cancel(self, ticket: TicketView, by: Doer, **more: Any) -> TicketView:
        return await self._verb(self.do.cancel_ticket, CancelTicket, ticket, by, more)

    async def reopen(self, ticket: TicketView, by: Doer, **more: Any) -> TicketView:
        return await self._verb(self.do.reopen_ticket, ReopenTicket, ticket, by, more)

    async def update(self, ticket: TicketView, by: Doer, **more: Any) -> TicketView:
        given = {"title": "Lamp smokes", **more}
        fields = tuple(name for name in EDITABLE if name in given)
        return await self._verb(self.do.update_ticket, UpdateTicket, ticket, by, {"fields": fields, **given})

    async def follow(
        self, ticket: TicketView, by: Doer, *, user: UserView | None = None, **more: Any
    ) -> TicketView:
        given = {"user_id": user and user.id, **more}
        return await self._verb(self.do.follow_ticket, FollowTicket, ticket, by, given)

    async def unfollow(
        self, ticket: TicketView, by: Doer, *, user: UserView | None = None, **more: Any
    ) -> TicketView:
        given = {"user_id": user and user.id, **more}
        return await self._verb(self.do.unfollow_ticket, UnfollowTicket, ticket, by, given)

    async def note(self, ticket: TicketView, by: Doer, **more: Any) -> AddedComment:
        return await self.comment(ticket, by, **{"text": "Psst", "visibility": Visibility.INTERNAL, **more})

    async def edit(self, comment: CommentView, by: Doer, text: str, **more: Any) -> CommentView:
        given = {"request_id": new_id(), **more}
        return await self.do.edit_comment(
            EditComment(
                principal=self.as_(by),
                ticket_id=comment.ticket_id,
                comment_id=comment.id,
                text=text,
                **given,
            )
        )

    async def comment(
        self, ticket: TicketView, by: Doer, text: str = "Which one?", **more: Any
    ) -> AddedComment:
        given = {"request_id": new_id(), **more}
        return await self.do.add_comment(
            AddComment(principal=self.as_(by), ticket_id=ticket.id, text=text, **given)
        )

    async def link(
        self,
        ticket: TicketView,
        by: UserView | None,
        other: TicketView,
        *,
        kind: LinkKind = LinkKind.BLOCKS,
        direction: Direction = Direction.OUTGOING,
        **more: Any,
    ) -> SeenLink:
        given = {"other_id": other.id, "kind": kind, "direction": direction, "request_id": new_id(), **more}
        return await self.do.add_link(AddLink(principal=self.as_(by), ticket_id=ticket.id, **given))

    async def unlink(self, ticket: TicketView, by: UserView | None, link: SeenLink, **more: Any) -> SeenLink:
        given = {"link_id": link.id, "request_id": new_id(), **more}
        return await self.do.remove_link(RemoveLink(principal=self.as_(by), ticket_id=ticket.id, **given))

    async def merge(
        self, ticket: TicketView, by: UserView | None, target: TicketView, **more: Any
    ) -> MergedTickets:
        given = {"target_id": target.id, "request_id": new_id(), **more}
        return await self.do.merge_ticket(MergeTicket(principal=self.as_(by), ticket_id=ticket.id, **given))

    async def links(self, ticket: TicketView, by: UserView | None, **more: Any) -> Page[SeenLink]:
        return await self.do.list_links(ListLinks(principal=self.as_(by), ticket_id=ticket.id, **more))

    async def events(self, ticket: TicketView, by: UserView | None) -> Page[EventView]:
        """What the history shows to somebody."""
        return await self.do.list_ticket_events(ListTicketEvents(principal=self.as_(by), ticket_id=ticket.id))

    async def _verb(
        self, handler: Any, command: Any, ticket: TicketView, by: Doer, more: dict[str, Any]
    ) -> TicketView:
        given = {"request_id": new_id(), **more}
        view: TicketView = await handler(command(principal=self.as_(by), ticket_id=ticket.id, **given))
        return view

    async def stored(self, ticket: TicketView) -> TicketView | None:
        return await self.ports.tickets.find(ticket.id)

    async def settled(self, after: Position = BEGINNING, *types: EventType, limit: int = 100) -> Stretch:
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


def new_id() -> str:
    return str(uuid4())


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock()


@pytest.fixture
def memory_desk(clock: SteppingClock) -> Desk:
    store, signal = MemoryStore(), ProcessSignal()
    ports = memory_ports(store, signal, clock=clock, tracing=FixedTracing())

    async def deactivate(user_id: UserId) -> None:
        store.users[user_id].active = False

    async def appoint(user_id: UserId, role: Role) -> None:
        store.users[user_id].role = role

    async def people_history() -> list[PeopleEvent]:
        return [
            PeopleEvent(
                each.event.type.value,
                each.event.user_id,
                each.event.actor,
                dict(each.event.before),
                dict(each.event.after),
                each.event.reason,
                each.event.occurred_at,
                each.traceparent,
            )
            for each in store.user_events
        ]

    async def locations_history() -> list[LocationsEvent]:
        return [
            LocationsEvent(
                each.event.type.value,
                store.locations[each.event.location_id].code,
                each.event.actor,
                dict(each.event.before),
                dict(each.event.after),
                each.event.reason,
                each.event.occurred_at,
                each.traceparent,
            )
            for each in store.location_events
        ]

    async def force_state(ticket_id: TicketId, state: State, completed_at: datetime | None) -> None:
        ticket = store.tickets[ticket_id]
        ticket.state, ticket.completed_at = state, completed_at
        ticket.waiting = Waiting(since=clock.now()) if state is State.WAITING_REPORTER else None
        ticket.duplicate_of = TicketId(1) if state is State.DUPLICATE else None

    return Desk(
        ports=ports,
        do=held_to_reasons(use_cases(ports, agents=AGENTS), METHOD_REASONS),
        signal=signal,
        clock=clock,
        deactivate=deactivate,
        appoint=appoint,
        people_history=people_history,
        locations_history=locations_history,
        force_state=force_state,
    )


@pytest.fixture
async def postgres_desk(
    clock: SteppingClock, migrated_database: Callable[[str], Awaitable[str]]
) -> AsyncIterator[Desk]:
    async with AsyncExitStack() as stack:
        engine = create_database_engine(
            await migrated_database("tickets_service"), application_name="test", pool_size=8
        )
        stack.push_async_callback(engine.dispose)
        yield desk_on(engine, clock)


@pytest.fixture
def statements_run(
    postgres_desk: Desk, spans: InMemorySpanExporter
) -> Callable[[], AbstractContextManager[list[str]]]:
    """A context that tells, once left, which statements were run in it: `SELECT requests`."""
    instrument(postgres_desk.engine)

    @contextmanager
    def counting() -> Iterator[list[str]]:
        names: list[str] = []
        spans.clear()
        with trace.get_tracer("test").start_as_current_span("work"):
            yield names
        names += [span.name for span in spans.get_finished_spans() if span.name != "work"]

    return counting


def desk_on(engine: AsyncEngine, clock: SteppingClock, cache: LeasedCache | None = None) -> Desk:
    """With `cache` people are read through it."""
    signal = ProcessSignal()
    reading = Reading(engine)

    def users(reading: Reading) -> UserReader:
        found = SqlAlchemyUserReader(reading)
        return CachedUserReader(found, cache) if cache else found

    ports = Ports(
        unit_of_work=SqlAlchemyUnitOfWorkFactory(engine, on_events=signal.announce, fence=cache),
        reading=SqlAlchemyReadSessionFactory(reading, users),
        users=users(reading),
        tickets=SqlAlchemyTicketReader(reading),
        search=SqlAlchemyTicketSearch(reading),
        invites=SqlAlchemyInviteReader(reading),
        invite_codes=KeyedInviteCodes(),
        links=SqlAlchemyLinkReader(reading),
        sla=SqlAlchemySlaReader(reading),
        locations=SqlAlchemyLocationReader(reading),
        reports=SqlAlchemyReportReader(reading),
        feed=SqlAlchemyEventFeed(reading),
        signal=signal,
        clock=clock,
        tracing=FixedTracing(),
    )

    async def execute(statement: str, **parameters: Any) -> None:
        async with engine.begin() as connection:
            await connection.execute(text(statement), parameters)

    async def change(user_id: UserId, statement: str, **parameters: Any) -> None:
        await execute(statement, id=user_id, **parameters)
        if cache:
            await cache.settle([f"users/{user_id}"])

    async def deactivate(user_id: UserId) -> None:
        await change(user_id, "UPDATE users SET is_active = false WHERE id = :id")

    async def appoint(user_id: UserId, role: Role) -> None:
        await change(user_id, "UPDATE users SET role = :role WHERE id = :id", role=role.value)

    async def people_history() -> list[PeopleEvent]:
        statement = (
            "SELECT type, user_id, actor, change -> 'before', change -> 'after', reason, created_at, traceparent"
            " FROM user_history ORDER BY id"
        )
        async with engine.connect() as connection:
            found = await connection.execute(text(statement))
            return [PeopleEvent(*row) for row in found]

    async def locations_history() -> list[LocationsEvent]:
        statement = (
            "SELECT type, code, actor, change -> 'before', change -> 'after', reason, h.created_at, traceparent"
            " FROM location_history AS h JOIN locations ON locations.id = location_id ORDER BY h.id"
        )
        async with engine.connect() as connection:
            found = await connection.execute(text(statement))
            return [LocationsEvent(*row) for row in found]

    async def force_state(ticket_id: TicketId, state: State, completed_at: datetime | None) -> None:
        await execute(
            "UPDATE requests SET status = :state, completed_at = :at, waiting_since = :since,"
            " duplicate_of = :target WHERE id = :id",
            id=ticket_id,
            state=state.value,
            at=completed_at,
            since=clock.now() if state is State.WAITING_REPORTER else None,
            target=1 if state is State.DUPLICATE else None,
        )

    return Desk(
        ports=ports,
        do=held_to_reasons(use_cases(ports, agents=AGENTS), METHOD_REASONS),
        signal=signal,
        clock=clock,
        deactivate=deactivate,
        appoint=appoint,
        people_history=people_history,
        locations_history=locations_history,
        force_state=force_state,
        engine=engine,
        execute=execute,
    )


@pytest.fixture(scope="session")
def desk_on_engine() -> Callable[[AsyncEngine, SteppingClock], Desk]:
    """For desks that outlive a test."""
    return desk_on


@pytest.fixture
def cached_desk(cached_desks: list[Desk]) -> Desk:
    return cached_desks[0]


@pytest.fixture
async def cached_desks(
    clock: SteppingClock, migrated_database: Callable[[str], Awaitable[str]], valkey_url: str
) -> AsyncIterator[list[Desk]]:
    """Two replicas, with a cache in front of the people."""
    async with AsyncExitStack() as stack:
        engine = create_database_engine(
            await migrated_database("tickets_service"), application_name="test", pool_size=8
        )
        stack.push_async_callback(engine.dispose)
        clients = [connect(valkey_url) for _ in range(2)]
        for valkey in clients:
            stack.push_async_callback(valkey.aclose)
        caches = [LeasedCache(valkey, lookup_seconds=10.0, change_seconds=10.0) for valkey in clients]
        yield [desk_on(engine, clock, cache) for cache in caches]


@pytest.fixture(params=["memory", "postgres"])
def desk(request: pytest.FixtureRequest) -> Desk:
    """A desk on each set of adapters."""
    found: Desk = request.getfixturevalue(f"{request.param}_desk")
    return found


@pytest.fixture
def request_id() -> UUID:
    return uuid4()
