"""The orders in which tickets are listed, and where a ticket stands in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from tickets_service.application.errors import PageTokenInvalidError
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.priority import Priority

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)
NEVER: Final = (1 << 63) - 1
POSITION_PARTS: Final = 4
"""How many numbers a place has in a page token."""


class Order(StrEnum):
    """Ties go by number, in the direction of the order's time."""

    NEWEST = "newest"
    """The last created first."""
    OLDEST = "oldest"
    """The first created first."""
    PRIORITY = "priority"
    """URGENT first; among equals the first created."""
    DUE_NEXT = "due_next"
    """What has to be kept soonest; where nothing has to, last and by number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPosition:
    """Everything that any of the orders looks at."""

    ticket_id: int
    created_at: datetime
    priority: Priority
    due_at: datetime | None

    @classmethod
    def of(cls, ticket: TicketView) -> "ListPosition":
        return cls(
            ticket_id=ticket.id,
            created_at=ticket.created_at,
            priority=ticket.priority,
            due_at=ticket.sla.next_due_at,
        )

    @classmethod
    def read(cls, numbers: tuple[int, ...]) -> "ListPosition | None":
        """Return the place that `numbers` of a page token tell, None when there are none.

        Raises `PageTokenInvalidError` for what is no place at all.
        """
        if not numbers:
            return None
        ticket_id, created, rank, due = numbers
        try:
            return cls(
                ticket_id=ticket_id,
                created_at=EPOCH + created * MICROSECOND,
                priority=next(each for each in Priority if each.rank == rank),
                due_at=None if due == NEVER else EPOCH + due * MICROSECOND,
            )
        except (OverflowError, StopIteration) as error:
            raise PageTokenInvalidError from error

    @property
    def numbers(self) -> tuple[int, ...]:
        return (self.ticket_id, self.created, self.priority.rank, self.due)

    @property
    def created(self) -> int:
        """Microseconds since 1970."""
        return (self.created_at - EPOCH) // MICROSECOND

    @property
    def due(self) -> int:
        """Microseconds since 1970; `NEVER` where nothing is due."""
        return NEVER if self.due_at is None else (self.due_at - EPOCH) // MICROSECOND


SORT_KEYS: Final[Mapping[Order, Callable[[ListPosition], tuple[int, ...]]]] = {
    Order.NEWEST: lambda place: (-place.created, -place.ticket_id),
    Order.OLDEST: lambda place: (place.created, place.ticket_id),
    Order.PRIORITY: lambda place: (place.priority.rank, place.created, place.ticket_id),
    Order.DUE_NEXT: lambda place: (place.due, place.ticket_id),
}
"""What stands first in a list has the smallest of these, and no two tickets have the same."""
