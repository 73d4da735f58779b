"""Where a unit of work tells caches what it changes."""

from collections.abc import Collection
from typing import Protocol


class Fence(Protocol):
    """Keeps caches from handing out what a unit of work changes. Things are named as in the API: `users/7`."""

    async def up(self, names: Collection[str]) -> None:
        """Say before the commit that these change; a cache that cannot be told does not stand in the way."""
        ...

    async def settle(self, names: Collection[str]) -> None:
        """Return after the commit, once nobody can be handed what was before it."""
        ...


class NoFence:
    """For when there is no cache."""

    async def up(self, names: Collection[str]) -> None:
        """Nobody to tell."""

    async def settle(self, names: Collection[str]) -> None:
        """Nothing to wait for."""
