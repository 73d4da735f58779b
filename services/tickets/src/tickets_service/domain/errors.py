"""What the service refuses, and why. Transport-neutral: a reason and facts, never a status code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar


class DomainError(Exception):
    """Root of every expected refusal. `facts` may be shown to the caller and logged."""

    reason: ClassVar[str]

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.facts: Mapping[str, str] = {key: str(value) for key, value in facts.items()}


@dataclass(frozen=True, slots=True)
class Violation:
    """One field that is not acceptable: its path in the request, and what is wrong in words."""

    field: str
    description: str


class InvalidError(DomainError):
    """The request is wrong in itself, whatever the state of the desk."""

    def __init__(self, message: str, violations: Sequence[Violation]) -> None:
        super().__init__(message)
        self.violations = tuple(violations)


class NotFoundError(DomainError):
    """The addressed thing does not exist, or the actor may not know that it does."""


class ForbiddenError(DomainError):
    """The actor may not do this at all."""


class ConflictError(DomainError):
    """Somebody else changed the thing first."""


class AlreadyExistsError(DomainError):
    """A name that is given once is taken."""


class RuleViolationError(DomainError):
    """The current state forbids the operation."""


class InvalidArgumentError(InvalidError):
    """One or more fields are not acceptable."""

    reason = "INVALID_ARGUMENT"

    def __init__(self, violations: Sequence[Violation]) -> None:
        super().__init__("; ".join(f"{each.field}: {each.description}" for each in violations), violations)
