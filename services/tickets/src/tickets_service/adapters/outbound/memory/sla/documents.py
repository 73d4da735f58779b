"""Policies and calendars on memory."""

from collections.abc import Sequence
from dataclasses import replace

from tickets_service.adapters.outbound.memory.sla.store import SlaStore
from tickets_service.application.views.sla import SlaChangeView
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.changes import SlaChange
from tickets_service.domain.sla.documents import CalendarDocument, PolicyDocument


class MemorySlaDocuments:
    def __init__(self, store: SlaStore) -> None:
        self._store = store
        self._policies: dict[Priority, PolicyDocument] = {}
        self._calendars: dict[str, CalendarDocument | None] = {}
        self._changes: list[tuple[SlaChange, str]] = []
        self._counts = False

    async def lock(self) -> None:
        """Units of work run one after the other anyway."""

    async def policies(self) -> Sequence[PolicyDocument]:
        return list((self._store.policies | self._policies).values())

    async def calendar(self, code: str) -> CalendarDocument | None:
        return (self._store.calendars | self._calendars).get(code)

    async def save_policy(self, policy: PolicyDocument) -> None:
        self._policies[policy.priority] = policy
        self._counts = True

    async def add_calendar(self, calendar: CalendarDocument) -> CalendarDocument:
        added = replace(calendar, id=next(self._store.ids))
        self._calendars[added.code] = added
        return added

    async def save_calendar(self, calendar: CalendarDocument) -> None:
        self._calendars[calendar.code] = calendar
        self._counts = True

    async def delete_calendar(self, calendar: CalendarDocument) -> None:
        self._calendars[calendar.code] = None

    async def record(self, change: SlaChange, *, traceparent: str) -> None:
        self._changes.append((change, traceparent))

    def commit(self) -> None:
        store = self._store
        store.policies.update(self._policies)
        for code, calendar in self._calendars.items():
            if calendar is None:
                del store.calendars[code]
            else:
                store.calendars[code] = calendar
        for change, traceparent in self._changes:
            view = SlaChangeView(id=next(store.ids), change=change, traceparent=traceparent)
            store.changes.append(view)
        if self._counts:
            store.apply(store.applied.revision + 1)


class MemorySlaReader:
    def __init__(self, store: SlaStore) -> None:
        self._store = store

    async def policies(self) -> Sequence[PolicyDocument]:
        return list(self._store.policies.values())

    async def calendar(self, code: str) -> CalendarDocument | None:
        return self._store.calendars.get(code)

    async def calendars(self, *, after: int | None, limit: int) -> Sequence[CalendarDocument]:
        found = [each for each in self._store.calendars.values() if after is None or each.id > after]
        return sorted(found, key=lambda each: each.id)[:limit]

    async def changes(self, subject: str, *, before: int | None, limit: int) -> Sequence[SlaChangeView]:
        found = [
            each
            for each in self._store.changes
            if (not subject or each.change.subject == subject) and (before is None or each.id < before)
        ]
        return found[::-1][:limit]
