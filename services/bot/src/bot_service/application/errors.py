"""What the other services may answer instead of an answer, in the bot's terms."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Those of the services' reasons that mean something of their own to the bot."""

    TICKET_ALREADY_ASSIGNED = "TICKET_ALREADY_ASSIGNED"
    ASSIGNEE_NOT_ELIGIBLE = "ASSIGNEE_NOT_ELIGIBLE"
    MERGE_TARGET_CLOSED = "MERGE_TARGET_CLOSED"
    TRANSITION_NOT_ALLOWED = "TRANSITION_NOT_ALLOWED"
    FOLLOW_UP_NOT_ALLOWED = "FOLLOW_UP_NOT_ALLOWED"
    REPORTER_NOT_ELIGIBLE = "REPORTER_NOT_ELIGIBLE"
    LOCATION_ARCHIVED = "LOCATION_ARCHIVED"
    TICKET_CLOSED_FOR_UPDATES = "TICKET_CLOSED_FOR_UPDATES"
    TICKET_CLOSED_FOR_COMMENTS = "TICKET_CLOSED_FOR_COMMENTS"
    TICKET_ANONYMIZED = "TICKET_ANONYMIZED"
    COMMENT_WITHDRAWN = "COMMENT_WITHDRAWN"
    ALREADY_RATED = "ALREADY_RATED"
    REOPEN_WINDOW_OVER = "REOPEN_WINDOW_OVER"
    RATING_NOT_ALLOWED = "RATING_NOT_ALLOWED"
    FILE_TOO_LARGE = "FILE_TOO_LARGE"
    FILE_EMPTY = "FILE_EMPTY"
    SIZE_MISMATCH = "SIZE_MISMATCH"
    FILE_ATTACHED_ELSEWHERE = "FILE_ATTACHED_ELSEWHERE"
    TOO_MANY_TAGS = "TOO_MANY_TAGS"
    LINK_EXISTS = "LINK_EXISTS"
    LINK_CYCLE = "LINK_CYCLE"
    PARENT_EXISTS = "PARENT_EXISTS"
    PERSON_NOT_INVITABLE = "PERSON_NOT_INVITABLE"
    ROLE_NOT_RAISED = "ROLE_NOT_RAISED"
    LAST_ADMIN = "LAST_ADMIN"
    INVITE_NOT_OPEN = "INVITE_NOT_OPEN"
    IDEMPOTENCY_KEY_REUSED = "IDEMPOTENCY_KEY_REUSED"


class GatewayError(Exception):
    """Another service refused a call, or could not be reached."""


class UnavailableError(GatewayError):
    """Not now: the service is down, overloaded or too slow. The update stays in the inbox and is tried again."""


class AbsentError(UnavailableError):
    """No connection of this process stands for it yet, or any more: whoever keeps it has told why."""


class NotFoundError(GatewayError):
    """It does not exist, or the acting person may not see it."""


@dataclass(eq=False)
class RefusedError(GatewayError):
    """The rules forbid it now; `reason` is the service's: a `Reason`, or any other."""

    reason: str


class StaleError(GatewayError):
    """The ticket changed since it was shown."""


@dataclass(eq=False)
class InvalidFieldsError(GatewayError):
    """What was entered cannot be accepted; `fields` maps a field's path to what is wrong with it."""

    fields: dict[str, str]


class ForbiddenError(GatewayError):
    """The person's role does not allow it, or the person is deactivated."""


class BotForbiddenError(ForbiddenError):
    """The bot's own token does not allow it, whoever asks."""
