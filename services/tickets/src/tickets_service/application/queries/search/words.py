"""What counts as a word in a search, and which words count as the same."""

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

WORD: Final = re.compile(r"[^\W_]+")
MOST_WORDS: Final = 8
"""The words of a query beyond these are not looked at."""
LONGEST_WORD: Final = 500
"""Characters; nothing is found for a longer one."""
MOST_ALIKE: Final = 20
"""At most so many other words are looked for in a word's place: as many that begin like it, and as many typos."""
SHORTEST_BEGINNING: Final = 2
SHORTEST_WITH_TYPO: Final = 4
NUMBER: Final = re.compile(r"\s*#?\s*([1-9][0-9]{0,17})\s*", re.ASCII)


def normal(text: str) -> str:
    return normalize("NFKC", text).lower()


def words_in(text: str) -> list[str]:
    return WORD.findall(normal(text))


def asked_words(query: str) -> list[str]:
    """Return the words that are looked for, each once."""
    return list(dict.fromkeys(words_in(query)))[:MOST_WORDS]


def ticket_number_in(query: str) -> int | None:
    """Return the number of a ticket when the query is one, with or without `#`."""
    found = NUMBER.fullmatch(query)
    return int(found[1]) if found else None


def begins_like(word: str, asked: str) -> bool:
    return len(asked) >= SHORTEST_BEGINNING and word.startswith(asked) and not has_digit(word)


def one_typo_apart(word: str, asked: str) -> bool:
    """Tell whether leaving out at most one letter of each makes them equal: one wrong, missing, added, or moved."""
    if len(asked) < SHORTEST_WITH_TYPO or has_digit(word):
        return False
    return not near(word).isdisjoint(near(asked))


def near(word: str) -> set[str]:
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}


def has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def places_of(words: frozenset[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield where one of the words stands in the text, as code points from and to."""
    for found in WORD.finditer(text):
        if not words.isdisjoint(words_in(found[0])):
            yield found.span()
