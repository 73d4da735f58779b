"""What happened to tickets: of one, and as it happens."""

from tickets_service.application.queries.history.list_ticket_events import ListTicketEventsHandler
from tickets_service.application.queries.history.watch_events import WatchEventsHandler
from tickets_service.application.queries.tickets.visible_ticket import VisibleTicket
from tickets_service.application.use_cases.ports import Ports


class HistoryUseCases:
    def __init__(self, ports: Ports) -> None:
        visible = VisibleTicket(reading=ports.reading)
        self.list_ticket_events = ListTicketEventsHandler(visible=visible, tickets=ports.tickets)
        self.watch_events = WatchEventsHandler(users=ports.users, feed=ports.feed, signal=ports.signal)
