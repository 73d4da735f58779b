"""What counts as a word in a search, and which words count as the same.

PostgreSQL's side says the same in SQL (the migrations of `search_documents`); one contract suite holds both to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

HYPHENS: Final = "-\u00ad\u2010\u2212"
"""With the one that shows at the end of a line only, and the minus; NFKC makes one of the others."""
WORD: Final = re.compile(r"[^\W_]+")
COMPOUND: Final = re.compile(rf"[^\W_]+(?:[{HYPHENS}\u2011][^\W_]+)*")
"""A word, or several joined by hyphens: then they are one as well."""
HYPHEN: Final = re.compile(f"[{HYPHENS}]")
MOST_WORDS: Final = 8
"""The words of a query beyond these are not looked at; the parts of one that has more neither."""
LONGEST_WORD: Final = 500
"""Characters; nothing is found for a longer one."""
MOST_ALIKE: Final = 20
"""At most so many other words are looked for in a word's place: as many that begin like it, and as many typos."""
SHORTEST_BEGINNING: Final = 2
SHORTEST_BEGINNING_OF_NUMBER: Final = 3
"""Characters that must be given of a word with digits; fewer would find half of all rooms."""
SHORTEST_WITH_TYPO: Final = 4
NUMBER: Final = re.compile(r"\s*#?\s*([1-9][0-9]{0,17})\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class AskedWord:
    """`parts`: what it is made of, if it is hyphenated; who says all of them apart says nearly the same."""

    word: str
    parts: tuple[str, ...] = ()


def normal(text: str) -> str:
    """Return the text as it is compared: `ё` and `е` are one letter."""
    return normalize("NFKC", text).lower().replace("ё", "е")


def words_in(text: str) -> list[str]:
    """Return every word, and what is hyphenated as one word besides."""
    plain = normal(text)
    return [
        *WORD.findall(plain),
        *(HYPHEN.sub("", each) for each in COMPOUND.findall(plain) if HYPHEN.search(each)),
    ]


def asked_words(query: str) -> list[AskedWord]:
    """Return the words that are looked for, each once."""
    found: dict[str, AskedWord] = {}
    for each in COMPOUND.findall(normal(query)):
        parts = HYPHEN.split(each)
        word = "".join(parts)
        found.setdefault(word, AskedWord(word, tuple(parts) if 1 < len(parts) <= MOST_WORDS else ()))
    return list(found.values())[:MOST_WORDS]


def ticket_number_in(query: str) -> int | None:
    """Return the number of a ticket when the query is one, with or without `#`."""
    found = NUMBER.fullmatch(query)
    return int(found[1]) if found else None


def begins_like(word: str, asked: str) -> bool:
    """Tell whether it begins that way; what is asked for with a digit stands for numbers, and without for words."""
    is_number = has_digit(asked)
    shortest = SHORTEST_BEGINNING_OF_NUMBER if is_number else SHORTEST_BEGINNING
    return len(asked) >= shortest and word.startswith(asked) and has_digit(word) is is_number


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
    for compound in COMPOUND.finditer(text):
        if HYPHEN.sub("", normal(compound[0])) in words:
            yield compound.span()
            continue
        for found in WORD.finditer(text, *compound.span()):
            if not words.isdisjoint(words_in(found[0])):
                yield found.span()
