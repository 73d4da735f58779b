"""What people wrote, on memory: the copies without it are staged, and the unit of work commits."""

import json
from copy import deepcopy
from dataclasses import replace

from tickets_service.adapters.outbound.memory.followers.repository import MemoryFollowerRepository
from tickets_service.adapters.outbound.memory.idempotency.answer_store import MemoryAnswerStore
from tickets_service.adapters.outbound.memory.origins.old_files import MemoryOldFileRepository
from tickets_service.adapters.outbound.memory.people.invites import MemoryInviteRepository
from tickets_service.adapters.outbound.memory.people.user_repository import MemoryUserRepository
from tickets_service.adapters.outbound.memory.store import MemoryStore, RecordedUserEvent
from tickets_service.adapters.outbound.memory.tickets.repository import MemoryTicketRepository
from tickets_service.application.ports.history.feed import FeedPosition
from tickets_service.application.ports.people.personal_data import ERASED, ErasedWords
from tickets_service.application.views.changes import FieldsUpdated
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.events import EventView
from tickets_service.domain.origins.old_file import OldFileState
from tickets_service.domain.people.user import NOBODYS_NAME, UserId
from tickets_service.domain.tickets.events import FieldChange
from tickets_service.domain.tickets.rating import Rating


class MemoryPersonalData:
    def __init__(
        self,
        store: MemoryStore,
        tickets: MemoryTicketRepository,
        followers: MemoryFollowerRepository,
        answers: MemoryAnswerStore,
        old_files: MemoryOldFileRepository,
        users: MemoryUserRepository,
        invites: MemoryInviteRepository,
    ) -> None:
        self._store = store
        self._tickets, self._followers, self._answers = tickets, followers, answers
        self._old_files = old_files
        self._users, self._invites = users, invites
        self.events: list[tuple[FeedPosition, EventView]] | None = None
        self.user_events: list[RecordedUserEvent] | None = None

    async def erase(self, user_id: UserId) -> ErasedWords:
        followed = [(ticket, follower) for ticket, follower in self._followers.current if follower == user_id]
        for key in followed:
            del self._followers.current[key]
        answers = {
            name
            for name, kept in self._store.answers.items()
            if f'"users/{user_id}"' in (said := json.dumps(kept.answer))
            or f'"reporter_id": {user_id},' in said
        } | {
            name
            for name, kept in self._store.answers.items()
            if kept.answer.get("id") == user_id and "telegram_id" in kept.answer
        }
        self._answers.purged.update(answers)
        comments = self._comments(user_id)
        self._sent(user_id)
        self._claimed(user_id)
        return ErasedWords(
            tickets=self._reported(user_id),
            comments=comments,
            events=self._histories(user_id),
            followed=len(followed),
            answers=len(answers),
        )

    def _claimed(self, user_id: UserId) -> None:
        known = self._store.invites.values()
        people = {each.person_id for each in known if each.redeemer_id == user_id and each.person_id}
        for person in people:
            user = deepcopy(self._store.users[person])
            user.display_name, user.username, user.contact = NOBODYS_NAME, "", ""
            self._users.staged[person] = user
        for invite in known:
            if invite.person_id in people:
                self._invites.staged[invite.id] = copied = deepcopy(invite)
                copied.note = ""

    def _reported(self, user_id: UserId) -> int:
        erased = 0
        for ticket in self._store.tickets.values():
            rating = ticket.rating
            if ticket.reporter_id == user_id and (ticket.description or (rating and rating.comment)):
                copy = deepcopy(ticket)
                copy.description, copy.description_marks = "", ()
                copy.rating = rating and replace(rating, comment="")
                copy.version += 1
                self._tickets.staged[copy.id] = copy
                erased += 1
        return erased

    def _sent(self, user_id: UserId) -> None:
        sent = [file for file in self._store.old_files.values() if file.author_id == user_id]
        for file in map(deepcopy, sent):
            file.telegram_file_id = file.file_name = ""
            if file.state is not OldFileState.MOVED:
                file.state = OldFileState.GONE
            self._old_files.staged[file.id] = file

    def _comments(self, user_id: UserId) -> int:
        erased = 0
        for comment in self._store.comments.values():
            if comment.author == f"users/{user_id}" and not comment.by_staff and comment.text != ERASED:
                copy = deepcopy(comment)
                copy.text, copy.marks = ERASED, ()
                self._tickets.staged_comments[copy.id] = copy
                erased += 1
        return erased

    def _histories(self, user_id: UserId) -> int:
        own = {ticket.id for ticket in self._store.tickets.values() if ticket.reporter_id == user_id}
        self.events = [
            (place, said_by_nobody(event, f"users/{user_id}", is_own=event.ticket_id in own))
            for place, event in self._store.events
        ]
        self.user_events = [
            replace(each, event=replace(each.event, reason="")) if each.event.user_id == user_id else each
            for each in self._store.user_events
        ]
        return sum(
            before != after
            for (_, before), (_, after) in zip(self._store.events, self.events, strict=True)
            if not isinstance(before.change, CommentView)
        ) + sum(
            before != after for before, after in zip(self._store.user_events, self.user_events, strict=True)
        )


def said_by_nobody(event: EventView, name: str, *, is_own: bool) -> EventView:
    change = event.change
    if isinstance(change, CommentView) and change.author == name and not change.by_staff:
        return replace(event, change=replace(change, text=ERASED, marks=()))
    if not is_own:
        return event
    if event.actor == name:
        event = replace(event, reason="")
    if isinstance(change, Rating):
        return replace(event, change=replace(change, comment=""))
    if isinstance(change, FieldsUpdated):
        return replace(event, change=FieldsUpdated(tuple(map(without_description, change.fields))))
    return event


def without_description(change: FieldChange) -> FieldChange:
    return FieldChange(change.field, "", "") if change.field == "description" else change
