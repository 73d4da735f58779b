"""`TicketGateway` in memory, with the tickets service's rules as far as the dialogs meet them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Final
from uuid import UUID

from bot_service.adapters.outbound.memory.tickets.kept_link import KeptLink
from bot_service.adapters.outbound.memory.tickets.ticket_rules import TERMINAL
from bot_service.adapters.outbound.memory.tickets.ticket_store import MemoryTicketStore, faults_of, only
from bot_service.application.errors import (
    ForbiddenError,
    InvalidFieldsError,
    Reason,
    RefusedError,
)
from bot_service.application.ports.tickets.tickets import Correction, NewTicket, TicketList
from bot_service.application.views.events import AssigneeView, EventType, FieldView, last_reason
from bot_service.application.views.tickets import LinkKind, TicketState, TicketView, Verb
from bot_service.domain.people.person import Role
from bot_service.domain.tickets.priority import Priority
from bot_service.domain.words.marked_text import MarkedText

MAX_STARS: Final = 5
QUEUES: Final = frozenset({TicketList.UNASSIGNED, TicketList.ASSIGNED})
URGENT_FIRST: Final = QUEUES | {TicketList.REPORTED_OPEN}


class MemoryTickets:
    def __init__(self, store: MemoryTicketStore) -> None:
        self._store = store

    async def create(self, ticket: NewTicket, *, acting: str, request_id: UUID) -> TicketView:
        store, body = self._store, ("create", ticket, acting)
        store.actor(acting)
        if (answer := store.repeated(request_id, body, acting)) is not None:
            return answer
        faults = faults_of(
            title=(ticket.title, 1, 200),
            description=(ticket.description, 0, 4_000),
            location=(ticket.location, 0, 200),
        )
        if faults:
            raise InvalidFieldsError({f"ticket.{field}": fault for field, fault in faults.items()})
        if ticket.reporter not in ("", acting):
            if not store.actor(acting).role.is_staff:
                raise ForbiddenError("only staff report for others")
            if not store.people.known(ticket.reporter).active:
                raise RefusedError(Reason.REPORTER_NOT_ELIGIBLE)
        if ticket.goes_on_with is not None:
            before = store.visible(ticket.goes_on_with, acting)
            if before.state not in TERMINAL:
                raise RefusedError(Reason.FOLLOW_UP_NOT_ALLOWED)
        named = ticket.newcomer and store.people.introduce(ticket.newcomer, acting)
        reporter = named or ticket.reporter or acting
        hears_nothing = store.people.known(reporter).is_placeholder
        number = len(store.tickets) + 1
        store.tickets[number] = TicketView(
            number=number,
            title=ticket.title.strip(),
            description=(
                described := MarkedText(ticket.description, ticket.description_marks).stripped()
            ).text,
            description_marks=described.marks,
            location=ticket.location.strip(),
            place=store.placed(ticket.place),
            state=TicketState.OPEN,
            priority=ticket.priority,
            reporter=reporter,
            follower_count=1 if hears_nothing else 0,
            assignee="",
            attachments=tuple(ticket.attachments),
            create_time=store.now(),
            etag="1",
            stars=None,
            done=False,
        )
        store.comments[number] = []
        store.record(number, EventType.TICKET_CREATED, acting, state_after=TicketState.OPEN)
        if hears_nothing:
            store.follow_from_the_start(number, acting)
        if ticket.goes_on_with is not None:
            link = KeptLink.between(store.next_link(), number, ticket.goes_on_with, LinkKind.FOLLOW_UP_OF)
            store.link(link, EventType.LINK_ADDED, acting)
        return store.answered(request_id, body, number, acting)

    async def get(self, number: int, *, acting: str | None) -> TicketView:
        return self._store.offered(self._store.visible(number, acting), acting)

    async def allowed_verbs(self, number: int, users: Sequence[str]) -> Mapping[str, frozenset[Verb]]:
        self._store.existing(number)
        return {name: self._store.verbs(number, name) for name in users}

    async def reason(self, number: int, state: TicketState) -> str:
        self._store.existing(number)
        return last_reason([each for each in self._store.events if each.ticket == number], state)

    async def followers(self, number: int) -> frozenset[str]:
        self._store.existing(number)
        return frozenset(self._store.followers.get(number, ()))

    async def list(
        self, which: TicketList, *, acting: str, limit: int, start: int = 0
    ) -> Sequence[TicketView]:
        if which in QUEUES and self._store.actor(acting).role is Role.USER:
            raise ForbiddenError("people have no queue")
        belongs: dict[TicketList, Callable[[TicketView], bool]] = {
            TicketList.REPORTED: lambda ticket: ticket.reporter == acting,
            TicketList.REPORTED_OPEN: lambda ticket: ticket.reporter == acting and not ticket.done,
            TicketList.REPORTED_DONE: lambda ticket: ticket.reporter == acting and ticket.done,
            TicketList.FOLLOWED: lambda ticket: self._store.follows(ticket.number, acting),
            TicketList.UNASSIGNED: lambda ticket: not ticket.assignee and not ticket.done,
            TicketList.ASSIGNED: lambda ticket: ticket.assignee == acting and not ticket.done,
        }
        found = only(list(self._store.tickets.values()), belongs[which])
        if which in URGENT_FIRST:
            urgency = list(Priority)
            found = sorted(found, key=lambda ticket: (-urgency.index(ticket.priority), ticket.number))
        return [self._store.shown(ticket, acting) for ticket in found[start : start + limit]]

    async def take(self, number: int, *, etag: str = "", acting: str, request_id: UUID) -> TicketView:
        store, body = self._store, ("take", number, etag, acting)
        if (answer := store.repeated(request_id, body, acting)) is not None:
            return answer
        ticket = store.permitted(Verb.TAKE, number, acting)
        store.fresh(ticket, etag)
        store.possible(Verb.TAKE, ticket, acting)
        if not ticket.assignee:
            store.change(number, assignee=acting)
            store.record(number, EventType.TICKET_ASSIGNED, acting, assignee=AssigneeView("", acting))
        if ticket.state is TicketState.OPEN:
            store.move(number, TicketState.IN_PROGRESS, acting)
        return store.answered(request_id, body, number, acting)

    async def resolve(
        self, number: int, *, resolution: str = "", etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        if faults := faults_of(resolution=(resolution, 0, 4_000)):
            raise InvalidFieldsError(faults)
        return self._store.moved(
            Verb.RESOLVE,
            TicketState.RESOLVED,
            number,
            etag=etag,
            acting=acting,
            request_id=request_id,
            resolution=resolution.strip(),
        )

    async def confirm(self, number: int, *, etag: str = "", acting: str, request_id: UUID) -> TicketView:
        return self._store.moved(
            Verb.CONFIRM, TicketState.CLOSED, number, etag=etag, acting=acting, request_id=request_id
        )

    async def correct(
        self, number: int, correction: Correction, *, reason: str, acting: str, request_id: UUID
    ) -> TicketView:
        store, body = self._store, ("correct", number, correction, reason, acting)
        if (answer := store.repeated(request_id, body, acting)) is not None:
            return answer
        ticket = store.permitted(Verb.UPDATE, number, acting)
        store.possible(Verb.UPDATE, ticket, acting)
        given = {field.name: getattr(correction, field.name) for field in fields(correction)}
        given = {name: value for name, value in given.items() if value is not None}
        if correction.description is None:
            del given["description_marks"]
        if correction.location is None:
            del given["place"]
        elif correction.place != ticket.place:
            store.placed(correction.place)
        faults = faults_of(
            reason=(reason, int(correction.priority is not None), 1_000),
            title=(given.get("title", "x"), 1, 200),
            description=(given.get("description", ""), 0, 4_000),
            location=(given.get("location", ""), 0, 200),
        )
        if faults:
            raise InvalidFieldsError(faults)
        changes = {name: value for name, value in given.items() if getattr(ticket, name) != value}
        if changes:
            store.change(number, **changes)
            marked = changes.pop("description_marks", None) is not None
            if marked and "description" not in changes:
                changes["description"] = ticket.description
            told = tuple(FieldView(name, getattr(ticket, name), new) for name, new in changes.items())
            store.record(number, EventType.TICKET_UPDATED, acting, reason=reason, fields=told)
        return store.answered(request_id, body, number, acting)

    async def cancel(
        self, number: int, *, reason: str = "", etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        if faults := faults_of(reason=(reason, 0, 1_000)):
            raise InvalidFieldsError(faults)
        return self._store.moved(
            Verb.CANCEL,
            TicketState.CANCELLED,
            number,
            etag=etag,
            acting=acting,
            request_id=request_id,
            reason=reason.strip(),
        )

    async def reopen(
        self, number: int, reason: str, *, etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        store, body = self._store, ("reopen", number, reason, etag, acting)
        if (answer := store.repeated(request_id, body, acting)) is not None:
            return answer
        ticket = store.permitted(Verb.REOPEN, number, acting)
        store.fresh(ticket, etag)
        store.possible(Verb.REOPEN, ticket, acting)
        if faults := faults_of(reason=(reason, int(ticket.state in TERMINAL), 1_000)):
            raise InvalidFieldsError(faults)
        store.change(number, resolution="", reopen_count=ticket.reopen_count + 1)
        store.move(number, TicketState.IN_PROGRESS, acting, reason.strip())
        store.record(number, EventType.TICKET_REOPENED, acting, reason=reason.strip())
        return store.answered(request_id, body, number, acting)

    async def rate(
        self,
        number: int,
        stars: int,
        *,
        comment: str = "",
        etag: str = "",
        acting: str,
        request_id: UUID,
    ) -> TicketView:
        store, body = self._store, ("rate", number, stars, comment, etag, acting)
        if (answer := store.repeated(request_id, body, acting)) is not None:
            return answer
        ticket = store.permitted(Verb.RATE, number, acting)
        store.fresh(ticket, etag)
        if not 1 <= stars <= MAX_STARS:
            raise InvalidFieldsError({"rating.stars": "must be 1 to 5"})
        if faults := faults_of(comment=(comment, 0, 1_000)):
            raise InvalidFieldsError({f"rating.{field}": fault for field, fault in faults.items()})
        store.possible(Verb.RATE, ticket, acting)
        said = comment.strip()
        store.change(number, stars=stars, rating_comment=said, rate_time=ticket.rate_time or store.now())
        store.record(number, EventType.TICKET_RATED, acting, stars=stars, rating_comment=said)
        return store.answered(request_id, body, number, acting)
