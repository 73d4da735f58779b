"""Refusals that concern invites."""

from tickets_service.domain.errors import NotFoundError, RuleViolationError


class InviteNotFoundError(NotFoundError):
    """No such invite, or none that is worth anything: whoever tries codes must not learn which."""

    reason = "INVITE_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("there is no such invite, or it can no longer be redeemed")


class InviteNotOpenError(RuleViolationError):
    """The invite was used, has expired or was revoked."""

    reason = "INVITE_NOT_OPEN"

    def __init__(self, invite: int, state: str) -> None:
        super().__init__(f"invites/{invite} is {state}", invite=f"invites/{invite}", state=state)


class RoleNotRaisedError(RuleViolationError):
    """An invite never takes anything from anybody."""

    reason = "ROLE_NOT_RAISED"

    def __init__(self, role: str, offered: str) -> None:
        super().__init__(f"an invite of {offered} is no raise for a {role}", role=role, offered=offered)
