"""Who called, as the interceptors established it."""

from fixline_rpc.context import current_actor, current_caller
from tickets_service.adapters.inbound.grpc.methods import ACTING
from tickets_service.adapters.inbound.grpc.names import LARGEST
from tickets_service.application.principal import Principal
from tickets_service.domain.people.errors import ActorNotFoundError
from tickets_service.domain.people.user import UserId


def principal() -> Principal:
    """Raise `ActorNotFoundError` for an acting user whose number no user can have."""
    actor, caller = current_actor(), current_caller()
    if actor is None:
        return Principal(caller.name, acts=ACTING in caller.scopes)
    number = int(actor.removeprefix("users/"))
    if number > LARGEST:
        raise ActorNotFoundError(number)
    return Principal(caller.name, UserId(number))
