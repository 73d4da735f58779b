"""`LocationRegister` over gRPC."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from google.protobuf.field_mask_pb2 import FieldMask
from grpc.aio import Channel

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.names import place_code, place_name
from bot_service.adapters.outbound.grpc.paging import PAGE_SIZE, read_pages
from bot_service.adapters.outbound.grpc.places.places import position_of
from bot_service.application.ports.places.locations import (
    ImportOutcome,
    LocationKind,
    LocationRow,
    LocationView,
    RowFault,
)
from bot_service.domain.places.position import Position
from fixline.tickets.v1 import location_pb2, location_service_pb2
from fixline.tickets.v1.location_service_pb2_grpc import LocationServiceStub
from fixline_rpc.client.channel import acting_as

IMPORT_SECONDS: Final = 60.0
"""10,000 places that all change are this long on their way."""
_Import = location_service_pb2.ImportLocationsRequest
_Fault = location_service_pb2.ImportLocationsResponse.Fault
KINDS: Final = {kind: location_pb2.Location.Kind.Value(f"KIND_{kind.name}") for kind in LocationKind}
KIND_OF: Final = {value: kind for kind, value in KINDS.items()}
FAULT_OF: Final = {
    _Fault.Reason.Value(f"REASON_{fault.name}"): fault for fault in RowFault if fault is not RowFault.OTHER
}


class GrpcLocationRegister:
    def __init__(self, channel: Channel) -> None:
        self._stub = LocationServiceStub(channel)

    async def get(self, code: str, *, acting: str) -> LocationView:
        request = location_service_pb2.GetLocationRequest(name=place_name(code))
        with in_our_terms():
            response = await self._stub.GetLocation(request, metadata=acting_as(acting))
        return location_view(response.location)

    async def inside(
        self, code: str = "", *, all_levels: bool = False, archived: bool = True, acting: str
    ) -> Sequence[LocationView]:
        request = location_service_pb2.ListLocationsRequest(
            parent=place_name(code) if code else "",
            subtree=all_levels,
            show_archived=archived,
            page_size=PAGE_SIZE,
        )
        return await read_pages(
            request,
            lambda: self._stub.ListLocations(request, metadata=acting_as(acting)),
            lambda page: map(location_view, page.locations),
        )

    async def rename(self, code: str, name: str, *, acting: str, request_id: UUID) -> LocationView:
        request = location_service_pb2.UpdateLocationRequest(
            location=location_pb2.Location(name=place_name(code), display_name=name),
            request_id=str(request_id),
        )
        with in_our_terms():
            response = await self._stub.UpdateLocation(request, metadata=acting_as(acting))
        return location_view(response.location)

    async def set_position(
        self, code: str, position: Position, *, acting: str, request_id: UUID
    ) -> LocationView:
        request = location_service_pb2.UpdateLocationRequest(
            location=location_pb2.Location(name=place_name(code), position=position_message(position)),
            update_mask=FieldMask(paths=["position"]),
            request_id=str(request_id),
        )
        with in_our_terms():
            response = await self._stub.UpdateLocation(request, metadata=acting_as(acting))
        return location_view(response.location)

    async def set_archived(self, code: str, *, archived: bool, acting: str, request_id: UUID) -> LocationView:
        with in_our_terms():
            if archived:
                hiding = location_service_pb2.ArchiveLocationRequest(
                    name=place_name(code), request_id=str(request_id)
                )
                hidden = await self._stub.ArchiveLocation(hiding, metadata=acting_as(acting))
                return location_view(hidden.location)
            showing = location_service_pb2.RestoreLocationRequest(
                name=place_name(code), request_id=str(request_id)
            )
            shown = await self._stub.RestoreLocation(showing, metadata=acting_as(acting))
        return location_view(shown.location)

    async def bring(
        self, rows: Sequence[LocationRow], *, check_only: bool, acting: str, request_id: UUID
    ) -> ImportOutcome:
        request = _Import(
            rows=[
                _Import.Row(
                    code=row.code,
                    display_name=row.name,
                    kind=location_pb2.Location.KIND_UNSPECIFIED if row.kind is None else KINDS[row.kind],
                    parent_code=row.parent,
                    archived=row.archived,
                    position=None if row.position is None else position_message(row.position),
                )
                for row in rows
            ],
            validate_only=check_only,
            request_id=str(request_id),
        )
        with in_our_terms():
            response = await self._stub.ImportLocations(
                request, metadata=acting_as(acting), timeout=IMPORT_SECONDS
            )
        return ImportOutcome(
            created=response.created,
            updated=response.updated,
            unchanged=response.unchanged,
            faults=tuple(
                (fault.row, FAULT_OF.get(fault.reason, RowFault.OTHER)) for fault in response.faults
            ),
        )


def position_message(position: Position) -> location_pb2.Location.Position:
    return location_pb2.Location.Position(latitude=position.latitude, longitude=position.longitude)


def location_view(location: location_pb2.Location) -> LocationView:
    return LocationView(
        code=location.code,
        name=location.display_name,
        kind=KIND_OF[location.kind],
        around=tuple(place_code(name) for name in location.ancestors),
        archived=location.archived,
        available=location.available,
        position=position_of(location),
    )
