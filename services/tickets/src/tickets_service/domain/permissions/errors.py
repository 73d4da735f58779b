"""Refusals of what an actor may not see: they hear the same as of what does not exist."""

from tickets_service.domain.errors import NotFoundError


class TicketNotFoundError(NotFoundError):
    """No such ticket, or none that the actor may see: deliberately the same."""

    reason = "TICKET_NOT_FOUND"

    def __init__(self, ticket: int) -> None:
        super().__init__(f"tickets/{ticket} not found", ticket=f"tickets/{ticket}")


class CommentNotFoundError(NotFoundError):
    """No such comment on that ticket, or none that the actor may see: deliberately the same."""

    reason = "COMMENT_NOT_FOUND"

    def __init__(self, ticket: int, comment: int) -> None:
        name = f"tickets/{ticket}/comments/{comment}"
        super().__init__(f"{name} not found", comment=name)
