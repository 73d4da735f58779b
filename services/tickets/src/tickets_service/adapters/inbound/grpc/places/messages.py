"""Locations, and what happens to them, as messages."""

from fixline.tickets.v1 import location_pb2, location_service_pb2
from tickets_service.adapters.inbound.grpc.enums import IMPORT_FAULTS, LOCATION_EVENT_TYPES, LOCATION_KINDS
from tickets_service.adapters.inbound.grpc.names import location_name
from tickets_service.adapters.inbound.grpc.timestamps import timestamp
from tickets_service.application.views.places import ImportView, LocationEventView, LocationView
from tickets_service.domain.places.events import LocationEventType
from tickets_service.domain.places.location import LocationKind
from tickets_service.domain.places.position import Position, from_written


def location_message(location: LocationView) -> location_pb2.Location:
    ancestors = [location_name(code) for code in location.ancestors]
    return location_pb2.Location(
        name=location_name(location.code),
        code=location.code,
        display_name=location.display_name,
        kind=LOCATION_KINDS[location.kind],
        parent=ancestors[-1] if ancestors else "",
        archived=location.archived,
        position=position_message(location.position),
        available=location.available,
        ancestors=ancestors,
        create_time=timestamp(location.created_at),
        update_time=timestamp(location.updated_at),
        etag=location.etag,
    )


def position_message(position: Position | None) -> location_pb2.Location.Position | None:
    if position is None:
        return None
    return location_pb2.Location.Position(latitude=position.latitude, longitude=position.longitude)


def set_positions(message: location_pb2.LocationEvent.Positioning, before: str, after: str) -> None:
    message.SetInParent()
    if (position := position_message(from_written(before))) is not None:
        message.before.CopyFrom(position)
    if (position := position_message(from_written(after))) is not None:
        message.after.CopyFrom(position)


def import_message(outcome: ImportView) -> location_service_pb2.ImportLocationsResponse:
    return location_service_pb2.ImportLocationsResponse(
        created=outcome.created,
        updated=outcome.updated,
        unchanged=outcome.unchanged,
        faults=[
            location_service_pb2.ImportLocationsResponse.Fault(row=row, reason=IMPORT_FAULTS[fault])
            for row, fault in outcome.faults
        ],
    )


def location_event_message(event: LocationEventView) -> location_pb2.LocationEvent:
    message = location_pb2.LocationEvent(
        name=f"{location_name(event.code)}/events/{event.id}",
        location=location_name(event.code),
        type=LOCATION_EVENT_TYPES[event.type],
        actor=event.actor,
        create_time=timestamp(event.occurred_at),
        reason=event.reason,
        traceparent=event.traceparent,
    )
    before, after = event.before, event.after
    if event.type is LocationEventType.LOCATION_CREATED:
        message.creation.display_name = str(after["display_name"])
        message.creation.kind = LOCATION_KINDS[LocationKind(str(after["kind"]))]
        message.creation.parent = location_name(str(after["parent"]))
    elif event.type is LocationEventType.LOCATION_RENAMED:
        message.renaming.before = str(before["display_name"])
        message.renaming.after = str(after["display_name"])
    elif event.type is LocationEventType.LOCATION_MOVED:
        message.move.before = location_name(str(before["parent"]))
        message.move.after = location_name(str(after["parent"]))
    elif event.type is LocationEventType.LOCATION_POSITIONED:
        set_positions(message.positioning, str(before["position"]), str(after["position"]))
    return message
