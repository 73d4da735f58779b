"""How people say how urgent something is, in the languages that the bot speaks."""

import re
from collections.abc import Mapping
from typing import Final

from bot_service.domain.priority import Priority

WORD: Final = re.compile(r"[^\W\d_]+")
PHRASES: Final[Mapping[Priority, tuple[str, ...]]] = {
    Priority.LOW: (
        *("low", "can wait", "not urgent", "no rush", "no hurry", "whenever", "later", "minor"),
        *("низкая", "низкий", "подождет", "может подождать", "не срочно", "несрочно", "не спешно", "потом"),
        *("не горит", "когда нибудь", "некритично", "не критично"),
    ),
    Priority.MEDIUM: (
        *("normal", "medium", "usual", "regular", "as usual", "average", "not very urgent"),
        *("обычная", "обычный", "обычно", "как обычно", "нормально", "нормальная", "средняя", "средний"),
        *("не очень срочно",),
    ),
    Priority.HIGH: (
        *("high", "important", "soon", "as soon as possible", "quickly"),
        *("высокая", "высокий", "важно", "побыстрее", "поскорее", "скорее", "быстро", "как можно скорее"),
    ),
    Priority.URGENT: (
        *("urgent", "very urgent", "urgently", "emergency", "asap", "now", "immediately", "critical"),
        *("срочно", "срочная", "срочный", "очень срочно", "критично", "критическая", "немедленно", "сейчас"),
        *("авария", "аварийная", "горит"),
    ),
}
MEANINGS: Final = {
    tuple(phrase.split()): priority for priority, phrases in PHRASES.items() for phrase in phrases
}
LONGEST: Final = max(map(len, MEANINGS))
MOST_WORDS: Final = 6
"""Whoever writes more describes something."""


def urgency_in(text: str) -> Priority | None:
    """Return the urgency that somebody names; None where they name none, or several, or say something else."""
    words = [word.replace("ё", "е") for word in WORD.findall(text.casefold())]
    if len(words) > MOST_WORDS:
        return None
    found: set[Priority] = set()
    place = 0
    while place < len(words):
        # The longest phrase first: "not urgent" is not urgent.
        for length in range(min(LONGEST, len(words) - place), 0, -1):
            priority = MEANINGS.get(tuple(words[place : place + length]))
            if priority is not None:
                found.add(priority)
                place += length - 1
                break
        place += 1
    return found.pop() if len(found) == 1 else None
