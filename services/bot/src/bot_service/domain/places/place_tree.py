"""The places of a desk, from sites down to rooms, and which of them somebody means."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from bot_service.domain.places.position import Position
from bot_service.domain.places.slips import SHORT, is_letter_off, is_swap
from bot_service.domain.requests.draft import MAX_LOCATION

WORD: Final = re.compile(r"[^\W_]+")
MOST_WORDS: Final = 12
"""Of what somebody typed; whoever writes more tells a story."""
SHORTEST_WITH_TYPO: Final = 4
LIKE_ENOUGH: Final = 0.75
"""Of difflib's ratio, 0 to 1: one wrong letter of four."""
EXPLAINED: Final = 0.6
"""The share of the typed words that a place has to have to be worth an offer."""
MOST_OFFERED: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceNode:
    code: str
    """1 to 20 of `A` to `Z`, `0` to `9` and `-`."""
    name: str
    """What people call it, 1 to 100 characters."""
    around: tuple[str, ...] = ()
    """The codes of the places around it, from the outermost one in."""
    position: Position | None = None

    @property
    def parent(self) -> str:
        """The code of the place that it is directly in; empty at the top."""
        return self.around[-1] if self.around else ""


class PlaceTree:
    """All places that requests can be made about; false where there are none."""

    def __init__(self, nodes: Iterable[PlaceNode] = ()) -> None:
        """Take the nodes in the order in which they are listed; what is in none of the others is at the top."""
        self._nodes = {node.code: node for node in nodes}
        self._inside: dict[str, list[PlaceNode]] = {}
        for node in self._nodes.values():
            self._inside.setdefault(node.parent if node.parent in self._nodes else "", []).append(node)
        self._own = {code: frozenset(words_of(f"{node.name} {code}")) for code, node in self._nodes.items()}
        self._named = {code: frozenset(words_of(node.name)) for code, node in self._nodes.items()}
        self._vocabulary: dict[int, list[str]] = {}
        self._short: list[str] = []
        for word in sorted(frozenset[str]().union(*self._own.values())):
            if len(word) >= SHORTEST_WITH_TYPO and not has_digit(word):
                self._vocabulary.setdefault(len(word), []).append(word)
            elif len(word) == SHORT and not has_digit(word):
                self._short.append(word)

    def __len__(self) -> int:
        return len(self._nodes)

    def get(self, code: str) -> PlaceNode | None:
        return self._nodes.get(code.upper())

    def inside(self, code: str = "") -> Sequence[PlaceNode]:
        """Return what is directly in the place with that code, or at the top."""
        return self._inside.get(code, ())

    @property
    def only(self) -> PlaceNode | None:
        """Return the one place at the top that all others are in; None where there are several, or none inside."""
        top = self.inside()
        return top[0] if len(top) == 1 and self.inside(top[0].code) else None

    def near(self, position: Position) -> Sequence[tuple[PlaceNode, float]]:
        """Return at most 4 places whose position is known, each with its distance in metres, the nearest first."""
        known = ((node, node.position) for node in self._nodes.values())
        found = [(node, position.metres_to(its)) for node, its in known if its is not None]
        return sorted(found, key=lambda each: each[1])[:MOST_OFFERED]

    def described(self, node: PlaceNode) -> str:
        """Return its name after those of the places around it, as many of the inner ones as 200 characters hold."""
        names = [self._nodes[code].name for code in node.around if code in self._nodes]
        while names and len(", ".join([*names, node.name])) > MAX_LOCATION:
            names.pop(0)
        return ", ".join([*names, node.name])

    def label(self, node: PlaceNode) -> str:
        """Return its name before those of the places around it: where it is cut off, its own name is there."""
        around = ", ".join(self._nodes[code].name for code in node.around if code in self._nodes)
        return f"{node.name} · {around}" if around else node.name

    def meant(self, typed: str) -> PlaceNode | None:
        """Return the one place that the words name whole and with nothing beside it: by its code, or by names."""
        if (node := self.get(typed.strip())) is not None:
            return node
        words = frozenset(words_of(typed))
        found = [
            node
            for code, node in self._nodes.items()
            if self._named[code] and self._named[code] <= words <= self._own[code] | self._around(node)
        ]
        return found[0] if len(found) == 1 else None

    def like(self, typed: str) -> Sequence[PlaceNode]:
        """Return what may be meant, the likeliest first, at most 4: words may be beginnings, or a letter off.

        Of three letters two may be swapped; one may be off where nothing else is said: else it is another word.
        """
        words = list(dict.fromkeys(words_of(typed)[:MOST_WORDS]))
        alike = [self._alike(word) | self._slips(word, is_alone=len(words) == 1) for word in words]
        found: list[tuple[float, int, int, PlaceNode]] = []
        for place, (code, node) in enumerate(self._nodes.items()):
            own = self._own[code]
            hit = own.intersection(*[frozenset[str]().union(*alike)])
            if not hit:
                continue
            known = own | self._around(node)
            share = sum(not known.isdisjoint(each) for each in alike) / len(alike)
            is_whole = bool(self._named[code]) and self._named[code] <= hit
            if is_whole or share >= EXPLAINED:
                found.append((-share, len(self._named[code] - hit), place, node))
        return [node for *_, node in sorted(found, key=lambda each: each[:3])[:MOST_OFFERED]]

    def _around(self, node: PlaceNode) -> frozenset[str]:
        return frozenset[str]().union(*(self._own.get(code, ()) for code in node.around))

    def _alike(self, word: str) -> frozenset[str]:
        """Return the words of names that it may stand for; a number is no other one."""
        if has_digit(word) or len(word) < SHORTEST_WITH_TYPO:
            return frozenset({word})
        near = range(len(word) - 2, len(word) + 3)
        known = [each for length in near for each in self._vocabulary.get(length, ())]
        begun = (each for each in self._words() if each.startswith(word))
        return frozenset({word, *begun, *get_close_matches(word, known, n=3, cutoff=LIKE_ENOUGH)})

    def _slips(self, word: str, *, is_alone: bool) -> frozenset[str]:
        """Return the short words of names for which it may be a slip."""
        if has_digit(word) or len(word) not in {SHORT, SHORT + 1}:
            return frozenset()
        return frozenset(
            known
            for known in (*self._short, *self._vocabulary.get(SHORT + 1, ()))
            if is_swap(word, known) or (is_alone and is_letter_off(word, known))
        )

    def _words(self) -> Iterable[str]:
        return (word for words in self._vocabulary.values() for word in words)


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text, in small letters and with `е` for `ё`."""
    return WORD.findall(text.casefold().replace("ё", "е"))


def has_digit(word: str) -> bool:
    return any(each.isdigit() for each in word)
