"""Tickets as tables, which are made behind the scenes while their progress is shown."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ExportState(StrEnum):
    """The values are kept in the store: they never change."""

    RUNNING = "RUNNING"
    STOPPED = "STOPPED"
    DONE = "DONE"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    id: int = 0
    cause: str
    """What it came of: the same cause is the same export."""
    chat_id: int
    message_id: int | None
    """The message that shows its progress, where that can be drawn anew."""
    thread_id: int | None = None
    """The topic of the chat that it was asked for in; None outside of topics."""
    person: str
    """`users/7`, who asked for it and by whose rights it is read."""
    language: str
    zone: str
    """Whose times are written: IANA's name."""
    since: datetime | None
    """Only what was created at this time or later; None: all there ever was."""
    parts: int = 0
    """How many files have been sent."""
    rows: int = 0
    """How many tickets are in them."""
    resume_token: str = ""
    """Where the next part begins."""
    state: ExportState = ExportState.RUNNING
