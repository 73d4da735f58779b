"""Port: what a store knows of one person, for when they ask to be forgotten (decision 43)."""

from collections.abc import Mapping
from typing import Protocol

Erased = Mapping[str, int]
"""How many things of each kind, by words that an operator reads."""


class PersonalData(Protocol):
    """Both methods raise `UnavailableError` while the store cannot be used."""

    async def count(self, telegram_id: int) -> Erased:
        """Return what `erase` would erase, and change nothing."""
        ...

    async def erase(self, telegram_id: int) -> Erased:
        """Erase it and return what was there; what was erased before is none. All or nothing where the store can."""
        ...


class Erasures(Protocol):
    """Raises `UnavailableError` while the database cannot be used."""

    async def record(self, *, asked_by: str, reason: str, erased: Erased) -> None:
        """Keep for good who had a person's data erased, why, how much, and when; nothing of the person."""
        ...
