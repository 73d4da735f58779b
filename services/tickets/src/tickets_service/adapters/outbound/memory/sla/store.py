"""Policies and calendars as they are committed, with what a new desk begins with."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Final

from tickets_service.application.views.sla import SlaChangeView
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.calendar import UNIVERSAL
from tickets_service.domain.sla.documents import CalendarDocument, PolicyDocument
from tickets_service.domain.sla.policies import SlaPolicies, UsablePolicies
from tickets_service.domain.sla.policy import DEFAULT_POLICIES, SlaPolicy
from tickets_service.domain.sla.week import ROUND_THE_CLOCK

SEEDED_AT: Final = datetime(2026, 1, 1, tzinfo=UTC)
ALWAYS: Final = CalendarDocument(
    id=1,
    code="24x7",
    title="Round the clock",
    zone=UNIVERSAL,
    weekly=ROUND_THE_CLOCK,
    holidays=frozenset(),
    updated_at=SEEDED_AT,
)


def first_policies() -> dict[Priority, PolicyDocument]:
    return {
        priority: PolicyDocument(
            priority=priority,
            first_response=policy.first_response,
            resolution=policy.resolution,
            calendar=ALWAYS.code,
            updated_at=SEEDED_AT,
        )
        for priority, policy in DEFAULT_POLICIES.items()
    }


@dataclass(slots=True)
class SlaStore:
    """`applied` is what tickets are reckoned by."""

    policies: dict[Priority, PolicyDocument] = field(default_factory=first_policies)
    calendars: dict[str, CalendarDocument] = field(default_factory=lambda: {ALWAYS.code: ALWAYS})
    changes: list[SlaChangeView] = field(default_factory=list)
    applied: SlaPolicies = field(default_factory=SlaPolicies)
    ids: "count[int]" = field(default_factory=lambda: count(2))

    def apply(self, revision: int) -> None:
        calendars = {code: document.calendar() for code, document in self.calendars.items()}
        usable = UsablePolicies()
        for priority, policy in self.policies.items():
            usable[priority] = SlaPolicy(
                first_response=policy.first_response,
                resolution=policy.resolution,
                calendar=calendars[policy.calendar],
            )
        self.applied = SlaPolicies(revision=revision, by_priority=usable)
