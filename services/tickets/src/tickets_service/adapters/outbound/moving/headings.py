"""Which column of a table is which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tickets_service.application.ports.origins.import_source import ImportSourceError
from tickets_service.domain.origins.wording import key_of_word

COLUMNS: Final[Mapping[str, tuple[frozenset[str], frozenset[str]]]] = {
    "people": (
        frozenset({"id", "name"}),
        frozenset({"telegram_id", "username", "role", "active", "created_at"}),
    ),
    "locations": (frozenset({"code", "name", "kind"}), frozenset({"parent"})),
    "requests": (
        frozenset({"id", "title", "reporter", "created_at"}),
        frozenset(
            {
                "description",
                "location",
                "place",
                "state",
                "priority",
                "assignee",
                "updated_at",
                "completed_at",
            }
        ),
    ),
}
"""Table to the columns that it must have, and those that it may have."""


@dataclass(frozen=True, slots=True)
class Headings:
    """`places`: what we call a column to where it stands."""

    places: Mapping[str, int]
    width: int

    def named(self, cells: Sequence[str]) -> Mapping[str, str]:
        """Return the cells by what we call their columns; what a row lacks is empty."""
        return {name: cells[place] if place < len(cells) else "" for name, place in self.places.items()}


def headings_of(file: str, table: str, head: Sequence[str], called: Mapping[str, str]) -> Headings:
    """`called`: what we call a column to its heading there, for those that are called otherwise.

    Raise `ImportSourceError` where a column is missing or there twice.
    """
    required, optional = COLUMNS[table]
    words = [key_of_word(each) for each in head]
    places: dict[str, int] = {}
    for name in sorted(required | optional):
        wanted = key_of_word(called.get(name, name))
        if words.count(wanted) > 1:
            raise ImportSourceError(f"{file}: has the heading {called.get(name, name)!r} more than once")
        if wanted in words:
            places[name] = words.index(wanted)
        elif name in called:
            raise ImportSourceError(
                f"{file}: has no heading {called[name]!r}, which the mapping names; it has {listed(head)}"
            )
    if missing := sorted(required - set(places)):
        raise ImportSourceError(
            f"{file}: has no column {', '.join(missing)}; it has {listed(head)}:"
            f" say in [columns.{table}] of the mapping which is which"
        )
    return Headings(places, len(head))


def listed(head: Sequence[str]) -> str:
    return ", ".join(repr(each.strip()) for each in head if each.strip()) or "no heading at all"
