"""How people say how urgent something is, in the languages that the bot speaks."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.texts.catalog import ways_to_write
from bot_service.domain.tickets.priority import Priority

WORD: Final = re.compile(r"[^\W\d_]+")
MOST_WORDS: Final = 6
"""Whoever writes more describes something."""


def urgency_in(text: str) -> Priority | None:
    """Return the urgency that somebody names; None where they name none, or several, or say something else."""
    words = _words(text)
    if len(words) > MOST_WORDS:
        return None
    phrases = meanings()
    longest = max(map(len, phrases))
    found: set[Priority] = set()
    place = 0
    while place < len(words):
        # The longest phrase first: "not urgent" is not urgent.
        for length in range(min(longest, len(words) - place), 0, -1):
            priority = phrases.get(tuple(words[place : place + length]))
            if priority is not None:
                found.add(priority)
                place += length - 1
                break
        place += 1
    return found.pop() if len(found) == 1 else None


@cache
def meanings() -> Mapping[tuple[str, ...], Priority]:
    """Return the urgency that each phrase means."""
    return {
        tuple(_words(phrase)): priority
        for priority in Priority
        for phrase in ways_to_write(f"written-{priority.lower()}")
    }


def _words(text: str) -> list[str]:
    return [word.replace("ё", "е") for word in WORD.findall(text.casefold())]
