"""Who follows a ticket."""

from tickets_service.application.commands.followers.change_followers import FollowerChanger
from tickets_service.application.commands.followers.follow_ticket import FollowTicketHandler
from tickets_service.application.commands.followers.unfollow_ticket import UnfollowTicketHandler
from tickets_service.application.queries.followers.list_followers import ListFollowersHandler
from tickets_service.application.queries.search.list_similar_tickets import ListSimilarTicketsHandler
from tickets_service.application.queries.tickets.visible_ticket import VisibleTicket
from tickets_service.application.use_cases.ports import Ports


class FollowerUseCases:
    def __init__(self, ports: Ports) -> None:
        # Commands
        change = FollowerChanger(unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing)
        self.follow_ticket = FollowTicketHandler(
            change=change, similar=ListSimilarTicketsHandler(reading=ports.reading)
        )
        self.unfollow_ticket = UnfollowTicketHandler(change=change)

        # Queries
        visible = VisibleTicket(reading=ports.reading)
        self.list_followers = ListFollowersHandler(visible=visible, tickets=ports.tickets)
