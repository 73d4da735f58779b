"""How much a ticket says of what somebody is about to report."""

from collections.abc import Iterable
from typing import Final

from tickets_service.application.queries.search.everyday import EVERYDAY
from tickets_service.application.queries.search.words import (
    begins_like,
    one_typo_apart,
    words_in,
)

SHORTEST: Final = 3
"""Characters of a word that says anything; shorter ones are everywhere."""
MOST_REPORTED: Final = 40
"""The words of a report beyond these are not compared."""
IN_TITLE: Final = 3
"""So much more counts a word of the title."""


def likeness(report: str, *, title: str, description: str) -> int:
    """Return 0 where they have no word in common that says anything, and the more the more they have."""
    words = list(dict.fromkeys(telling(words_in(report))))[:MOST_REPORTED]
    titled, described = frozenset(telling(words_in(title))), frozenset(telling(words_in(description)))
    return sum(IN_TITLE * says(titled, word) or says(described, word) for word in words)


def telling(words: Iterable[str]) -> Iterable[str]:
    return (word for word in words if len(word) >= SHORTEST and word not in EVERYDAY)


def says(said: frozenset[str], word: str) -> bool:
    return word in said or any(
        begins_like(each, word) or begins_like(word, each) or one_typo_apart(each, word) for each in said
    )
