"""Copies of what memory holds about a ticket, without people and their words."""

from collections.abc import Callable, Collection
from copy import deepcopy
from dataclasses import replace

from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.application.ports.people.personal_data import ERASED
from tickets_service.application.views.changes import AssigneeChange, FieldsUpdated, FollowerChange
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.events import EventView
from tickets_service.domain.origins.old_file import OldFile, OldFileState
from tickets_service.domain.people.actor import SYSTEM, ActorName, person_name
from tickets_service.domain.people.user import STAFF, UserId
from tickets_service.domain.tickets.comment import Comment
from tickets_service.domain.tickets.events import FieldChange
from tickets_service.domain.tickets.life import WORDLESS
from tickets_service.domain.tickets.rating import Rating
from tickets_service.domain.tickets.ticket import TicketId

IN_ITS_PLACE = {"title": WORDLESS, "description": "", "location": "", "reporter": ""}


class Erasing:
    def __init__(self, store: MemoryStore, nobody: UserId) -> None:
        self._store, self._nobody = store, nobody

    def comment(self, comment: Comment) -> Comment:
        author = self._name(comment.author, TicketId(comment.ticket_id))
        return replace(deepcopy(comment), text=ERASED, marks=(), author=author)

    def old_file(self, file: OldFile) -> OldFile:
        copy = deepcopy(file)
        copy.telegram_file_id = copy.file_name = ""
        if copy.state is not OldFileState.MOVED:
            copy.state = OldFileState.GONE
        if copy.author_id is not None and not self._stays(copy.author_id, copy.ticket_id):
            copy.author_id = self._nobody
        return copy

    def answers(self, tickets: Collection[TicketId]) -> set[tuple[str, object]]:
        places: list[Callable[[dict[str, object]], object]] = [
            lambda answer: answer.get("id") if "title" in answer else None,
            lambda answer: answer.get("ticket_id"),
            lambda answer: number_in(answer.get("ticket")),
            lambda answer: number_in(answer.get("target")),
        ]
        return {
            name
            for name, kept in self._store.answers.items()
            if any(place(dict(kept.answer)) in tickets for place in places)
        }

    def event(self, event: EventView) -> EventView:
        change, ticket_id = event.change, event.ticket_id
        match change:
            case CommentView():
                author = self._name(change.author, ticket_id)
                change = replace(change, text=ERASED, marks=(), author=author)
            case Rating():
                change = replace(change, comment="")
            case FieldsUpdated(fields):
                change = FieldsUpdated(tuple(map(wordless, fields)))
            case FollowerChange(follower) if not self._stays(follower, ticket_id):
                change = FollowerChange(self._nobody)
        return replace(
            event,
            actor=self._name(event.actor, ticket_id),
            on_behalf_of=event.on_behalf_of and self._name(ActorName(event.on_behalf_of), ticket_id),
            reason=event.reason if event.actor == SYSTEM else "",
            change=change,
        )

    def _name(self, name: ActorName, ticket_id: TicketId) -> ActorName:
        kind, _, number = name.partition("/")
        if kind != "users" or self._stays(UserId(int(number)), ticket_id):
            return name
        return person_name(self._nobody)

    def _stays(self, user_id: UserId, ticket_id: TicketId) -> bool:
        ticket = self._store.tickets[ticket_id]
        if user_id == ticket.reporter_id:
            return False
        had_it = {ticket.assignee_id} | {
            each
            for _, event in self._store.events
            if event.ticket_id == ticket_id and isinstance(event.change, AssigneeChange)
            for each in (event.change.before, event.change.after)
        }
        wrote = {
            comment.author
            for comment in self._store.comments.values()
            if comment.ticket_id == ticket_id and comment.by_staff
        }
        is_staff = self._store.users[user_id].role in STAFF
        return is_staff or user_id in had_it or person_name(user_id) in wrote


def wordless(change: FieldChange) -> FieldChange:
    if change.field not in IN_ITS_PLACE:
        return change
    instead = IN_ITS_PLACE[change.field]
    return FieldChange(change.field, instead, instead)


def number_in(part: object) -> object:
    return part.get("id") if isinstance(part, dict) else None
