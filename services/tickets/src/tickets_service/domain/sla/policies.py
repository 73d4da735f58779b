"""The policies of all priorities as they were at one time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from tickets_service.domain.errors import RuleViolationError
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.policy import DEFAULT_POLICIES, SlaPolicy

NEVER_RECKONED: Final = 0
"""The revision of what no policies were applied to yet."""
HELD: Final = (1 << 63) - 1
"""The revision of what no policies are ever applied to: nothing was promised here."""
FIRST_REVISION: Final = 1


class SlaPolicyUnusableError(RuleViolationError):
    """The policy's calendar means nothing on this machine, which may lack the data of its zone."""

    reason = "SLA_POLICY_UNUSABLE"

    def __init__(self, priority: Priority) -> None:
        super().__init__(f"the SLA policy for {priority} cannot be applied here", priority=priority)


class UsablePolicies(dict[Priority, SlaPolicy]):
    """Those that can be applied; asking for another raises `SlaPolicyUnusableError`."""

    def __missing__(self, priority: Priority) -> SlaPolicy:
        raise SlaPolicyUnusableError(priority)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaPolicies:
    """`revision` counts the changes of policies and calendars, from 1."""

    revision: int = FIRST_REVISION
    by_priority: Mapping[Priority, SlaPolicy] = field(
        default_factory=lambda: MappingProxyType(dict(DEFAULT_POLICIES))
    )
