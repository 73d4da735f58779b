"""A file of an older system that Telegram keeps, until it is moved to the files service (decision 47)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NewType

from tickets_service.domain.errors import NotFoundError
from tickets_service.domain.people.user import UserId
from tickets_service.domain.tickets.ticket import TicketId

OldFileId = NewType("OldFileId", int)

PAUSES: Final = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1))
"""Telegram says the same of a file that it never had and of one that it has mislaid for a while."""


class OldFileKind(StrEnum):
    """As what Telegram handed it out."""

    PHOTO = "photo"
    VIDEO = "video"
    ANIMATION = "animation"
    VIDEO_NOTE = "video_note"
    VOICE = "voice"
    AUDIO = "audio"
    DOCUMENT = "document"


class OldFileState(StrEnum):
    WAITING = "WAITING"
    MOVED = "MOVED"
    TOO_LARGE = "TOO_LARGE"
    """Telegram hands it out to nobody; the bot that received it can send it by its id."""
    GONE = "GONE"


class FetchOutcome(StrEnum):
    MOVED = "MOVED"
    TOO_LARGE = "TOO_LARGE"
    NOT_FOUND = "NOT_FOUND"


class OldFileNotFoundError(NotFoundError):
    """There is no such file of an older system."""

    reason = "OLD_FILE_NOT_FOUND"

    def __init__(self, number: int) -> None:
        super().__init__(f"oldFiles/{number} not found", old_file=f"oldFiles/{number}")


@dataclass(eq=False, slots=True, kw_only=True)
class OldFile:
    """`file` is its name with the files service once it is moved (`files/{uuid}`), and empty before.

    `kind` and `size_bytes` are None where nobody knows; `tries` counts those that found nothing.
    """

    id: OldFileId = OldFileId(0)
    ticket_id: TicketId
    author_id: UserId | None
    kind: OldFileKind | None
    telegram_file_id: str
    file_name: str
    size_bytes: int | None
    created_at: datetime
    state: OldFileState = OldFileState.WAITING
    file: str = ""
    tries: int = 0
    due_at: datetime

    def settle(self, outcome: FetchOutcome, *, file: str, now: datetime) -> None:
        """Say what came of fetching it; once it is settled, nothing changes it."""
        if self.state is not OldFileState.WAITING:
            return
        if outcome is FetchOutcome.MOVED:
            self.state, self.file = OldFileState.MOVED, file
        elif outcome is FetchOutcome.TOO_LARGE:
            self.state = OldFileState.TOO_LARGE
        elif self.tries < len(PAUSES):
            self.due_at = now + PAUSES[self.tries]
            self.tries += 1
        else:
            self.state = OldFileState.GONE
