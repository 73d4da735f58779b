"""Collects every fault of a request before refusing it."""

from tickets_service.domain.errors import InvalidArgumentError, Violation


class Violations:
    """Gathers violations, so that a person corrects all of them at once."""

    def __init__(self) -> None:
        self._found: list[Violation] = []

    def add(self, field: str, description: str) -> None:
        self._found.append(Violation(field, description))

    @property
    def found(self) -> tuple[Violation, ...]:
        return tuple(self._found)

    @property
    def any(self) -> bool:
        return bool(self._found)

    def refuse_if_any(self) -> None:
        """Raise `InvalidArgumentError` when anything was added."""
        if self._found:
            raise InvalidArgumentError(self._found)
