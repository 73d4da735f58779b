"""Port: where imported records go, many at a time."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Generic, Protocol, TypeVar

from tickets_service.domain.origins.old_file import OldFile, OldFileState
from tickets_service.domain.origins.origin import Origin, OriginKind
from tickets_service.domain.origins.reading import Author
from tickets_service.domain.people.user import User, UserId
from tickets_service.domain.places.location import Location
from tickets_service.domain.tickets.comment import Comment
from tickets_service.domain.tickets.ticket import Ticket, TicketId

Arriving = TypeVar("Arriving", User, Location, Ticket, Comment, OldFile)


class ImportRunningError(Exception):
    """Another import is running on this desk."""


@dataclass(slots=True, kw_only=True)
class Arrival(Generic[Arriving]):
    """`what` has an id when it is here already; `digest` is of what it was there."""

    old_id: str
    digest: bytes
    what: Arriving


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedPerson:
    """Somebody who is here, as they are and as they are to be; `digest` is of what they are there."""

    old_id: str
    digest: bytes
    before: User
    after: User


@dataclass(slots=True, kw_only=True)
class ArrivingTicket:
    """`number`: what it is to be, if that is free. The comments and files get its number as their ticket's."""

    ticket: Arrival[Ticket]
    number: TicketId | None
    comments: list[Arrival[Comment]] = field(default_factory=list)
    files: list[Arrival[OldFile]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class TicketBatch:
    """`comments` and `files` are of tickets that are here."""

    tickets: list[ArrivingTicket] = field(default_factory=list)
    comments: list[Arrival[Comment]] = field(default_factory=list)
    files: list[Arrival[OldFile]] = field(default_factory=list)
    changed_tickets: list[Arrival[Ticket]] = field(default_factory=list)
    changed_comments: list[Arrival[Comment]] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        arrived = self.tickets or self.comments or self.files
        return not (arrived or self.changed_tickets or self.changed_comments)


WRITERS: Final = 2
"""So many batches of tickets are written at once: PostgreSQL works on each with one processor."""


class ImportStore(Protocol):
    """Each of its writing calls is one transaction, with the origins of what it writes.

    All of them are for whoever is `alone`. Looking is possible while `WRITERS` of them are writing; more wait.
    Raises `StoreError`.
    """

    def alone(self) -> AbstractAsyncContextManager[None]:
        """Let nobody else import meanwhile; raises `ImportRunningError`. Ends with the process, however that ends."""
        ...

    async def authors(self, source: str) -> dict[str, Author]:
        """Return everybody who was imported from there, by their old id."""
        ...

    async def unclaimed(self, source: str) -> Sequence[tuple[str, User]]:
        """Return those from there whom nobody has said to be yet, with their old ids, in the order of these."""
        ...

    async def people(self, ids: Collection[UserId]) -> Mapping[UserId, User]: ...

    async def people_at_telegram(self, telegram_ids: Collection[int]) -> Mapping[int, User]: ...

    async def files(self) -> Mapping[OldFileState, int]:
        """Return how many files of all older systems are in each state."""
        ...

    async def locations(self) -> dict[str, Location]:
        """Return all of them by code."""
        ...

    async def origins(
        self, source: str, kind: OriginKind, old_ids: Collection[str]
    ) -> Mapping[str, Origin]: ...

    async def taken(self, numbers: Collection[TicketId]) -> frozenset[TicketId]:
        """Return those of the numbers that tickets here have."""
        ...

    async def touched(self, tickets: Collection[TicketId]) -> frozenset[TicketId]:
        """Return those that somebody did something to here."""
        ...

    async def anonymized(self, tickets: Collection[TicketId]) -> frozenset[TicketId]:
        """Return those that the desk keeps no longer."""
        ...

    async def reserve_numbers(self, largest: TicketId) -> None:
        """Give new tickets only larger ones from now on, whoever makes them."""
        ...

    async def add_people(self, source: str, people: Sequence[Arrival[User]]) -> Mapping[str, UserId]:
        """Return who they are here; somebody who registered meanwhile is whom they registered as."""
        ...

    async def change_people(self, source: str, people: Sequence[ChangedPerson], *, now: datetime) -> None:
        """Leave somebody as they are who was changed here meanwhile; roles and who is let in are in the history."""
        ...

    async def add_locations(self, source: str, locations: Sequence[Arrival[Location]]) -> None:
        """Those around others come first; gives them their ids."""
        ...

    async def write(self, source: str, batch: TicketBatch) -> None:
        """Give new ones their numbers; leave a changed ticket as it is if somebody has touched it meanwhile."""
        ...
