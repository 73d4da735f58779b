"""What a ticket says, and what is said on it: its fields, tags and comments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tickets_service.domain.marks import Marks
from tickets_service.domain.people.actor import Actor, actor_name, person_name
from tickets_service.domain.people.user import STAFF, User
from tickets_service.domain.places.location import Place, name_of
from tickets_service.domain.state import State
from tickets_service.domain.tickets.comment import WITHDRAWN, Comment, Visibility
from tickets_service.domain.tickets.edit import PLAIN, TicketEdit
from tickets_service.domain.tickets.errors import CommentWithdrawnError, TooManyTagsError
from tickets_service.domain.tickets.events import (
    CommentAdded,
    CommentEdited,
    FieldChange,
    NoteAdded,
    NoteEdited,
    TagsChanged,
    TicketUpdated,
)
from tickets_service.domain.tickets.life import TicketLife
from tickets_service.domain.tickets.tags import MOST_TAGS
from tickets_service.domain.tickets.verbs import Verb

VERB_OF_COMMENT: Final = {Visibility.PUBLIC: Verb.COMMENT, Visibility.INTERNAL: Verb.WRITE_NOTE}


@dataclass(eq=False, slots=True, kw_only=True)
class TicketWords(TicketLife):
    """Each method raises the `RuleViolationError` that stands against it."""

    def update(
        self, edit: TicketEdit, *, by: Actor, now: datetime, reason: str, place: Place | None = None
    ) -> None:
        """Change what `edit` names; what already was so is no change. `place`: what its location is now."""
        self.require_possible(Verb.UPDATE, by=by, now=now)
        changes: list[FieldChange] = []
        for name in PLAIN:
            before, after = getattr(self, name), getattr(edit, name)
            if name == "description" and after is not None:
                changes.extend(self._describe(after, edit.description_marks))
            elif after is not None and after != before:
                setattr(self, name, after)
                changes.append(FieldChange(name, before, after))
        if edit.location_node is not None and edit.location_node != self.location_node:
            before, self.place = self.place, place
            changes.append(FieldChange("location_node", name_of(before), name_of(place)))
        if changes:
            self.updated_at = now
            self._happened(
                TicketUpdated(actor=actor_name(by), occurred_at=now, reason=reason, fields=tuple(changes))
            )

    def _describe(self, description: str, marks: Marks) -> Iterator[FieldChange]:
        before = self.description, self.description_marks
        if before != (description, marks):
            self.description, self.description_marks = description, marks
            yield FieldChange("description", before[0], description, before[1], marks)

    def change_tags(self, *, add: frozenset[str], remove: frozenset[str], by: Actor, now: datetime) -> None:
        """Add and remove tags; what already was so is no change. Raise `TooManyTagsError`."""
        self.require_possible(Verb.CHANGE_TAGS, by=by, now=now)
        before = frozenset(self.tags)
        after = (before | add) - remove
        if len(after) > MOST_TAGS:
            raise TooManyTagsError(self.id, MOST_TAGS)
        if after != before:
            self.tags = tuple(sorted(after))
            self.updated_at = now
            added, removed = tuple(sorted(after - before)), tuple(sorted(before - after))
            self._happened(TagsChanged(actor=actor_name(by), occurred_at=now, added=added, removed=removed))

    def comment(
        self,
        text: str,
        *,
        by: Actor,
        now: datetime,
        visibility: Visibility = Visibility.PUBLIC,
        marks: Marks = (),
    ) -> Comment:
        """Add a comment or note; a public answer of the reporter ends the waiting for it."""
        self.require_possible(VERB_OF_COMMENT[visibility], by=by, now=now)
        comment = Comment(
            ticket_id=self.id,
            author=actor_name(by),
            text=text,
            marks=marks,
            created_at=now,
            visibility=visibility,
            by_staff=isinstance(by, User) and by.role in STAFF and by.id != self.reporter_id,
        )
        kind = NoteAdded if comment.internal else CommentAdded
        self._happened(kind(actor=actor_name(by), occurred_at=now, comment=comment))
        answered = comment.author == person_name(self.reporter_id) and not comment.internal
        if self.state is State.WAITING_REPORTER and answered:
            self._move(State.IN_PROGRESS, by=actor_name(by), now=now)
        return comment

    def edit_comment(
        self, comment: Comment, text: str, *, by: Actor, now: datetime, marks: Marks = ()
    ) -> None:
        """Give the comment its next version; the same text with the same marks again changes nothing."""
        self.require_possible(Verb.EDIT_COMMENT, by=by, now=now)
        if comment.withdrawn_at is not None:
            raise CommentWithdrawnError(self.id, comment.id)
        if (comment.text, comment.marks) != (text, marks):
            self._say_anew(comment, text, marks, by=by, now=now)

    def withdraw_comment(self, comment: Comment, *, by: Actor, now: datetime) -> None:
        """Take it back; once more changes nothing."""
        self.require_possible(Verb.EDIT_COMMENT, by=by, now=now)
        if comment.withdrawn_at is None:
            comment.withdrawn_at = now
            self._say_anew(comment, WITHDRAWN, (), by=by, now=now)

    def _say_anew(self, comment: Comment, text: str, marks: Marks, *, by: Actor, now: datetime) -> None:
        comment.text, comment.marks = text, marks
        comment.edited_at, comment.version = now, comment.version + 1
        kind = NoteEdited if comment.internal else CommentEdited
        self._happened(kind(actor=actor_name(by), occurred_at=now, comment=comment))
