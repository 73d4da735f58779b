"""Port: reading tickets. Each call sees what is committed; `StoreError` when the store cannot answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from tickets_service.application.ticket_order import ListPosition, Order
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.events import EventView
from tickets_service.application.views.followers import FollowerView
from tickets_service.application.views.tickets import TagUse, TicketView
from tickets_service.domain.people.user import UserId
from tickets_service.domain.permissions.sight import Sight
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import State
from tickets_service.domain.tickets.ticket import TicketId

ALL_STATES: Final = frozenset(State)


ALL_PRIORITIES: Final = frozenset(Priority)


class Listing(StrEnum):
    REPORTED = "reported"
    """Those that the user reported."""
    UNASSIGNED = "unassigned"
    """Active ones that nobody has taken."""
    ASSIGNED = "assigned"
    """Those assigned to the user that are not done."""
    FOLLOWED = "followed"
    """Those that the user follows."""
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketConditions:
    """A ticket meets all of them. None, or all values, is no condition."""

    states: frozenset[State] = ALL_STATES
    priorities: frozenset[Priority] = ALL_PRIORITIES
    assignee_id: UserId | None = None
    unassigned: bool = False
    """Only those that nobody has."""
    reporter_id: UserId | None = None
    follower_id: UserId | None = None
    within: str | None = None
    """The code of a location: only those that point to it, or to one inside of it."""
    due_by: datetime | None = None
    """Only those whose next due time is not later."""
    created_from: datetime | None = None
    tag: str | None = None
    created_before: datetime | None = None
    """Later than `created_from`, if both are there."""


CONDITIONS: Final = tuple(field.name for field in fields(TicketConditions))


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFilter(TicketConditions):
    """Those of the user's listing that meet the conditions."""

    listing: Listing
    user_id: UserId | None

    @classmethod
    def of(cls, conditions: TicketConditions, *, listing: Listing, user_id: UserId | None) -> "TicketFilter":
        given = {name: getattr(conditions, name) for name in CONDITIONS}
        return cls(listing=listing, user_id=user_id, **given)


class TicketReader(Protocol):
    async def find(self, ticket_id: TicketId, *, asker: UserId | None = None) -> TicketView | None:
        """Return the ticket; its `followed_by` is the asker, if they follow it."""
        ...

    async def page(
        self, which: TicketFilter, order: Order, *, after: ListPosition | None, limit: int
    ) -> Sequence[TicketView]:
        """Return tickets in that order, those that stand behind `after`."""
        ...

    async def counts(self, lists: Sequence[TicketFilter], *, most: int) -> Sequence[int]:
        """Return how many tickets each filter means, at most `most`, all of one moment."""
        ...

    async def comments(
        self, ticket_id: TicketId, *, notes: bool, before: int | None, limit: int
    ) -> Sequence[CommentView]:
        """Return comments with an id below `before`, newest first; internal ones only with `notes`."""
        ...

    async def events(
        self, ticket_id: TicketId, *, notes: bool, sight: Sight, after: int | None, limit: int
    ) -> Sequence[EventView]:
        """Return events with an id above `after`, oldest first; those of notes only with `notes`.

        Those that name another ticket are among them when that one is in sight.
        """
        ...

    async def followers(
        self, ticket_id: TicketId, *, after: int | None, limit: int
    ) -> Sequence[FollowerView]:
        """Return who follows it and has an id above `after`, lowest id first; the reporter is not among them."""
        ...

    async def common_tags(self, *, among: int, limit: int) -> Sequence[TagUse]:
        """Return the tags of the newest tickets that have any, `among` of them: the most used first, then by name."""
        ...

    async def followers_among(self, ticket_id: TicketId, user_ids: Collection[UserId]) -> frozenset[UserId]:
        """Return those of the people who follow the ticket."""
        ...
