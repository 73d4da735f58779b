"""Tickets by what is said in them."""

from tickets_service.application.queries.search.list_similar_tickets import ListSimilarTicketsHandler
from tickets_service.application.queries.search.search_tickets import SearchTicketsHandler
from tickets_service.application.use_cases.ports import Ports


class SearchUseCases:
    def __init__(self, ports: Ports) -> None:
        self.search_tickets = SearchTicketsHandler(users=ports.users, search=ports.search, clock=ports.clock)
        self.list_similar_tickets = ListSimilarTicketsHandler(reading=ports.reading)
