"""What the other services may answer instead of an answer, in the bot's terms."""

from dataclasses import dataclass


class GatewayError(Exception):
    """Another service refused a call, or could not be reached."""


class UnavailableError(GatewayError):
    """Not now: the service is down, overloaded or too slow. The update stays in the inbox and is tried again."""


class NotFoundError(GatewayError):
    """It does not exist, or the acting person may not see it."""


@dataclass(eq=False)
class RefusedError(GatewayError):
    """The rules forbid it now; `reason` is the service's, such as `TICKET_ALREADY_ASSIGNED`."""

    reason: str


class StaleError(GatewayError):
    """The ticket changed since it was shown."""


@dataclass(eq=False)
class InvalidFieldsError(GatewayError):
    """What was entered cannot be accepted; `fields` maps a field's path to what is wrong with it."""

    fields: dict[str, str]


class ForbiddenError(GatewayError):
    """The person's role does not allow it, or the person is deactivated."""
