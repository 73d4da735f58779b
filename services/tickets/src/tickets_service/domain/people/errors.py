"""Refusals that concern people and what they may do."""

from tickets_service.domain.errors import ForbiddenError, NotFoundError, RuleViolationError


class UserNotFoundError(NotFoundError):
    """No such user, or none that the actor may see: deliberately the same."""

    reason = "USER_NOT_FOUND"

    def __init__(self, user: int) -> None:
        super().__init__(f"users/{user} not found", user=f"users/{user}")


class PersonNotFoundError(NotFoundError):
    """Nobody with this Telegram id is known: never registered, or forgotten already."""

    reason = "PERSON_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("nobody with this Telegram id is known")


class ActorNotFoundError(ForbiddenError):
    """The call acts for somebody who never registered."""

    reason = "ACTOR_NOT_FOUND"

    def __init__(self, user: int) -> None:
        super().__init__(f"the acting user users/{user} is not registered", user=f"users/{user}")


class ActorRequiredError(ForbiddenError):
    """The call names no acting user: only a person can do this, or only a service with the scope `tickets.act`."""

    reason = "ACTOR_REQUIRED"

    def __init__(self, action: str) -> None:
        super().__init__(f"{action} needs an acting user", action=action)


class UserDeactivatedError(ForbiddenError):
    """The acting user is shut out of everything."""

    reason = "USER_DEACTIVATED"

    def __init__(self, user: int) -> None:
        super().__init__(f"users/{user} is deactivated", user=f"users/{user}")


class PermissionDeniedError(ForbiddenError):
    """The actor's role, or relation to the ticket, does not allow it."""

    reason = "PERMISSION_DENIED"

    def __init__(self, action: str, role: str) -> None:
        super().__init__(f"{action} is not allowed to this {role}", action=action, role=role)


class LastAdminError(RuleViolationError):
    """Nobody would be left who can appoint another."""

    reason = "LAST_ADMIN"

    def __init__(self, user: int) -> None:
        super().__init__(f"users/{user} is the last active admin", user=f"users/{user}")


class FollowerNotEligibleError(RuleViolationError):
    """Who was shut out follows nothing new."""

    reason = "FOLLOWER_NOT_ELIGIBLE"

    def __init__(self, user: int) -> None:
        super().__init__(f"users/{user} is deactivated and cannot follow a ticket", user=f"users/{user}")


class ReporterNotEligibleError(RuleViolationError):
    """Nothing is reported for who was shut out."""

    reason = "REPORTER_NOT_ELIGIBLE"

    def __init__(self, user: int) -> None:
        super().__init__(f"users/{user} is deactivated and cannot report a ticket", user=f"users/{user}")


class AssigneeNotEligibleError(RuleViolationError):
    """Tickets are assigned to active staff."""

    reason = "ASSIGNEE_NOT_ELIGIBLE"

    def __init__(self, user: int) -> None:
        super().__init__(f"users/{user} is not active staff", user=f"users/{user}")


class PersonNotInvitableError(RuleViolationError):
    """Only who is not at Telegram yet, and is no more than a user, is somebody whom the bearer of an invite can be."""

    reason = "PERSON_NOT_INVITABLE"

    def __init__(self, user: int) -> None:
        super().__init__(f"users/{user} is at Telegram already, or is staff", user=f"users/{user}")


class UserStillStaffError(RuleViolationError):
    """Who works for the desk is not forgotten: first their tickets go to others, and their role is taken away."""

    reason = "USER_STILL_STAFF"

    def __init__(self, user: int) -> None:
        super().__init__(f"users/{user} still has a role on the desk", user=f"users/{user}")
