"""Tickets whose clocks have to be looked at, on memory."""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from datetime import datetime

from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.adapters.outbound.memory.tickets.repository import MemoryTicketRepository
from tickets_service.domain.sla.policies import NEVER_RECKONED, SlaPolicies
from tickets_service.domain.sla.standing import SlaRecord
from tickets_service.domain.state import OPEN_WORK
from tickets_service.domain.tickets.clocks import facts_in
from tickets_service.domain.tickets.events import SlaAlerted, TicketCreated
from tickets_service.domain.tickets.sla_records import record_of
from tickets_service.domain.tickets.ticket import Ticket, TicketId


class MemoryClockRepository:
    def __init__(self, store: MemoryStore, tickets: MemoryTicketRepository) -> None:
        self._store = store
        self._tickets = tickets

    async def policies(self) -> SlaPolicies:
        return self._store.sla.applied

    async def to_alert(self, *, now: datetime, limit: int) -> Sequence[Ticket]:
        due = [
            (alert_at, ticket.id)
            for ticket in self._all()
            if (alert_at := ticket.clocks.standing.next_alert_at) is not None and alert_at <= now
        ]
        return [await self._tickets.get(ticket_id) for _, ticket_id in sorted(due)[:limit]]

    async def outdated(self, *, revision: int, limit: int) -> Sequence[Ticket]:
        due = [
            (applied, ticket.id)
            for ticket in self._all()
            if (applied := ticket.clocks.standing.revision) < revision
            and (ticket.state in OPEN_WORK or applied == NEVER_RECKONED)
        ]
        return [await self._tickets.get(ticket_id) for _, ticket_id in sorted(due)[:limit]]

    async def records(self, tickets: Sequence[Ticket]) -> Mapping[TicketId, SlaRecord]:
        return {ticket.id: self._record(ticket) for ticket in tickets}

    async def save(self, ticket: Ticket) -> None:
        ticket.clocks.reckon(self._store.sla.applied)
        stored = await self._tickets.get(ticket.id)
        stored.clocks = deepcopy(ticket.clocks)
        self._tickets.staged[ticket.id] = stored

    def _all(self) -> Iterable[Ticket]:
        return (self._store.tickets | self._tickets.staged).values()

    def _record(self, ticket: Ticket) -> SlaRecord:
        told = self._store.told.get(ticket.id, [])
        priorities = (each.priority for each in told if isinstance(each, TicketCreated))
        return record_of(
            ticket,
            priority=next(priorities, None),
            facts=[fact for event in told for fact in facts_in(event)],
            alerts=[event.alert.key for event in told if isinstance(event, SlaAlerted)],
        )
