"""Comments and internal notes."""

from tickets_service.application.commands.comments.add_comment import AddCommentHandler
from tickets_service.application.commands.comments.change_comment import CommentChanger
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
        change = CommentChanger(unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing)
        self.edit_comment = EditCommentHandler(change=change)
        self.withdraw_comment = WithdrawCommentHandler(change=change)

        # Queries
        visible = VisibleTicket(reading=ports.reading)
        self.list_comments = ListCommentsHandler(visible=visible, tickets=ports.tickets)
