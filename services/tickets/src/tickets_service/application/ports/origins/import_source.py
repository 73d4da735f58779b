"""Port: an older system that is moved in from."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Protocol

from tickets_service.domain.origins.old_records import OldLocation, OldPerson, OldRecord, OldTicket
from tickets_service.domain.origins.origin import OriginKind


class ImportSourceError(Exception):
    """The older system cannot be read; says why, in words for whoever runs the import."""


class ImportSource(Protocol):
    """Can be read any number of times, and says the same each time until it is closed.

    What cannot be understood of a record is among its `faults`. Raises `ImportSourceError` when it cannot go on.
    """

    @property
    def blank(self) -> int:
        """How many lines without anything in them the last reading has passed over."""
        ...

    def people(self) -> AsyncIterator[Sequence[OldPerson]]: ...

    def locations(self) -> AsyncIterator[Sequence[OldLocation]]:
        """Yield places in any order."""
        ...

    def tickets(self, *, since: datetime | None) -> AsyncIterator[Sequence[OldTicket]]:
        """Yield a bounded number at a time, each with all of its comments.

        `since`: only those that changed, or got a comment, then or later.
        """
        ...

    def strays(self, *, since: datetime | None) -> AsyncIterator[Sequence[tuple[OriginKind, OldRecord]]]:
        """Yield what belongs to no ticket that is there, so that none has it; its fault says so.

        `since`: only what is of then or later.
        """
        ...
