"""What a check says."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum

from fixline_operations.go_no_go.inspected import Inspected


class Outcome(Enum):
    GO = "go"
    NO_GO = "no-go"
    DOES_NOT_APPLY = "does not apply"


@dataclass(frozen=True, slots=True)
class Verdict:
    outcome: Outcome
    evidence: str
    """What was seen, in words and figures; never a secret."""


@dataclass(frozen=True, slots=True)
class Check:
    """`look` raises nothing but what stands for a part that could not be looked at: that is a NO-GO with its words."""

    name: str
    look: Callable[[Inspected], Awaitable[Verdict]]


def go(evidence: str) -> Verdict:
    return Verdict(Outcome.GO, evidence)


def no_go(evidence: str) -> Verdict:
    return Verdict(Outcome.NO_GO, evidence)


def does_not_apply(why: str) -> Verdict:
    return Verdict(Outcome.DOES_NOT_APPLY, why)


def judged(good: bool, evidence: str) -> Verdict:
    return go(evidence) if good else no_go(evidence)
