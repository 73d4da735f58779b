"""Words that the desk's people send again and again, with places for what differs."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

DESKS: Final = ""
"""The owner of what everybody of the desk can use."""
MAX_TITLE: Final = 32
MAX_WORDS: Final = 1_000
MOST_OF_DESK: Final = 30
MOST_OWN: Final = 20
BRACES: Final = re.compile(r"\{([^{}\n]{1,40})\}")


class Placeholder(StrEnum):
    """What stands in braces, and is filled in when the words are used. The values are kept: they never change."""

    REPORTER = "reporter"
    NUMBER = "number"
    TITLE = "title"
    PLACE = "place"
    AGENT = "agent"
    DUE = "due"


class UnknownPlaceholderError(ValueError):
    """Nothing is known that could be filled in there."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickReply:
    id: int
    owner: str
    """`users/7`, or `DESKS`."""
    title: str
    """1 to `MAX_TITLE` characters; of one owner no two are the same but for capitals."""
    words: str
    """1 to `MAX_WORDS` characters, with placeholders in braces."""

    def usable_by(self, user: str) -> bool:
        return self.owner in (DESKS, user)


def most_of(owner: str) -> int:
    """Return how many one owner can have."""
    return MOST_OF_DESK if owner == DESKS else MOST_OWN


def with_placeholders(text: str, meaning: Callable[[str], Placeholder | None]) -> str:
    """Return the text with the placeholders' own names; raises `UnknownPlaceholderError`.

    `meaning` says what a word in braces stands for.
    """

    def named(match: re.Match[str]) -> str:
        found = meaning(match[1].strip())
        if found is None:
            raise UnknownPlaceholderError(match[1].strip())
        return f"{{{found}}}"

    return BRACES.sub(named, text)


def filled(words: str, values: Mapping[Placeholder, str]) -> str:
    """Return the words with the values in place of the placeholders; what a value says is not looked at again."""

    def value(match: re.Match[str]) -> str:
        known = match[1] in Placeholder.__members__.values()
        return values[Placeholder(match[1])] if known else match[0]

    return BRACES.sub(value, words)
