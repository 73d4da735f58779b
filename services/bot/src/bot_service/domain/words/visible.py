"""What of a text shows, and what turns the text around it."""

import re
from collections.abc import Set as AbstractSet
from typing import Final
from unicodedata import category

CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters except newline and tab; nobody types them, the tickets service refuses them."""
BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Letters, marks and a symbol that are drawn as nothing."""
SELECTORS: Final = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
"""Of variants of the character before."""
SHOWN_AS_NOTHING: Final = frozenset({"Cc", "Cf", "Cn", "Cs", "Zl", "Zp", "Zs"})
PAIRS: Final = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"} | {
    "\u2066": "\u2069",
    "\u2067": "\u2069",
    "\u2068": "\u2069",
}
"""What begins a run of text in a direction of its own, and what ends it."""
ENDS: Final = frozenset(PAIRS.values())
DIRECTIONS: Final = re.compile(f"[{''.join(PAIRS)}{''.join(ENDS)}]")
LINE: Final = re.compile(r"[^\n]+")


def is_visible(text: str) -> bool:
    return any(map(_shows, text))


def balanced(text: str) -> str:
    """Leave out the direction marks that nothing in their line ends or began: they would turn what comes after."""
    gone = unpaired(text)
    return "".join(each for place, each in enumerate(text) if place not in gone) if gone else text


def unpaired(text: str) -> AbstractSet[int]:
    """Return the places of the direction marks that nothing in their line ends or began."""
    if not DIRECTIONS.search(text):
        return frozenset()
    return {line.start() + place for line in LINE.finditer(text) for place in _unpaired_in(line[0])}


def visible_name(raw: str, longest: int) -> str:
    """Return a name in one line of at most `longest` characters; empty when nothing of it shows."""
    one_line = " ".join(CONTROL.sub("", raw).split())
    name = balanced(one_line[:longest]).strip()
    return name if is_visible(name) else ""


def _shows(character: str) -> bool:
    return not (
        category(character) in SHOWN_AS_NOTHING
        or character in BLANK
        or any(ord(character) in selectors for selectors in SELECTORS)
    )


def _unpaired_in(line: str) -> AbstractSet[int]:
    found: set[int] = set()
    open_: list[int] = []
    for place, character in enumerate(line):
        if character in PAIRS:
            open_.append(place)
        elif character in ENDS:
            if open_ and PAIRS[line[open_[-1]]] == character:
                open_.pop()
            else:
                found.add(place)
    found.update(open_)
    return found
