"""`CommentGateway` in memory, with the tickets service's rules as far as the dialogs meet them."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from bot_service.adapters.outbound.memory.tickets.ticket_store import MemoryTicketStore, faults_of
from bot_service.application.errors import (
    ForbiddenError,
    InvalidFieldsError,
    NotFoundError,
    Reason,
    RefusedError,
)
from bot_service.application.ports.comments.comments import AddedComment
from bot_service.application.views.comments import CommentView
from bot_service.application.views.events import EventType
from bot_service.application.views.tickets import TicketState, Verb
from bot_service.domain.comments.comment import WITHDRAWN
from bot_service.domain.words.marked_text import MarkedText, Marks


class MemoryComments:
    def __init__(self, store: MemoryTicketStore) -> None:
        self._store = store
        self._names: dict[UUID, str] = {}

    async def add(
        self, number: int, text: str, *, marks: Marks = (), acting: str, request_id: UUID
    ) -> AddedComment:
        store, body = self._store, ("comment", number, text, marks, acting)
        if (answer := store.repeated(request_id, body, acting)) is not None:
            return AddedComment(name=self._names[request_id], ticket=answer)
        ticket = store.permitted(Verb.COMMENT, number, acting)
        if faults := faults_of(text=(text, 1, 4_000)):
            raise InvalidFieldsError({f"comment.{field}": fault for field, fault in faults.items()})
        store.possible(Verb.COMMENT, ticket, acting)
        said = MarkedText(text, marks).stripped()
        by_staff = store.actor(acting).role.is_staff and acting != ticket.reporter
        comment = CommentView(
            author=acting,
            text=said.text,
            marks=said.marks,
            create_time=store.now(),
            by_staff=by_staff,
            name=store.next_comment(number),
        )
        store.comments[number].append(comment)
        store.record(number, EventType.COMMENT_ADDED, acting, comment=comment)
        if ticket.state is TicketState.WAITING_REPORTER and acting == ticket.reporter:
            store.move(number, TicketState.IN_PROGRESS, acting)
        self._names[request_id] = comment.name
        return AddedComment(
            name=self._names[request_id], ticket=store.answered(request_id, body, number, acting)
        )

    async def add_note(
        self, number: int, text: str, *, marks: Marks = (), acting: str, request_id: UUID
    ) -> str:
        store, body = self._store, ("note", number, text, marks, acting)
        said = MarkedText(text, marks).stripped()
        if store.repeated(request_id, body, acting) is None:
            ticket = store.permitted(Verb.WRITE_NOTE, number, acting)
            if faults := faults_of(text=(text, 1, 4_000)):
                raise InvalidFieldsError({f"comment.{field}": fault for field, fault in faults.items()})
            store.possible(Verb.WRITE_NOTE, ticket, acting)
            note = CommentView(
                author=acting,
                text=said.text,
                marks=said.marks,
                create_time=store.now(),
                by_staff=acting != ticket.reporter,
                internal=True,
                name=store.next_comment(number),
            )
            store.comments[number].append(note)
            store.record(number, EventType.NOTE_ADDED, acting, note=note)
            self._names[request_id] = note.name
            store.answered(request_id, body, number, acting)
        return self._names[request_id]

    async def edit(self, name: str, text: str, *, marks: Marks = (), acting: str, request_id: UUID) -> None:
        store, body = self._store, ("edit_comment", name, text, marks, acting)
        if store.repeated(request_id, body, acting) is not None:
            return
        if faults := faults_of(text=(text, 1, 4_000)):
            raise InvalidFieldsError(faults)
        number, before = self._own_comment(name, acting)
        if before.withdrawn:
            raise RefusedError(Reason.COMMENT_WITHDRAWN)
        said = MarkedText(text, marks).stripped()
        if before.said != said:
            self._said_anew(number, replace(before, text=said.text, marks=said.marks), acting)
        store.answered(request_id, body, number, acting)

    async def withdraw(self, name: str, *, acting: str, request_id: UUID) -> None:
        store, body = self._store, ("withdraw_comment", name, acting)
        if store.repeated(request_id, body, acting) is not None:
            return
        number, before = self._own_comment(name, acting)
        if not before.withdrawn:
            self._said_anew(number, replace(before, text=WITHDRAWN, marks=(), withdrawn=True), acting)
        store.answered(request_id, body, number, acting)

    async def recent(self, number: int, *, acting: str | None, limit: int) -> Sequence[CommentView]:
        return self._store.said(number, acting)[-limit:]

    async def all(self, number: int, *, acting: str | None) -> Sequence[CommentView]:
        return self._store.said(number, acting)

    def _own_comment(self, name: str, acting: str) -> tuple[int, CommentView]:
        store, number = self._store, int(name.split("/")[1])
        ticket = store.visible(number, acting)
        found = [each for each in store.said(number, acting) if each.name == name]
        if not found:
            raise NotFoundError(name)
        if found[0].author != acting:
            raise ForbiddenError(f"{acting} did not write {name}")
        store.possible(Verb.COMMENT, ticket, acting)
        return number, found[0]

    def _said_anew(self, number: int, after: CommentView, acting: str) -> None:
        comments = self._store.comments[number]
        comments[:] = [after if each.name == after.name else each for each in comments]
        if after.internal:
            self._store.record(number, EventType.NOTE_EDITED, acting, note=after)
        else:
            self._store.record(number, EventType.COMMENT_EDITED, acting, comment=after)
