"""The life of a ticket."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Category(StrEnum):
    """What a state means for the clocks and the lists."""

    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    DONE = "DONE"


class State(StrEnum):
    OPEN = "OPEN"
    IN_PROGRESS = "IN_PROGRESS"
    WAITING_REPORTER = "WAITING_REPORTER"
    WAITING_VENDOR = "WAITING_VENDOR"
    RESOLVED = "RESOLVED"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"
    REJECTED = "REJECTED"
    DUPLICATE = "DUPLICATE"

    @property
    def category(self) -> Category:
        return CATEGORIES[self]

    @property
    def terminal(self) -> bool:
        """No verb of the ticket leads out of it."""
        return not TRANSITIONS[self]

    def may_become(self, other: "State") -> bool:
        return other in TRANSITIONS[self]


CATEGORIES: Final[Mapping[State, Category]] = MappingProxyType(
    {
        State.OPEN: Category.ACTIVE,
        State.IN_PROGRESS: Category.ACTIVE,
        State.WAITING_REPORTER: Category.PAUSED,
        State.WAITING_VENDOR: Category.PAUSED,
        State.RESOLVED: Category.DONE,
        State.CLOSED: Category.DONE,
        State.CANCELLED: Category.DONE,
        State.REJECTED: Category.DONE,
        State.DUPLICATE: Category.DONE,
    }
)

TRANSITIONS: Final[Mapping[State, frozenset[State]]] = MappingProxyType(
    {
        State.OPEN: frozenset(
            {
                State.IN_PROGRESS,
                State.WAITING_REPORTER,
                State.WAITING_VENDOR,
                State.RESOLVED,
                State.REJECTED,
                State.DUPLICATE,
                State.CANCELLED,
            }
        ),
        State.IN_PROGRESS: frozenset(
            {
                State.OPEN,
                State.WAITING_REPORTER,
                State.WAITING_VENDOR,
                State.RESOLVED,
                State.DUPLICATE,
                State.CANCELLED,
            }
        ),
        State.WAITING_REPORTER: frozenset({State.IN_PROGRESS, State.RESOLVED, State.CANCELLED}),
        State.WAITING_VENDOR: frozenset({State.IN_PROGRESS, State.RESOLVED, State.CANCELLED}),
        State.RESOLVED: frozenset({State.CLOSED, State.IN_PROGRESS}),
        State.CLOSED: frozenset(),
        State.CANCELLED: frozenset(),
        State.REJECTED: frozenset(),
        State.DUPLICATE: frozenset(),
    }
)
"""Who may cause which one is a matter of `permissions`."""

REOPENED_BY_ADMINS: Final = frozenset({State.CLOSED, State.CANCELLED, State.REJECTED})
"""Terminal to everybody else, and to every other verb. A duplicate lives on in its target."""

COMPLETED: Final = frozenset({State.RESOLVED, State.CLOSED})
"""The work was done: `completed_at` is set exactly in these, and a rating is welcome."""


def states_in(*categories: Category) -> frozenset[State]:
    return frozenset(state for state in State if state.category in categories)


QUEUE: Final = states_in(Category.ACTIVE)
"""What a ticket that nobody has taken must be in to wait for somebody."""

OPEN_WORK: Final = states_in(Category.ACTIVE, Category.PAUSED)
"""Not done yet."""

ENDED: Final = frozenset(state for state in State if state.terminal)
"""From here a retention counts its days."""
