"""Port: files of an older system, which the tickets service knows until they are moved (decision 47)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from bot_service.domain.files.attachment import TelegramKind

MOST_OLD_FILES: Final = 200
"""What is asked for at once."""


class OldFileState(StrEnum):
    WAITING = "WAITING"
    MOVED = "MOVED"
    """The files service has it."""
    TOO_LARGE = "TOO_LARGE"
    """Telegram hands it out to nobody; the bot that received it can send it by its id."""
    GONE = "GONE"


class FetchOutcome(StrEnum):
    """What came of trying to fetch one."""

    MOVED = "MOVED"
    TOO_LARGE = "TOO_LARGE"
    NOT_FOUND = "NOT_FOUND"


@dataclass(frozen=True, slots=True, kw_only=True)
class OldFileView:
    name: str
    """`oldFiles/7`"""
    ticket: int
    telegram_file_id: str
    """Empty once its uploader was forgotten."""
    telegram_kind: TelegramKind
    file_name: str
    """0 to 255 characters."""
    size_bytes: int | None
    uploader: str
    """`users/7`, or empty."""
    state: OldFileState


@dataclass(frozen=True, slots=True, kw_only=True)
class DueOldFiles:
    files: Sequence[OldFileView]
    waiting: int
    """How many wait altogether."""


class OldFileGateway(Protocol):
    """Raises `NotFoundError`, `ForbiddenError`, `UnavailableError`."""

    async def of_ticket(self, number: int, *, acting: str | None) -> Sequence[OldFileView]:
        """Return the first `MOST_OLD_FILES` that came to the ticket, whatever became of them."""
        ...

    async def due(self) -> DueOldFiles:
        """Return up to `MOST_OLD_FILES` that are to be fetched now."""
        ...

    async def settle(self, name: str, outcome: FetchOutcome, *, file: str = "") -> None:
        """Tell what came of it; repeating it changes nothing. `file` is `files/{uuid}` of what is moved."""
        ...
