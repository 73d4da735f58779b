"""Reading who did what from PostgreSQL: one statement per call, over the histories of all kinds."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import RowMapping, text

from tickets_service.adapters.outbound.sqlalchemy.connections.reading import Reading
from tickets_service.adapters.outbound.sqlalchemy.history.mapper import CHANGES
from tickets_service.application.ports.reports.audit import AuditFilter
from tickets_service.application.views.audit import (
    RANKS,
    AuditEventView,
    AuditKind,
    AuditPlace,
    changes_between,
    changes_of_ticket,
)
from tickets_service.domain.retention.changes import SUBJECT
from tickets_service.domain.tickets.events import SAYING, EventType, FieldChange

TABLES: Final[Mapping[AuditKind, tuple[str, str, str]]] = {
    AuditKind.TICKET: ("history AS h", "'tickets/' || h.request_id", "h.on_behalf_of"),
    AuditKind.USER: ("user_history AS h", "'users/' || h.user_id", "''"),
    AuditKind.LOCATION: (
        "location_history AS h JOIN locations AS l ON l.id = h.location_id",
        "'locations/' || l.code",
        "''",
    ),
    AuditKind.SLA: ("sla_history AS h", "h.subject", "''"),
    AuditKind.RETENTION: ("retention_history AS h", f"'{SUBJECT}'", "''"),
}
"""From where, to which, and on whose behalf."""
COLUMNS: Final = "h.id, h.type, h.actor, h.reason, h.change, h.traceparent, h.created_at"


class SqlAlchemyAuditReader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def events(
        self, which: AuditFilter, *, behind: AuditPlace | None, limit: int
    ) -> Sequence[AuditEventView]:
        # Of each kind the first of its own index; of what they are together, the first.
        branches = [branch(kind, which, behind) for kind in sorted(which.kinds, key=RANKS.__getitem__)]
        statement = text(
            f"SELECT * FROM ({' UNION ALL '.join(branches)}) AS found"  # noqa: S608  # our own words
            " ORDER BY created_at DESC, rank DESC, id DESC LIMIT :limit"
        )
        parameters: dict[str, Any] = {
            name: value
            for name, value in {
                "actor": which.actor,
                "ticket": which.ticket,
                "created_from": which.created_from,
                "created_before": which.created_before,
                **({} if behind is None else {"at": behind.occurred_at, "behind": behind.id}),
            }.items()
            if f":{name}" in statement.text
        }
        return [event_of(row) for row in await self._reading.rows(statement, parameters | {"limit": limit})]


def branch(kind: AuditKind, which: AuditFilter, behind: AuditPlace | None) -> str:
    table, subject, on_behalf_of = TABLES[kind]
    rank = RANKS[kind]
    conditions = [
        *(["h.actor = :actor"] if which.actor else []),
        *(["h.request_id = :ticket"] if which.ticket is not None else []),
        *(["h.created_at >= :created_from"] if which.created_from else []),
        *(["h.created_at < :created_before"] if which.created_before else []),
    ]
    if behind is not None and rank == behind.rank:
        conditions.append("(h.created_at, h.id) < (:at, :behind)")
    elif behind is not None:
        conditions.append(f"h.created_at {'<=' if rank < behind.rank else '<'} :at")
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    return (
        f"(SELECT '{kind}' AS kind, {rank} AS rank, {subject} AS subject, {on_behalf_of} AS on_behalf_of, {COLUMNS}"  # noqa: S608  # our own words
        f" FROM {table} {where} ORDER BY h.created_at DESC, h.id DESC LIMIT :limit)"
    )


def event_of(row: RowMapping) -> AuditEventView:
    kind = AuditKind(row["kind"])
    return AuditEventView(
        id=row["id"],
        kind=kind,
        subject=row["subject"],
        type=row["type"],
        actor=row["actor"],
        on_behalf_of=row["on_behalf_of"],
        occurred_at=row["created_at"],
        reason=row["reason"],
        changes=changes_from(kind, row),
        traceparent=row["traceparent"],
    )


def changes_from(kind: AuditKind, row: RowMapping) -> tuple[FieldChange, ...]:
    change = row["change"]
    if kind is not AuditKind.TICKET:
        return changes_between(change.get("before", {}), change.get("after", {}))
    type_ = EventType(row["type"])
    return () if type_ in SAYING else changes_of_ticket(CHANGES[type_](change))
