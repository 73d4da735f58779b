"""`PlaceDirectory` in memory."""

from bot_service.domain.places.place_tree import PlaceNode, PlaceTree
from bot_service.domain.places.position import Position


class MemoryPlaces:
    def __init__(self) -> None:
        self._nodes: dict[str, PlaceNode] = {}
        self._closed: set[str] = set()

    async def tree(self, knowing: str = "") -> PlaceTree:  # noqa: ARG002  # all are known at once
        """In the order of the tree, as the tickets service lists it."""
        shown = [node for node in self._nodes.values() if self._closed.isdisjoint((*node.around, node.code))]
        return PlaceTree(sorted(shown, key=lambda node: (*node.around, node.code)))

    def put(self, code: str, name: str, into: str = "", position: Position | None = None) -> None:
        """Add a place, as an admin does in the tickets service."""
        around = (*self._nodes[into].around, into) if into else ()
        self._nodes[code] = PlaceNode(code=code, name=name, around=around, position=position)

    def archive(self, code: str) -> None:
        """Hide it with all that is inside, as an admin does in the tickets service."""
        self._closed.add(code)

    def is_open(self, code: str) -> bool:
        node = self._nodes.get(code)
        return node is not None and self._closed.isdisjoint((*node.around, code))

    def way_to(self, code: str) -> tuple[str, ...]:
        """Return its code and those of the places around it."""
        node = self._nodes.get(code)
        return () if node is None else (*node.around, node.code)

    def is_known(self, code: str) -> bool:
        return code in self._nodes
