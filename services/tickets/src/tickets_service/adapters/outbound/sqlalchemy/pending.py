"""What a unit of work writes last, in one statement: the events, and the answer to keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import BigInteger, DateTime, Integer, Text, bindparam, column, func, insert, select, update
from sqlalchemy.dialects.postgresql import JSONB

from fixline_chassis.driver.statements import Driver, Prepared
from tickets_service.adapters.outbound.sqlalchemy.history.mapper import event_columns
from tickets_service.adapters.outbound.sqlalchemy.tables.history import HistoryRow
from tickets_service.adapters.outbound.sqlalchemy.tables.idempotency import IdempotencyKeyRow
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.domain.tickets.events import AnyTicketEvent
from tickets_service.domain.tickets.ticket import TicketId

WRITTEN: Final = (
    column("request_id", BigInteger),
    column("type", Text),
    column("actor", Text),
    column("on_behalf_of", Text),
    column("reason", Text),
    column("change", JSONB),
    column("comment_id", BigInteger),
    column("traceparent", Text),
    column("created_at", DateTime(timezone=True)),
)
# One parameter for any number of events: the statement stays the same and is compiled once.
EVENTS: Final = (
    func.jsonb_to_recordset(bindparam("events", type_=JSONB()))
    .table_valued(column("place", Integer), *WRITTEN, name="events")
    .render_derived(with_types=True)
)
APPEND: Final = insert(HistoryRow).from_select(
    [each.name for each in WRITTEN],
    select(*(EVENTS.c[each.name] for each in WRITTEN)).order_by(EVENTS.c.place),
)
KEEP: Final = (
    update(IdempotencyKeyRow)
    .where(
        IdempotencyKeyRow.caller == bindparam("key_caller"),
        IdempotencyKeyRow.request_id == bindparam("key_request_id"),
    )
    .values(answer=bindparam("kept", type_=JSONB()))
)
APPEND_EVENTS: Final = Prepared(APPEND)
KEEP_ANSWER: Final = Prepared(KEEP)
APPEND_AND_KEEP: Final = Prepared(KEEP.add_cte(APPEND.cte("appended")))


@dataclass(slots=True)
class Pending:
    events: list[dict[str, Any]] = field(default_factory=list)
    answer: tuple[IdempotencyKey, Mapping[str, Any]] | None = None

    async def write(self, driver: Driver) -> None:
        appended = {"events": self.events}
        if self.answer is None:
            if self.events:
                await driver.run(APPEND_EVENTS, **appended)
            return
        key, answer = self.answer
        kept = {"key_caller": key.caller, "key_request_id": key.request_id, "kept": dict(answer)}
        if self.events:
            await driver.run(APPEND_AND_KEEP, **appended, **kept)
        else:
            await driver.run(KEEP_ANSWER, **kept)


class SqlAlchemyHistory:
    def __init__(self, pending: Pending) -> None:
        self._pending = pending

    async def append(
        self, ticket_id: TicketId, events: Sequence[AnyTicketEvent], *, traceparent: str
    ) -> None:
        for event in events:
            place = len(self._pending.events)
            self._pending.events.append(
                {"place": place, "request_id": ticket_id, **event_columns(event, traceparent)}
            )
