"""`TicketGateway` in memory, with the tickets service's rules as far as the dialogs meet them."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from bot_service.adapters.outbound.memory.ticket_store import MemoryTicketStore, faults_of, only
from bot_service.application.errors import ForbiddenError, InvalidFieldsError, RefusedError
from bot_service.application.ports.tickets import NewTicket, TicketList
from bot_service.application.views import CommentView, EventType, TicketState, TicketView

COMPLETED: Final = frozenset({TicketState.RESOLVED, TicketState.CLOSED})
TERMINAL: Final = frozenset(
    {TicketState.CLOSED, TicketState.CANCELLED, TicketState.REJECTED, TicketState.DUPLICATE}
)
DONE: Final = COMPLETED | TERMINAL
MAX_STARS: Final = 5


class MemoryTickets:
    def __init__(self, store: MemoryTicketStore) -> None:
        self._store = store

    async def create(self, ticket: NewTicket, *, acting: str, request_id: UUID) -> TicketView:
        store, body = self._store, ("create", ticket, acting)
        store.role(acting)
        if (answer := store.repeated(request_id, body)) is not None:
            return answer
        faults = faults_of(
            title=(ticket.title, 1, 200),
            description=(ticket.description, 0, 4_000),
            location=(ticket.location, 0, 200),
        )
        if faults:
            raise InvalidFieldsError({f"ticket.{field}": fault for field, fault in faults.items()})
        number = len(store.tickets) + 1
        store.tickets[number] = TicketView(
            number=number,
            title=ticket.title.strip(),
            description=ticket.description.strip(),
            location=ticket.location.strip(),
            state=TicketState.OPEN,
            priority=ticket.priority,
            reporter=acting,
            assignee="",
            attachments=tuple(ticket.attachments),
            create_time=store.now(),
            etag="1",
            stars=None,
        )
        store.comments[number] = []
        store.record(number, EventType.TICKET_CREATED, acting, state_after=TicketState.OPEN)
        return store.answered(request_id, body, number)

    async def get(self, number: int, *, acting: str | None) -> TicketView:
        return self._store.visible(number, acting)

    async def list(self, which: TicketList, *, acting: str, limit: int) -> Sequence[TicketView]:
        if which is not TicketList.REPORTED and not self._store.role(acting).is_staff:
            raise ForbiddenError("only staff have a queue")
        belongs: dict[TicketList, Callable[[TicketView], bool]] = {
            TicketList.REPORTED: lambda ticket: ticket.reporter == acting,
            TicketList.UNASSIGNED: lambda ticket: not ticket.assignee and ticket.state not in DONE,
            TicketList.ASSIGNED: lambda ticket: ticket.assignee == acting and ticket.state not in DONE,
        }
        return only(list(self._store.tickets.values()), belongs[which])[:limit]

    async def take(self, number: int, *, etag: str = "", acting: str, request_id: UUID) -> TicketView:
        store, body = self._store, ("take", number, etag, acting)
        if (answer := store.repeated(request_id, body)) is not None:
            return answer
        if not store.role(acting).is_staff:
            store.visible(number, acting)
            raise ForbiddenError("only staff take tickets")
        ticket = store.existing(number)
        store.fresh(ticket, etag)
        if ticket.assignee not in ("", acting):
            raise RefusedError("TICKET_ALREADY_ASSIGNED")
        if ticket.state in DONE:
            raise RefusedError("TRANSITION_NOT_ALLOWED")
        if not ticket.assignee:
            store.change(number, assignee=acting)
            store.record(number, EventType.TICKET_ASSIGNED, acting)
        if ticket.state is TicketState.OPEN:
            store.move(number, TicketState.IN_PROGRESS, acting)
        return store.answered(request_id, body, number)

    async def comment(self, number: int, text: str, *, acting: str, request_id: UUID) -> TicketView:
        store, body = self._store, ("comment", number, text, acting)
        if (answer := store.repeated(request_id, body)) is not None:
            return answer
        ticket = store.visible(number, acting)
        if faults := faults_of(text=(text, 1, 4_000)):
            raise InvalidFieldsError({f"comment.{field}": fault for field, fault in faults.items()})
        if ticket.state in TERMINAL:
            raise RefusedError("TICKET_CLOSED_FOR_COMMENTS")
        by_staff = store.role(acting).is_staff and acting != ticket.reporter
        comment = CommentView(author=acting, text=text.strip(), create_time=store.now(), by_staff=by_staff)
        store.comments[number].append(comment)
        store.record(number, EventType.COMMENT_ADDED, acting, comment=comment)
        return store.answered(request_id, body, number)

    async def recent_comments(self, number: int, *, acting: str | None, limit: int) -> Sequence[CommentView]:
        self._store.visible(number, acting)
        return self._store.comments[number][-limit:]

    async def resolve(self, number: int, *, etag: str = "", acting: str, request_id: UUID) -> TicketView:
        store, body = self._store, ("resolve", number, etag, acting)
        if (answer := store.repeated(request_id, body)) is not None:
            return answer
        ticket = store.visible(number, acting)
        if not store.role(acting).is_staff or ticket.assignee not in ("", acting):
            raise ForbiddenError("only staff who work on it resolve it")
        store.fresh(ticket, etag)
        if ticket.state in DONE:
            raise RefusedError("TRANSITION_NOT_ALLOWED")
        store.move(number, TicketState.RESOLVED, acting)
        return store.answered(request_id, body, number)

    async def confirm(self, number: int, *, etag: str = "", acting: str, request_id: UUID) -> TicketView:
        store, body = self._store, ("confirm", number, etag, acting)
        if (answer := store.repeated(request_id, body)) is not None:
            return answer
        ticket = self._reported(number, acting)
        store.fresh(ticket, etag)
        if ticket.state is not TicketState.RESOLVED:
            raise RefusedError("TRANSITION_NOT_ALLOWED")
        store.move(number, TicketState.CLOSED, acting)
        return store.answered(request_id, body, number)

    async def rate(
        self, number: int, stars: int, *, etag: str = "", acting: str, request_id: UUID
    ) -> TicketView:
        store, body = self._store, ("rate", number, stars, etag, acting)
        if (answer := store.repeated(request_id, body)) is not None:
            return answer
        ticket = self._reported(number, acting)
        store.fresh(ticket, etag)
        if not 1 <= stars <= MAX_STARS:
            raise InvalidFieldsError({"rating.stars": "must be 1 to 5"})
        if ticket.stars is not None:
            raise RefusedError("ALREADY_RATED")
        if ticket.state not in COMPLETED:
            raise RefusedError("RATING_NOT_ALLOWED")
        store.change(number, stars=stars)
        store.record(number, EventType.TICKET_RATED, acting, stars=stars)
        return store.answered(request_id, body, number)

    def _reported(self, number: int, acting: str) -> TicketView:
        ticket = self._store.visible(number, acting)
        if ticket.reporter != acting:
            raise ForbiddenError("only the reporter does this")
        return ticket
