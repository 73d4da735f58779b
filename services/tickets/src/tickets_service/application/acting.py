"""From a principal to an actor, with the role it has right now."""

from typing import Protocol

from tickets_service.application.principal import Principal
from tickets_service.domain.people.actor import Actor, Service
from tickets_service.domain.people.errors import ActorNotFoundError, ActorRequiredError, UserDeactivatedError
from tickets_service.domain.people.user import User, UserId


class UserLookup(Protocol):
    async def find(self, user_id: UserId) -> User | None: ...


async def actor_of(directory: UserLookup, principal: Principal) -> Actor:
    """Raise `ActorNotFoundError` for strangers and `UserDeactivatedError` for people who were shut out."""
    if principal.user_id is None:
        return Service(principal.caller, acts=principal.acts)
    user = await directory.find(principal.user_id)
    if user is None:
        raise ActorNotFoundError(principal.user_id)
    if not user.active:
        raise UserDeactivatedError(user.id)
    return user


async def person_of(directory: UserLookup, principal: Principal, action: str) -> User:
    """Like `actor_of`; also raise `ActorRequiredError` when a service acts for itself."""
    return as_person(await actor_of(directory, principal), action)


def as_person(actor: Actor, action: str) -> User:
    """Return the actor; raise `ActorRequiredError` when it is a service."""
    if isinstance(actor, Service):
        raise ActorRequiredError(action)
    return actor
