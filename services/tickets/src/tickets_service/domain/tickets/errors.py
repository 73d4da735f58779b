"""Refusals that concern tickets."""

from tickets_service.domain.errors import ConflictError, RuleViolationError
from tickets_service.domain.state import State


class TicketStaleError(ConflictError):
    """The `etag` is not the current one: somebody changed the ticket since it was read."""

    reason = "TICKET_STALE"

    def __init__(self, ticket: int) -> None:
        super().__init__(f"tickets/{ticket} changed since it was read", ticket=f"tickets/{ticket}")


class TransitionNotAllowedError(RuleViolationError):
    """The ticket's state does not lead to the one that the verb means."""

    reason = "TRANSITION_NOT_ALLOWED"

    def __init__(self, ticket: int, before: State, after: State) -> None:
        super().__init__(
            f"tickets/{ticket} is {before} and cannot become {after}",
            ticket=f"tickets/{ticket}",
            state=before,
            target=after,
        )


class TicketAlreadyAssignedError(RuleViolationError):
    """Another agent has it. Who, and in which state it is, is none of the asker's business."""

    reason = "TICKET_ALREADY_ASSIGNED"

    def __init__(self, ticket: int) -> None:
        super().__init__(f"tickets/{ticket} is taken by another agent", ticket=f"tickets/{ticket}")


class TicketClosedForCommentsError(RuleViolationError):
    """The ticket is done, and what is done is no longer discussed."""

    reason = "TICKET_CLOSED_FOR_COMMENTS"

    def __init__(self, ticket: int, state: State) -> None:
        super().__init__(
            f"tickets/{ticket} is {state} and takes no comments", ticket=f"tickets/{ticket}", state=state
        )


class CommentWithdrawnError(RuleViolationError):
    """Its author took the comment back: it stays as it is."""

    reason = "COMMENT_WITHDRAWN"

    def __init__(self, ticket: int, comment: int) -> None:
        name = f"tickets/{ticket}/comments/{comment}"
        super().__init__(f"{name} was taken back", comment=name)


class RatingNotAllowedError(RuleViolationError):
    """Only finished work can be rated."""

    reason = "RATING_NOT_ALLOWED"

    def __init__(self, ticket: int, state: State) -> None:
        super().__init__(
            f"tickets/{ticket} is {state} and cannot be rated", ticket=f"tickets/{ticket}", state=state
        )


class AlreadyRatedError(RuleViolationError):
    """A rating is corrected within a day, and stays then."""

    reason = "ALREADY_RATED"

    def __init__(self, ticket: int) -> None:
        super().__init__(f"tickets/{ticket} is already rated", ticket=f"tickets/{ticket}")


class TicketClosedForUpdatesError(RuleViolationError):
    """The ticket is in a state that keeps it as it is: a terminal one, or for its reporter any but OPEN."""

    reason = "TICKET_CLOSED_FOR_UPDATES"

    def __init__(self, ticket: int, state: State) -> None:
        super().__init__(
            f"tickets/{ticket} is {state} and stays as it is", ticket=f"tickets/{ticket}", state=state
        )


class ReopenWindowOverError(RuleViolationError):
    """The reporter waited too long; a new ticket is the way."""

    reason = "REOPEN_WINDOW_OVER"

    def __init__(self, ticket: int) -> None:
        super().__init__(
            f"tickets/{ticket} was resolved too long ago to be reopened", ticket=f"tickets/{ticket}"
        )


class TicketAnonymizedError(RuleViolationError):
    """The time for which the desk keeps what was said is over: nothing happens to the ticket any more."""

    reason = "TICKET_ANONYMIZED"

    def __init__(self, ticket: int) -> None:
        super().__init__(f"tickets/{ticket} is anonymized and stays as it is", ticket=f"tickets/{ticket}")


class TooManyTagsError(RuleViolationError):
    """A ticket has so many tags at most."""

    reason = "TOO_MANY_TAGS"

    def __init__(self, ticket: int, most: int) -> None:
        super().__init__(
            f"tickets/{ticket} would have more than {most} tags", ticket=f"tickets/{ticket}", most=str(most)
        )
