"""What a person may ask a list of tickets to be narrowed down to."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from tickets_service.application.ports.tickets.reader import (
    ALL_PRIORITIES,
    ALL_STATES,
    CONDITIONS,
    TicketConditions,
)
from tickets_service.domain.people.user import UserId
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import Category, State, states_in
from tickets_service.domain.tickets.tags import read_tag
from tickets_service.domain.violations import Violations

LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """Empty or None is no condition."""

    states: frozenset[State] = frozenset()
    categories: frozenset[Category] = frozenset()
    priorities: frozenset[Priority] = frozenset()
    assignee_id: UserId | None = None
    unassigned: bool = False
    reporter_id: UserId | None = None
    follower_id: UserId | None = None
    within: str = ""
    overdue: bool = False
    tag: str = ""
    created_from: datetime | None = None
    created_before: datetime | None = None

    def conditions(self, now: datetime) -> TicketConditions:
        """Raise `InvalidArgumentError` when the two times leave no room between them, and for what is no tag."""
        violations = Violations()
        tag = read_tag(self.tag, "tag", violations) if self.tag else None
        if self.created_from and self.created_before and self.created_from >= self.created_before:
            violations.add("created_before", "must be later than created_from")
        violations.refuse_if_any()
        return TicketConditions(
            states=(self.states or ALL_STATES) & (states_in(*self.categories) or ALL_STATES),
            priorities=self.priorities or ALL_PRIORITIES,
            assignee_id=self.assignee_id,
            unassigned=self.unassigned,
            reporter_id=self.reporter_id,
            follower_id=self.follower_id,
            within=self.within or None,
            due_by=now if self.overdue else None,
            tag=tag,
            created_from=self.created_from,
            created_before=self.created_before,
        )


def identity(conditions: TicketConditions) -> tuple[object, ...]:
    """What tells these conditions from every other ones: the same in every process, and a page later."""
    return told(replace(conditions, due_by=LONG_AGO) if conditions.due_by else conditions)


@lru_cache(maxsize=256)
def told(conditions: TicketConditions) -> tuple[object, ...]:
    values = (getattr(conditions, name) for name in CONDITIONS)
    return tuple(sorted(each) if isinstance(each, frozenset) else str(each) for each in values)
