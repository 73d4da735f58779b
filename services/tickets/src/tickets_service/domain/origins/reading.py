"""From what an older system says to what is kept here, by the same rules as everything else.

Times, states and authors stay as they were. There are no events: what nobody did here is not in the history, so that
nobody is told of it (decision 41).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from tickets_service.domain import text
from tickets_service.domain.origins.old_file import OldFile, OldFileKind
from tickets_service.domain.origins.old_records import (
    OldAttachment,
    OldComment,
    OldPerson,
    OldRecord,
    OldTicket,
)
from tickets_service.domain.origins.origin import LONGEST_OLD_ID, origin_text
from tickets_service.domain.origins.wording import Wording, key_of_word
from tickets_service.domain.people.actor import person_name
from tickets_service.domain.people.user import TELEGRAM_ID_LIMIT, User, UserId
from tickets_service.domain.places.location import Place
from tickets_service.domain.sla.policies import HELD
from tickets_service.domain.sla.standing import SlaStanding
from tickets_service.domain.state import COMPLETED, State
from tickets_service.domain.tickets.clocks import TicketClocks
from tickets_service.domain.tickets.comment import Comment
from tickets_service.domain.tickets.ticket import Ticket
from tickets_service.domain.tickets.waiting import Waiting
from tickets_service.domain.violations import Violations

AHEAD: Final = timedelta(days=1)
"""How far a clock of the older system may have been ahead of ours."""
TELEGRAM_FILE_ID: Final = re.compile(r"[!-~]{1,255}")
LONGEST_FILE_NAME: Final = 255


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who may be named. `id` is 0 as long as nothing was written."""

    id: UserId
    is_staff: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What is known while the records of one source are read; `people` and `places` grow with it."""

    source: str
    wording: Wording
    now: datetime
    people: Mapping[str, Author]
    places: Mapping[str, Place]
    latest: datetime = field(init=False)
    """No time is later."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "latest", self.now + AHEAD)

    def person(self, old: OldPerson, violations: Violations) -> User:
        self._begin(old, violations)
        if old.telegram_id is not None and not 0 < old.telegram_id < TELEGRAM_ID_LIMIT:
            violations.add("telegram_id", "must be between 1 and 2^52 - 1, or empty")
        username = text.USERNAME.read(old.username.strip().removeprefix("@"), "username", violations)
        called = old.display_name.strip() or username or origin_text(self.source, old.old_id)
        return User(
            telegram_id=old.telegram_id,
            username=username,
            display_name=text.DISPLAY_NAME.read(called, "display_name", violations),
            language=self.wording.language,
            language_told=False,
            role=self.wording.role(old.role, violations),
            active=old.active,
            created_at=self._past(old.created_at, "created_at", violations, default=self.now),
        )

    def ticket(self, old: OldTicket, violations: Violations) -> Ticket:
        self._begin(old, violations)
        state = self.wording.state(old.state, violations)
        priority = self.wording.priority(old.priority, violations)
        created_at = self._past(old.created_at, "created_at", violations)
        completed_at = self._completed_at(old, state, created_at, violations)
        updated_at = self._past(old.updated_at, "updated_at", violations, default=completed_at or created_at)
        assignee = self._person(old.assignee, "assignee", violations) if old.assignee.strip() else None
        return Ticket(
            title=text.TITLE.read(old.title, "title", violations),
            description=text.DESCRIPTION.read(old.description, "description", violations),
            location=text.LOCATION.read(old.location, "location", violations),
            state=state,
            priority=priority,
            reporter_id=self._person(old.reporter, "reporter", violations).id,
            assignee_id=assignee.id if assignee else None,
            attachments=(),
            created_at=created_at,
            updated_at=max(created_at, updated_at),
            completed_at=completed_at,
            rating=None,
            waiting=Waiting(since=updated_at) if state is State.WAITING_REPORTER else None,
            place=self._place(old.place, violations),
            clocks=TicketClocks(standing=SlaStanding(revision=HELD)),
            origin=origin_text(self.source, old.old_id),
            held=True,
        )

    def comment(self, old: OldComment, ticket: Ticket, violations: Violations) -> Comment:
        self._begin(old, violations)
        author = self._person(old.author, "author", violations)
        return Comment(
            ticket_id=ticket.id,
            author=person_name(author.id),
            text=text.COMMENT.read(old.text, "comment", violations),
            created_at=self._past(old.created_at, "created_at", violations),
            by_staff=author.is_staff and author.id != ticket.reporter_id,
        )

    def file(self, old: OldAttachment, ticket: Ticket, violations: Violations) -> OldFile:
        """What it is called is not worth a complaint, nor is a kind that Telegram has no word for."""
        self._begin(old, violations)
        if not TELEGRAM_FILE_ID.fullmatch(old.telegram_file_id):
            violations.add("file_id", "must be Telegram's: 1 to 255 characters without spaces")
        author = self._person(old.author, "uploaded_by", violations) if old.author.strip() else None
        kind = key_of_word(old.kind)
        return OldFile(
            ticket_id=ticket.id,
            author_id=author.id if author else None,
            kind=OldFileKind(kind) if kind in {*OldFileKind} else None,
            telegram_file_id=old.telegram_file_id,
            file_name=text.CONTROL.sub("_", old.file_name).strip()[:LONGEST_FILE_NAME],
            size_bytes=old.size_bytes if old.size_bytes and old.size_bytes > 0 else None,
            created_at=self._past(old.created_at, "uploaded_at", violations, default=ticket.created_at),
            due_at=self.now,
        )

    def _begin(self, old: OldRecord, violations: Violations) -> None:
        for fault in old.faults:
            violations.add(fault.field, fault.description)
        if not old.old_id:
            violations.add(
                "id", "must not be empty: it is what keeps a second run from doing everything twice"
            )
        if len(old.old_id) > LONGEST_OLD_ID or text.CONTROL.search(old.old_id):
            violations.add("id", f"must have at most {LONGEST_OLD_ID} characters, and no control characters")

    def _past(
        self,
        found: datetime | None,
        field: str,
        violations: Violations,
        *,
        default: datetime | None = None,
    ) -> datetime:
        if found is None:
            if default is None and not any(each.field == field for each in violations.found):
                violations.add(field, "must not be empty: what is imported is not of today")
            return default or self.now
        if found > self.latest:
            violations.add(field, f"must not be in the future, is {found.isoformat()}")
        return found

    def _completed_at(
        self, old: OldTicket, state: State, created_at: datetime, violations: Violations
    ) -> datetime | None:
        """Return None for what is not completed, whatever is said; else when it last changed, where nothing is said."""
        if state not in COMPLETED:
            return None
        found = self._past(old.completed_at, "completed_at", violations, default=old.updated_at or created_at)
        if found < created_at:
            violations.add("completed_at", f"must not be before created_at, is {found.isoformat()}")
        return found

    def _person(self, raw: str, field: str, violations: Violations) -> Author:
        old_id = self.wording.person(raw)
        found = self.people.get(old_id)
        if found is None:
            violations.add(
                field,
                f"names {raw.strip()!r}, who is not among the people" if old_id else "must not be empty",
            )
            return Author(UserId(0), is_staff=False)
        return found

    def _place(self, raw: str, violations: Violations) -> Place | None:
        code = raw.strip().upper()
        if not code:
            return None
        if code not in self.places:
            violations.add("place", f"names {raw.strip()!r}, which is not among the locations")
        return self.places.get(code)
