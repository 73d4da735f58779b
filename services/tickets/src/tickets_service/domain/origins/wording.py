"""What the words of an older system mean here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TypeVar

from tickets_service.domain.people.user import DEFAULT_LANGUAGE, Role
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import State
from tickets_service.domain.violations import Violations

Word = TypeVar("Word", bound=StrEnum)


def key_of_word(raw: str) -> str:
    """Return the word as it is compared: neither case nor white space at the ends counts."""
    return raw.strip().casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Keys are as `key_of_word` makes them. Our own names need no entry: `in_progress` means IN_PROGRESS.

    `people`: from what an older system calls somebody to the old id of that person.
    """

    states: Mapping[str, State] = field(default_factory=dict)
    priorities: Mapping[str, Priority] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    language: str = DEFAULT_LANGUAGE

    def state(self, raw: str, violations: Violations) -> State:
        found = meaning(raw, self.states, State, State.OPEN, "state", violations)
        if found is State.DUPLICATE:
            violations.add(
                "state", "must not be DUPLICATE, which needs to know of what: choose CLOSED for it"
            )
        return found

    def priority(self, raw: str, violations: Violations) -> Priority:
        return meaning(raw, self.priorities, Priority, Priority.MEDIUM, "priority", violations)

    def role(self, raw: str, violations: Violations) -> Role:
        return meaning(raw, self.roles, Role, Role.USER, "role", violations)

    def person(self, raw: str) -> str:
        """Return the old id of whom the word stands for; the word itself where nothing is known of it."""
        word = raw.strip()
        return self.people.get(word.casefold(), word) if self.people else word


def meaning(
    raw: str,
    known: Mapping[str, Word],
    kind: type[Word],
    default: Word,
    field_name: str,
    violations: Violations,
) -> Word:
    """Return what the word stands for, `default` for none; add a violation when nobody knows."""
    word = key_of_word(raw)
    if word in known:
        return known[word]
    if not word:
        return default
    ours: Word | None = words_of(kind).get(word)
    if ours is not None:
        return ours
    violations.add(
        field_name, f"has the word {raw.strip()!r}, of which the mapping does not say what it means"
    )
    return default


@cache
def words_of(kind: type[Word]) -> Mapping[str, Word]:
    return {key_of_word(value): value for value in kind}
