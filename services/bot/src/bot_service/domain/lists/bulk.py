"""The same done to several tickets, after a while in which it can still be stopped (decision 63)."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

MOST_TICKETS: Final = 50
HOLD: Final = timedelta(seconds=30)
"""How long nothing happens, and nobody is told."""


class BulkVerb(StrEnum):
    """The values are kept in the store: they never change."""

    TAKE = "take"
    ASSIGN = "assign"
    PRIORITY = "priority"
    RESOLVE = "resolve"
    RELEASE = "release"


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkJob:
    id: str
    """`bulk/{bot}/{update}`, of the update that confirmed it."""
    person: str
    """`users/7`, by whose rights it is done."""
    chat_id: int
    message_id: int | None
    """The message that tells of it, where that can be drawn anew."""
    language: str
    verb: BulkVerb
    value: str = ""
    """To whom (`users/8`), or the priority."""
    to_name: str = ""
    """Of to whom, as they were called when it was confirmed."""
    of: str = ""
    """Only what this person (`users/8`) still has, whose work is handed over; empty: whoever has it."""
    words: str = ""
    """Why, or what was done; 0 to 4,000 characters."""
    tickets: tuple[int, ...]

    def request_id(self, ticket: int) -> UUID:
        """Return the id of what is done to the ticket: the same however often the job is begun."""
        return uuid5(NAMESPACE_URL, f"{self.id}:{ticket}")


def job_id(bot_id: int, update_id: int) -> str:
    return f"bulk/{bot_id}/{update_id}"
