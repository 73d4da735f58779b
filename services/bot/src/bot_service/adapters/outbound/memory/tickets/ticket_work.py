"""`TicketWork` in memory, with the tickets service's rules as far as the dialogs meet them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from bot_service.adapters.outbound.memory.tickets.kept_link import KeptLink
from bot_service.adapters.outbound.memory.tickets.ticket_rules import TERMINAL, sees_notes
from bot_service.adapters.outbound.memory.tickets.ticket_store import MemoryTicketStore, faults_of
from bot_service.application.errors import ForbiddenError, InvalidFieldsError, Reason, RefusedError
from bot_service.application.ports.tickets.ticket_work import MOST_COUNTED
from bot_service.application.views.events import AssigneeView, EventType, EventView, MergeView
from bot_service.application.views.tickets import LinkKind, TicketState, TicketView, Verb
from bot_service.domain.people.person import Role

MAX_REASON = 1_000


class MemoryTicketWork:
    def __init__(self, store: MemoryTicketStore) -> None:
        self._store = store

    async def assign(
        self, number: int, assignee: str, *, etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        store, body = self._store, ("assign", number, assignee, etag, acting)
        if (answer := store.repeated(request_id, body, acting)) is not None:
            return answer
        ticket = store.permitted(Verb.ASSIGN, number, acting)
        person = store.people.known(assignee)
        if not (person.active and person.role.is_staff):
            raise RefusedError(Reason.ASSIGNEE_NOT_ELIGIBLE)
        store.fresh(ticket, etag)
        store.possible(Verb.ASSIGN, ticket, acting)
        if ticket.assignee != assignee:
            self._give(ticket, assignee, acting)
        if ticket.state is TicketState.OPEN and acting == assignee:
            store.move(number, TicketState.IN_PROGRESS, acting)
        return store.answered(request_id, body, number, acting)

    async def release(self, number: int, *, etag: str = "", acting: str, request_id: UUID) -> TicketView:
        store, body = self._store, ("release", number, etag, acting)
        if (answer := store.repeated(request_id, body, acting)) is not None:
            return answer
        ticket = store.permitted(Verb.RELEASE, number, acting)
        store.fresh(ticket, etag)
        store.possible(Verb.RELEASE, ticket, acting)
        if ticket.assignee:
            self._give(ticket, "", acting)
            if ticket.state is TicketState.IN_PROGRESS:
                store.move(number, TicketState.OPEN, acting)
        return store.answered(request_id, body, number, acting)

    async def wait_for_reporter(
        self, number: int, reason: str, *, etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        to = TicketState.WAITING_REPORTER
        return self._moved(Verb.WAIT_FOR_REPORTER, to, number, reason, etag, acting, request_id)

    async def wait_for_vendor(
        self, number: int, reason: str, *, etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        to = TicketState.WAITING_VENDOR
        return self._moved(Verb.WAIT_FOR_VENDOR, to, number, reason, etag, acting, request_id)

    async def resume(self, number: int, *, etag: str = "", acting: str, request_id: UUID) -> TicketView:
        return self._moved(Verb.RESUME, TicketState.IN_PROGRESS, number, "", etag, acting, request_id)

    async def reject(
        self, number: int, reason: str, *, etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        return self._moved(Verb.REJECT, TicketState.REJECTED, number, reason, etag, acting, request_id)

    async def merge(self, number: int, target: int, *, acting: str, request_id: UUID) -> TicketView:
        store, body = self._store, ("merge", number, target, acting)
        if (answer := store.repeated(request_id, body, acting)) is not None:
            return answer
        if target == number:
            raise InvalidFieldsError({"target": "must be another ticket"})
        ticket = store.permitted(Verb.MERGE, number, acting)
        other = store.permitted(Verb.MERGE, target, acting)
        if other.state in TERMINAL:
            raise RefusedError(Reason.MERGE_TARGET_CLOSED)
        store.possible(Verb.MERGE, ticket, acting)
        store.change(number, duplicate_of=target)
        store.move(number, TicketState.DUPLICATE, acting)
        joined = (store.followers.get(number, set()) | {ticket.reporter}) - {other.reporter}
        store.followers.setdefault(target, set()).update(joined)
        # Merging says so itself: no event of the link goes with it.
        store.links.append(KeptLink.between(store.next_link(), number, target, LinkKind.DUPLICATE_OF))
        for each in (number, target):
            store.record(each, EventType.TICKET_MERGED, acting, merge=MergeView(number, target))
        return store.answered(request_id, body, number, acting)

    async def history(self, number: int, *, acting: str) -> Sequence[EventView]:
        store = self._store
        ticket = store.visible(number, acting)
        reads_notes = sees_notes(store.actor(acting), ticket)
        return [
            event
            for event in store.events
            if event.ticket == number and (reads_notes or (event.note is None and event.tags is None))
        ]

    async def open_counts(self, users: Sequence[str], *, acting: str) -> Mapping[str, int]:
        if self._store.actor(acting).role not in {Role.DISPATCHER, Role.ADMIN, Role.AUDITOR}:
            raise ForbiddenError(f"{acting} has no list of all")
        tickets = [ticket for ticket in self._store.tickets.values() if not ticket.done]
        return {user: min(sum(ticket.assignee == user for ticket in tickets), MOST_COUNTED) for user in users}

    def _give(self, ticket: TicketView, assignee: str, acting: str) -> None:
        self._store.change(ticket.number, assignee=assignee)
        change = AssigneeView(ticket.assignee, assignee)
        self._store.record(ticket.number, EventType.TICKET_ASSIGNED, acting, assignee=change)

    def _moved(
        self,
        verb: Verb,
        state: TicketState,
        number: int,
        reason: str,
        etag: str,
        acting: str,
        request_id: UUID,
    ) -> TicketView:
        if faults := faults_of(reason=(reason, int(verb is Verb.REJECT), MAX_REASON)):
            raise InvalidFieldsError(faults)
        return self._store.moved(
            verb,
            state,
            number,
            etag=etag,
            acting=acting,
            request_id=request_id,
            reason=reason.strip(),
        )
