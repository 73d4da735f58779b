"""`PlaceDirectory` over gRPC."""

import asyncio
import time
from collections.abc import Callable
from typing import Final

import structlog
from grpc.aio import Channel

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.names import place_code, place_name
from bot_service.adapters.outbound.grpc.paging import PAGE_SIZE, read_pages
from bot_service.application.errors import ForbiddenError, InvalidFieldsError, NotFoundError
from bot_service.domain.places.place_tree import PlaceNode, PlaceTree
from bot_service.domain.places.position import Position
from fixline.tickets.v1 import location_pb2, location_service_pb2
from fixline.tickets.v1.location_service_pb2_grpc import LocationServiceStub
from fixline_telemetry.metrics import cache_counter

REQUESTS: Final = cache_counter("places")

log = structlog.get_logger()


class GrpcPlaceDirectory:
    def __init__(
        self, channel: Channel, clock: Callable[[], float] = time.monotonic, *, kept_for: float
    ) -> None:
        """`clock` counts seconds; for `kept_for` seconds what was read is not read again (decision 44)."""
        self._kept_for = kept_for
        self._stub = LocationServiceStub(channel)
        self._clock = clock
        self._reading = asyncio.Lock()
        self._tree = PlaceTree()
        self._read_at = 0.0

    async def tree(self, knowing: str = "") -> PlaceTree:
        async with self._reading:
            # Whoever adds the first places tries them at once.
            is_fresh = bool(self._tree) and self._clock() - self._read_at < self._kept_for
            is_kept = is_fresh and not (
                knowing and self._tree.get(knowing) is None and await self._is_open(knowing)
            )
            REQUESTS.count(hit=is_kept)
            if not is_kept:
                self._tree = await self._read()
                self._read_at = self._clock()
            return self._tree

    async def _is_open(self, code: str) -> bool:
        """Ask for one that may be new: whoever prints a code scans it at once."""
        request = location_service_pb2.GetLocationRequest(name=place_name(code))
        try:
            with in_our_terms():
                response = await self._stub.GetLocation(request)
        except (NotFoundError, InvalidFieldsError, ForbiddenError):
            return False
        return response.location.available

    async def _read(self) -> PlaceTree:
        request = location_service_pb2.ListLocationsRequest(subtree=True, page_size=PAGE_SIZE)
        try:
            found = await read_pages(
                request, lambda: self._stub.ListLocations(request), lambda page: map(node_of, page.locations)
            )
        except ForbiddenError:
            # A desk from before: requests go on as they did, with places that people type.
            log.warning("places.forbidden", scope="locations.read")
            return PlaceTree()
        return PlaceTree(found)


def node_of(location: location_pb2.Location) -> PlaceNode:
    return PlaceNode(
        code=location.code,
        name=location.display_name,
        around=tuple(map(place_code, location.ancestors)),
        position=position_of(location),
    )


def position_of(location: location_pb2.Location) -> Position | None:
    if not location.HasField("position"):
        return None
    return Position(location.position.latitude, location.position.longitude)
