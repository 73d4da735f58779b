"""Reading who did what on memory."""

from collections.abc import Iterator, Sequence

from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.application.ports.reports.audit import AuditFilter
from tickets_service.application.views.audit import (
    AuditEventView,
    AuditKind,
    AuditPlace,
    changes_between,
    changes_of_ticket,
)
from tickets_service.domain.people.events import UserEvent
from tickets_service.domain.places.events import LocationEvent
from tickets_service.domain.retention.changes import SUBJECT, RetentionChange
from tickets_service.domain.sla.changes import SlaChange


class MemoryAuditReader:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def events(
        self, which: AuditFilter, *, behind: AuditPlace | None, limit: int
    ) -> Sequence[AuditEventView]:
        found = [
            each
            for each in self._all()
            if each.kind in which.kinds
            and which.actor in ("", each.actor)
            and (which.ticket is None or each.subject == f"tickets/{which.ticket}")
            and (which.created_from is None or each.occurred_at >= which.created_from)
            and (which.created_before is None or each.occurred_at < which.created_before)
            and (behind is None or each.place.numbers < behind.numbers)
        ]
        return sorted(found, key=lambda each: each.place.numbers, reverse=True)[:limit]

    def _all(self) -> Iterator[AuditEventView]:
        for _, event in self._store.events:
            yield AuditEventView(
                id=event.id,
                kind=AuditKind.TICKET,
                subject=f"tickets/{event.ticket_id}",
                type=event.type,
                actor=event.actor,
                on_behalf_of=event.on_behalf_of,
                occurred_at=event.occurred_at,
                reason=event.reason,
                changes=changes_of_ticket(event.change),
                traceparent=event.traceparent,
            )
        recorded: list[
            tuple[AuditKind, str, int, UserEvent | LocationEvent | SlaChange | RetentionChange, str]
        ] = [
            *(
                (AuditKind.USER, f"users/{each.event.user_id}", each.id, each.event, each.traceparent)
                for each in self._store.user_events
            ),
            *(
                (
                    AuditKind.LOCATION,
                    f"locations/{self._store.locations[each.event.location_id].code}",
                    each.id,
                    each.event,
                    each.traceparent,
                )
                for each in self._store.location_events
            ),
            *(
                (AuditKind.SLA, each.change.subject, each.id, each.change, each.traceparent)
                for each in self._store.sla.changes
            ),
            *(
                (AuditKind.RETENTION, SUBJECT, each.id, each.change, each.traceparent)
                for each in self._store.retention.changes
            ),
        ]
        for kind, subject, id_, change, traceparent in recorded:
            yield AuditEventView(
                id=id_,
                kind=kind,
                subject=subject,
                type=change.type,
                actor=change.actor,
                on_behalf_of="",
                occurred_at=change.occurred_at,
                reason=change.reason,
                changes=changes_between(change.before, change.after),
                traceparent=traceparent,
            )
