"""From views of locations to messages."""

from fixline.tickets.v1 import location_pb2
from tickets_service.adapters.inbound.grpc.enums import LOCATION_KINDS
from tickets_service.adapters.inbound.grpc.names import location_name
from tickets_service.adapters.inbound.grpc.timestamps import timestamp
from tickets_service.application.views import LocationView


def location_message(location: LocationView) -> location_pb2.Location:
    ancestors = [location_name(code) for code in location.ancestors]
    return location_pb2.Location(
        name=location_name(location.code),
        code=location.code,
        display_name=location.display_name,
        kind=LOCATION_KINDS[location.kind],
        parent=ancestors[-1] if ancestors else "",
        archived=location.archived,
        available=location.available,
        ancestors=ancestors,
        create_time=timestamp(location.created_at),
        update_time=timestamp(location.updated_at),
        etag=location.etag,
    )
