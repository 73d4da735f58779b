"""What tickets have to do with each other."""

from tickets_service.application.commands.links.add_link import AddLinkHandler
from tickets_service.application.commands.links.remove_link import RemoveLinkHandler
from tickets_service.application.queries.links.list_links import ListLinksHandler
from tickets_service.application.queries.tickets.visible_ticket import VisibleTicket
from tickets_service.application.use_cases.ports import Ports


class LinkUseCases:
    def __init__(self, ports: Ports) -> None:
        # Commands
        self.add_link = AddLinkHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        )
        self.remove_link = RemoveLinkHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        )

        # Queries
        visible = VisibleTicket(reading=ports.reading)
        self.list_links = ListLinksHandler(visible=visible, links=ports.links)
