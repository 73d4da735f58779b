"""From requests about locations to commands and queries."""

from typing import Final, TypeVar

from fixline.tickets.v1 import location_pb2
from fixline.tickets.v1 import location_service_pb2 as pb
from tickets_service.adapters.inbound.grpc.enums import LOCATION_KINDS, required_from
from tickets_service.adapters.inbound.grpc.masks import masked
from tickets_service.adapters.inbound.grpc.names import location_code_from, location_code_if_any
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.application.commands.places.archive_location import ArchiveLocation
from tickets_service.application.commands.places.create_location import CreateLocation
from tickets_service.application.commands.places.import_locations import ImportLocations
from tickets_service.application.commands.places.move_location import MoveLocation
from tickets_service.application.commands.places.restore_location import RestoreLocation
from tickets_service.application.commands.places.update_location import EDITABLE, UpdateLocation
from tickets_service.application.queries.places.get_location import GetLocation
from tickets_service.application.queries.places.list_location_events import ListLocationEvents
from tickets_service.application.queries.places.list_locations import ListLocations
from tickets_service.domain.places.import_plan import ImportRow
from tickets_service.domain.places.location import LocationKind
from tickets_service.domain.places.position import Position
from tickets_service.domain.violations import Violations

KIND_OF: Final = {value: kind for kind, value in LOCATION_KINDS.items()}
"""A kind that this release does not know is none: the row says so."""
A = TypeVar("A", ArchiveLocation, RestoreLocation)


def create_location(request: pb.CreateLocationRequest) -> CreateLocation:
    violations = Violations()
    location = request.location
    kind = required_from(
        location.kind, LOCATION_KINDS, "location.kind", violations, instead=LocationKind.ROOM
    )
    parent = location_code_if_any(location.parent, "location.parent", violations)
    violations.refuse_if_any()
    return CreateLocation(
        principal=principal(),
        code=location.code.upper(),
        display_name=location.display_name,
        kind=kind,
        parent=parent,
        position=position_from(location),
        reason=request.reason,
        request_id=request.request_id,
    )


def position_from(message: location_pb2.Location | pb.ImportLocationsRequest.Row) -> Position | None:
    if not message.HasField("position"):
        return None
    return Position(message.position.latitude, message.position.longitude)


def get_location(request: pb.GetLocationRequest) -> GetLocation:
    return GetLocation(principal=principal(), code=code_of(request.name, "name"))


def list_locations(request: pb.ListLocationsRequest) -> ListLocations:
    violations = Violations()
    parent = location_code_if_any(request.parent, "parent", violations)
    violations.refuse_if_any()
    return ListLocations(
        principal=principal(),
        parent=parent,
        subtree=request.subtree,
        archived=request.show_archived,
        page_size=request.page_size,
        page_token=request.page_token,
    )


def list_location_events(request: pb.ListLocationEventsRequest) -> ListLocationEvents:
    return ListLocationEvents(
        principal=principal(),
        code=code_of(request.location, "location"),
        page_size=request.page_size,
        page_token=request.page_token,
    )


def update_location(request: pb.UpdateLocationRequest) -> UpdateLocation:
    location = request.location
    fields = masked(request.update_mask, location, EDITABLE)
    if not request.update_mask.paths and not location.HasField("position"):
        # A message is never false.
        fields = tuple(name for name in fields if name != "position")
    return UpdateLocation(
        principal=principal(),
        code=code_of(request.location.name, "location.name"),
        fields=fields,
        display_name=location.display_name,
        position=position_from(location),
        reason=request.reason,
        etag=request.etag,
        request_id=request.request_id,
    )


def move_location(request: pb.MoveLocationRequest) -> MoveLocation:
    violations = Violations()
    code = location_code_from(request.name, "name", violations)
    parent = location_code_if_any(request.parent, "parent", violations)
    violations.refuse_if_any()
    return MoveLocation(
        principal=principal(),
        code=code,
        parent=parent,
        reason=request.reason,
        etag=request.etag,
        request_id=request.request_id,
    )


def archiving(command: type[A], request: pb.ArchiveLocationRequest | pb.RestoreLocationRequest) -> A:
    return command(
        principal=principal(),
        code=code_of(request.name, "name"),
        reason=request.reason,
        etag=request.etag,
        request_id=request.request_id,
    )


def import_locations(request: pb.ImportLocationsRequest) -> ImportLocations:
    return ImportLocations(
        principal=principal(),
        rows=tuple(
            ImportRow(
                code=_written_code(row.code),
                display_name=row.display_name,
                kind=KIND_OF.get(row.kind),
                parent=_written_code(row.parent_code),
                archived=row.archived,
                position=position_from(row),
            )
            for row in request.rows
        ),
        validate_only=request.validate_only,
        reason=request.reason,
        request_id=request.request_id,
    )


def _written_code(raw: str) -> str:
    """Return the code in upper case; what is no ASCII stays as it is, and is none."""
    return raw.strip().upper() if raw.isascii() else raw


def code_of(name: str, field: str) -> str:
    violations = Violations()
    code = location_code_from(name, field, violations)
    violations.refuse_if_any()
    return code
