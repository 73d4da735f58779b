"""Comments and internal notes."""

from tickets_service.application.commands.comments.add_comment import AddCommentHandler
from tickets_service.application.commands.comments.edit_comment import EditCommentHandler
from tickets_service.application.commands.comments.withdraw_comment import WithdrawCommentHandler
from tickets_service.application.queries.comments.list_comments import ListCommentsHandler
from tickets_service.application.queries.tickets.visible_ticket import VisibleTicket
from tickets_service.application.use_cases.ports import Ports


class CommentUseCases:
    def __init__(self, ports: Ports) -> None:
        # Commands
        self.add_comment = AddCommentHandler(
            unit_of_work=ports.unit_of_work,
            clock=ports.clock,
            tracing=ports.tracing,
            response_times=ports.response_times,
        )
        self.edit_comment = EditCommentHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        )
        self.withdraw_comment = WithdrawCommentHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        )

        # Queries
        visible = VisibleTicket(reading=ports.reading)
        self.list_comments = ListCommentsHandler(visible=visible, tickets=ports.tickets)
