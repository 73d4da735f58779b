"""A desk on the memory adapters."""

from dataclasses import dataclass
from datetime import datetime

from fixline_testing.clock import SteppingClock
from fixline_testing.reasons import held_to_reasons
from tickets_service.adapters.inbound.grpc.methods import METHOD_REASONS
from tickets_service.adapters.outbound.memory.ports import memory_ports
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.adapters.outbound.system.signal import ProcessSignal
from tickets_service.application.use_cases.map import UseCases
from tickets_service.domain.people.user import Role, UserId
from tickets_service.domain.state import State
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.tickets.waiting import Waiting
from tickets_testing.desk import Desk
from tickets_testing.records import AGENTS, FixedTracing, LocationsEvent, PeopleEvent, RecordedResponseTimes


@dataclass(slots=True, kw_only=True)
class MemoryDesk(Desk):
    async def deactivate(self, user_id: UserId) -> None:
        self.store.users[user_id].active = False

    async def appoint(self, user_id: UserId, role: Role) -> None:
        self.store.users[user_id].role = role

    async def people_history(self) -> list[PeopleEvent]:
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
            for each in self.store.user_events
        ]

    async def locations_history(self) -> list[LocationsEvent]:
        return [
            LocationsEvent(
                each.event.type.value,
                self.store.locations[each.event.location_id].code,
                each.event.actor,
                dict(each.event.before),
                dict(each.event.after),
                each.event.reason,
                each.event.occurred_at,
                each.traceparent,
            )
            for each in self.store.location_events
        ]

    async def force_state(self, ticket_id: TicketId, state: State, completed_at: datetime | None) -> None:
        ticket = self.store.tickets[ticket_id]
        ticket.state, ticket.completed_at = state, completed_at
        ticket.waiting = Waiting(since=self.clock.now()) if state is State.WAITING_REPORTER else None
        ticket.duplicate_of = TicketId(1) if state is State.DUPLICATE else None


def desk_on_memory(clock: SteppingClock) -> Desk:
    store, signal = MemoryStore(), ProcessSignal()
    responses = RecordedResponseTimes()
    ports = memory_ports(store, signal, clock=clock, tracing=FixedTracing(), response_times=responses)
    return MemoryDesk(
        ports=ports,
        do=held_to_reasons(UseCases(ports, agents=AGENTS), METHOD_REASONS),
        signal=signal,
        clock=clock,
        first_responses=responses.told,
        memory=store,
    )
