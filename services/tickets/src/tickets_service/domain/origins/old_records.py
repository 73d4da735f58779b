"""What an older system says, as it says it: nothing is checked yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tickets_service.domain.errors import Violation


@dataclass(frozen=True, slots=True, kw_only=True)
class OldRecord:
    """`line`: where it stands, in words for whoever has to look there: `requests.csv, line 12`.

    `old_id` names it among the records of its kind, for ever. `faults`: what could not even be read.
    """

    line: str
    old_id: str
    faults: Sequence[Violation] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPerson(OldRecord):
    """`telegram_id` is None where it is not known. `role` is in the older system's words; empty: a user."""

    telegram_id: int | None = None
    username: str = ""
    display_name: str = ""
    role: str = ""
    active: bool = True
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OldLocation(OldRecord):
    """Its code is the old id; `parent` the code of the place around it, empty for a root."""

    display_name: str
    kind: str
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldComment(OldRecord):
    """`author` is the old id of a person, or a word for them that the mapping knows."""

    author: str
    text: str
    created_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OldAttachment(OldRecord):
    """`author` is as in `OldComment`, or empty; `kind` in Telegram's words, or any; `size_bytes` None if not known."""

    author: str = ""
    kind: str = ""
    telegram_file_id: str
    file_name: str = ""
    size_bytes: int | None = None
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OldTicket(OldRecord):
    """People are named as in `OldComment`; `state` and `priority` are in the older system's words, or empty.

    `place` is the code of a location; `location` free text beside it.
    """

    reporter: str
    assignee: str = ""
    title: str
    description: str = ""
    location: str = ""
    place: str = ""
    state: str = ""
    priority: str = ""
    created_at: datetime | None
    updated_at: datetime | None = None
    completed_at: datetime | None = None
    comments: Sequence[OldComment] = ()
    files: Sequence[OldAttachment] = ()
