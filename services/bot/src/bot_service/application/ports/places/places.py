"""Port: the tree of places that requests are about, which the tickets service owns."""

from typing import Protocol

from bot_service.domain.places.place_tree import PlaceTree


class PlaceDirectory(Protocol):
    async def tree(self, knowing: str = "") -> PlaceTree:
        """Return the places that are open to new requests, as they were within the last minute.

        It has the place with the code `knowing`, in whatever case, if there is such a one at this moment. Empty also
        where the bot is not allowed to read them. Raises `UnavailableError`.
        """
        ...
