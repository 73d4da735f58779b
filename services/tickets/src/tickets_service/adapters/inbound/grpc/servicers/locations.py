"""LocationService over gRPC: request in, use case, response out."""

# ruff: noqa: ARG002, N802  # names and signatures are gRPC's

from typing import Any

from grpc.aio import ServicerContext

from fixline.tickets.v1 import location_service_pb2 as pb
from fixline.tickets.v1 import location_service_pb2_grpc
from tickets_service.adapters.inbound.grpc.places import requests
from tickets_service.adapters.inbound.grpc.places.messages import (
    import_message,
    location_event_message,
    location_message,
)
from tickets_service.application.commands.places.archive_location import ArchiveLocation
from tickets_service.application.commands.places.restore_location import RestoreLocation
from tickets_service.application.use_cases.places import PlaceUseCases

Context = ServicerContext[Any, Any]


class LocationServicer(location_service_pb2_grpc.LocationServiceServicer):
    def __init__(self, places: PlaceUseCases) -> None:
        self._places = places

    async def CreateLocation(
        self, request: pb.CreateLocationRequest, context: Context
    ) -> pb.CreateLocationResponse:
        command = requests.create_location(request)
        location = await self._places.create_location(command)
        return pb.CreateLocationResponse(location=location_message(location))

    async def GetLocation(self, request: pb.GetLocationRequest, context: Context) -> pb.GetLocationResponse:
        query = requests.get_location(request)
        location = await self._places.get_location(query)
        return pb.GetLocationResponse(location=location_message(location))

    async def ListLocations(
        self, request: pb.ListLocationsRequest, context: Context
    ) -> pb.ListLocationsResponse:
        page = await self._places.list_locations(requests.list_locations(request))
        locations = [location_message(location) for location in page.items]
        return pb.ListLocationsResponse(locations=locations, next_page_token=page.next_token)

    async def UpdateLocation(
        self, request: pb.UpdateLocationRequest, context: Context
    ) -> pb.UpdateLocationResponse:
        command = requests.update_location(request)
        location = await self._places.update_location(command)
        return pb.UpdateLocationResponse(location=location_message(location))

    async def MoveLocation(
        self, request: pb.MoveLocationRequest, context: Context
    ) -> pb.MoveLocationResponse:
        command = requests.move_location(request)
        location = await self._places.move_location(command)
        return pb.MoveLocationResponse(location=location_message(location))

    async def ArchiveLocation(
        self, request: pb.ArchiveLocationRequest, context: Context
    ) -> pb.ArchiveLocationResponse:
        command = requests.archiving(ArchiveLocation, request)
        location = await self._places.archive_location(command)
        return pb.ArchiveLocationResponse(location=location_message(location))

    async def RestoreLocation(
        self, request: pb.RestoreLocationRequest, context: Context
    ) -> pb.RestoreLocationResponse:
        command = requests.archiving(RestoreLocation, request)
        location = await self._places.restore_location(command)
        return pb.RestoreLocationResponse(location=location_message(location))

    async def ImportLocations(
        self, request: pb.ImportLocationsRequest, context: Context
    ) -> pb.ImportLocationsResponse:
        command = requests.import_locations(request)
        outcome = await self._places.import_locations(command)
        return import_message(outcome)

    async def ListLocationEvents(
        self, request: pb.ListLocationEventsRequest, context: Context
    ) -> pb.ListLocationEventsResponse:
        page = await self._places.list_location_events(requests.list_location_events(request))
        events = [location_event_message(event) for event in page.items]
        return pb.ListLocationEventsResponse(events=events, next_page_token=page.next_token)
