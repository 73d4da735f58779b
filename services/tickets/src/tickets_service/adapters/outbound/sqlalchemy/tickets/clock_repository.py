"""Tickets whose clocks have to be looked at, on PostgreSQL (decision 15)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, select, text, update

from fixline_chassis.driver.transaction import LateConnection
from tickets_service.adapters.outbound.sqlalchemy.sla.policies import KnownPolicies, read_policies
from tickets_service.adapters.outbound.sqlalchemy.tables.comments import CommentRow
from tickets_service.adapters.outbound.sqlalchemy.tables.history import HistoryRow
from tickets_service.adapters.outbound.sqlalchemy.tables.layout import one_of
from tickets_service.adapters.outbound.sqlalchemy.tables.people import UserRow
from tickets_service.adapters.outbound.sqlalchemy.tables.tickets import RECKONED_ANEW, RequestRow
from tickets_service.adapters.outbound.sqlalchemy.tickets.clock_mapper import (
    clock_columns,
    facts_from_row,
    first_priority_from,
    key_from,
)
from tickets_service.adapters.outbound.sqlalchemy.tickets.mapper import WHOLE_TICKET_COLUMNS, ticket_from_row
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.alerts import AlertKey
from tickets_service.domain.sla.history import Fact
from tickets_service.domain.sla.policies import SlaPolicies
from tickets_service.domain.sla.standing import SlaRecord
from tickets_service.domain.tickets.events import EventType
from tickets_service.domain.tickets.sla_records import record_of
from tickets_service.domain.tickets.ticket import Ticket, TicketId

# Literal, so that a prepared plan can use the partial index.
IS_RECKONED_ANEW: Final = text(RECKONED_ANEW)
MATTERS: Final = text(
    one_of(
        "history.type",
        {
            EventType.TICKET_CREATED,
            EventType.STATE_CHANGED,
            EventType.TICKET_ASSIGNED,
            EventType.COMMENT_ADDED,
            EventType.TICKET_UPDATED,
            EventType.SLA_ALERT,
        },
    )
)
TOLD: Final = (
    select(
        HistoryRow.ticket_id.label("ticket_id"),
        HistoryRow.type,
        HistoryRow.actor,
        HistoryRow.change,
        HistoryRow.created_at,
        CommentRow.user_id.label("said_by"),
        UserRow.role.label("said_by_role"),
        RequestRow.user_id.label("reporter_id"),
    )
    .join(RequestRow, RequestRow.id == HistoryRow.ticket_id)
    .outerjoin(CommentRow, CommentRow.id == HistoryRow.comment_id)
    .outerjoin(UserRow, UserRow.id == CommentRow.user_id)
    .where(MATTERS)
    .order_by(HistoryRow.ticket_id, HistoryRow.id)
)


class SqlAlchemyClockRepository:
    def __init__(self, connection: LateConnection, known: KnownPolicies) -> None:
        self._connection = connection
        self._known = known

    async def policies(self) -> SlaPolicies:
        return await read_policies(self._connection)

    async def to_alert(self, *, now: datetime, limit: int) -> Sequence[Ticket]:
        return await self._locked(
            select(*WHOLE_TICKET_COLUMNS)
            .where(RequestRow.sla_next_alert_at <= now)
            .order_by(RequestRow.sla_next_alert_at, RequestRow.id)
            .limit(limit)
        )

    async def outdated(self, *, revision: int, limit: int) -> Sequence[Ticket]:
        return await self._locked(
            select(*WHOLE_TICKET_COLUMNS)
            .where(IS_RECKONED_ANEW, RequestRow.sla_revision < revision)
            .order_by(RequestRow.sla_revision, RequestRow.id)
            .limit(limit)
        )

    async def records(self, tickets: Sequence[Ticket]) -> Mapping[TicketId, SlaRecord]:
        told = TOLD.where(HistoryRow.ticket_id.in_([ticket.id for ticket in tickets]))
        priorities: dict[int, Priority] = {}
        facts: dict[int, list[Fact]] = {}
        alerts: dict[int, list[AlertKey]] = {}
        for row in (await self._connection.execute(told)).mappings():
            number, change = row["ticket_id"], row["change"]
            if number not in priorities and (priority := first_priority_from(row)):
                priorities[number] = priority
            facts.setdefault(number, []).extend(facts_from_row(row))
            if row["type"] == EventType.SLA_ALERT:
                alerts.setdefault(number, []).append(key_from(change["clock"], change["threshold"]))
        return {
            ticket.id: record_of(
                ticket,
                priority=priorities.get(ticket.id),
                facts=facts.get(ticket.id, []),
                alerts=alerts.get(ticket.id, []),
            )
            for ticket in tickets
        }

    async def save(self, ticket: Ticket) -> None:
        if ticket.clocks.moved:
            ticket.clocks.reckon(await self._known.current(self._connection))
        await self._connection.execute(
            update(RequestRow).where(RequestRow.id == ticket.id).values(**clock_columns(ticket.clocks))
        )

    async def _locked(self, due: Select[Any]) -> Sequence[Ticket]:
        # Nobody waits here, so that no circle of waiting arises.
        found = await self._connection.execute(due.with_for_update(key_share=True, skip_locked=True))
        return [ticket_from_row(row) for row in found.mappings()]
