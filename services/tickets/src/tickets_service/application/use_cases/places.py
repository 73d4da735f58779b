"""The tree of locations."""

from tickets_service.application.commands.places.archive_location import ArchiveLocationHandler
from tickets_service.application.commands.places.change_location import LocationChanger
from tickets_service.application.commands.places.create_location import CreateLocationHandler
from tickets_service.application.commands.places.import_locations import ImportLocationsHandler
from tickets_service.application.commands.places.move_location import MoveLocationHandler
from tickets_service.application.commands.places.restore_location import RestoreLocationHandler
from tickets_service.application.commands.places.update_location import UpdateLocationHandler
from tickets_service.application.queries.places.get_location import GetLocationHandler
from tickets_service.application.queries.places.list_location_events import ListLocationEventsHandler
from tickets_service.application.queries.places.list_locations import ListLocationsHandler
from tickets_service.application.use_cases.ports import Ports


class PlaceUseCases:
    def __init__(self, ports: Ports) -> None:
        # Commands
        change = LocationChanger(unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing)
        self.create_location = CreateLocationHandler(change=change)
        self.update_location = UpdateLocationHandler(change=change)
        self.move_location = MoveLocationHandler(change=change)
        self.archive_location = ArchiveLocationHandler(change=change)
        self.import_locations = ImportLocationsHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        )
        self.restore_location = RestoreLocationHandler(change=change)

        # Queries
        self.get_location = GetLocationHandler(users=ports.users, locations=ports.locations)
        self.list_locations = ListLocationsHandler(users=ports.users, locations=ports.locations)
        self.list_location_events = ListLocationEventsHandler(users=ports.users, locations=ports.locations)
