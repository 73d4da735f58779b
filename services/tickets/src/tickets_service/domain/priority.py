"""How soon a ticket has to be dealt with."""

from enum import StrEnum


class Priority(StrEnum):
    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"
    URGENT = "URGENT"

    @property
    def rank(self) -> int:
        """1 is dealt with first."""
        return len(Priority) - list(Priority).index(self)
