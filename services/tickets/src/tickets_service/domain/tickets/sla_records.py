"""From the history of a ticket to what its clocks have to know."""

from collections.abc import Iterable, Sequence

from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.alerts import AlertKey
from tickets_service.domain.sla.history import Fact, PrioritySet, SlaHistory, StateEntered
from tickets_service.domain.sla.standing import SlaRecord
from tickets_service.domain.tickets.ticket import Ticket


def record_of(
    ticket: Ticket, *, priority: Priority | None, facts: Sequence[Fact], alerts: Iterable[AlertKey]
) -> SlaRecord:
    """Put together what was told, in the order of the history; `priority` is that at creation, if known.

    The ticket itself has the last word about its state and priority: an imported one has no history.
    """
    history = SlaHistory(created_at=ticket.created_at, priority=priority or ticket.priority)
    record = SlaRecord(history=history, alerts=frozenset(alerts))
    for fact in facts:
        record = record.told(fact)
    if record.history.intervals()[-1].state is not ticket.state:
        record = record.told(StateEntered(ticket.completed_at or ticket.updated_at, ticket.state))
    if record.history.priority_at(None) is not ticket.priority:
        record = record.told(PrioritySet(ticket.updated_at, ticket.priority))
    return record
