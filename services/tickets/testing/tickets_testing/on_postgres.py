"""A desk on PostgreSQL."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_chassis.database import create_database_engine
from fixline_testing.clock import SteppingClock
from fixline_testing.reasons import held_to_reasons
from tickets_service.adapters.inbound.grpc.methods import METHOD_REASONS
from tickets_service.adapters.outbound.sqlalchemy.ports import sqlalchemy_ports
from tickets_service.adapters.outbound.system.invite_codes import KeyedInviteCodes
from tickets_service.adapters.outbound.system.signal import ProcessSignal
from tickets_service.application.use_cases.map import UseCases
from tickets_service.domain.people.user import Role, UserId
from tickets_service.domain.state import State
from tickets_service.domain.tickets.ticket import TicketId
from tickets_testing.desk import Desk
from tickets_testing.records import AGENTS, FixedTracing, LocationsEvent, PeopleEvent, RecordedResponseTimes


def patient_engine(url: str) -> AsyncEngine:
    """However busy the machine is, locks and connections are waited for; who tests the limits sets their own."""
    return create_database_engine(
        url,
        application_name="test",
        pool_size=8,
        pool_timeout_seconds=30.0,
        statement_timeout_ms=60_000,
        lock_timeout_ms=30_000,
        idle_in_transaction_timeout_ms=60_000,
    )


def unheard() -> None:
    """Stands for the wake-up after a commit where nobody waits."""


@dataclass(slots=True, kw_only=True)
class PostgresDesk(Desk):
    async def deactivate(self, user_id: UserId) -> None:
        await self.execute("UPDATE users SET is_active = false WHERE id = :id", id=user_id)

    async def appoint(self, user_id: UserId, role: Role) -> None:
        await self.execute("UPDATE users SET role = :role WHERE id = :id", id=user_id, role=role.value)

    async def people_history(self) -> list[PeopleEvent]:
        statement = (
            "SELECT type, user_id, actor, change -> 'before', change -> 'after', reason, created_at, traceparent"
            " FROM user_history ORDER BY id"
        )
        async with self.engine.connect() as connection:
            found = await connection.execute(text(statement))
            return [PeopleEvent(*row) for row in found]

    async def locations_history(self) -> list[LocationsEvent]:
        statement = (
            "SELECT type, code, actor, change -> 'before', change -> 'after', reason, h.created_at, traceparent"
            " FROM location_history AS h JOIN locations ON locations.id = location_id ORDER BY h.id"
        )
        async with self.engine.connect() as connection:
            found = await connection.execute(text(statement))
            return [LocationsEvent(*row) for row in found]

    async def force_state(self, ticket_id: TicketId, state: State, completed_at: datetime | None) -> None:
        await self.execute(
            "UPDATE requests SET status = :state, completed_at = :at, waiting_since = :since,"
            " duplicate_of = :target WHERE id = :id",
            id=ticket_id,
            state=state.value,
            at=completed_at,
            since=self.clock.now() if state is State.WAITING_REPORTER else None,
            target=1 if state is State.DUPLICATE else None,
        )


def desk_on(engine: AsyncEngine, clock: SteppingClock) -> Desk:
    signal = ProcessSignal()
    responses = RecordedResponseTimes()
    ports = sqlalchemy_ports(
        engine,
        signal,
        feed_engine=engine,
        on_events=signal.announce,
        invite_codes=KeyedInviteCodes(),
        clock=clock,
        tracing=FixedTracing(),
        response_times=responses,
    )
    return PostgresDesk(
        ports=ports,
        do=held_to_reasons(UseCases(ports, agents=AGENTS), METHOD_REASONS),
        signal=signal,
        clock=clock,
        first_responses=responses.told,
        database=engine,
    )
