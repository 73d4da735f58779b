"""For what reasons methods may refuse a call, as their service says."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class UndeclaredReasonError(Exception):
    """A method refused a call for a reason that it does not declare: callers were not told that it may."""

    def __init__(self, method: str, reason: str) -> None:
        super().__init__(f"{method} does not declare {reason}")


@dataclass(frozen=True, slots=True)
class DeclaredReasons:
    """`by_method`: None when nothing is declared, and nothing checked."""

    by_method: Mapping[str, frozenset[str]] | None
    undeclared: set[tuple[str, str]] = field(default_factory=set)
    """What was answered all the same: (method, reason)."""

    def fault(self, method: str, reason: str) -> UndeclaredReasonError | None:
        """Return what is wrong with the refusal, the first time."""
        if self.by_method is None or reason in self.by_method.get(method, ()):
            return None
        if (method, reason) in self.undeclared:
            return None
        self.undeclared.add((method, reason))
        return UndeclaredReasonError(method, reason)
