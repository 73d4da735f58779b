"""Who called, as the interceptors established it."""

from fixline_rpc.context import current_actor, current_caller
from tickets_service.adapters.inbound.grpc.names import LARGEST
from tickets_service.application.principal import Principal
from tickets_service.domain.user import UserId
from tickets_service.domain.user_errors import ActorNotFoundError


def principal() -> Principal:
    """Raise `ActorNotFoundError` for an acting user whose number no user can have."""
    actor = current_actor()
    if actor is None:
        return Principal(current_caller().name)
    number = int(actor.removeprefix("users/"))
    if number > LARGEST:
        raise ActorNotFoundError(number)
    return Principal(current_caller().name, UserId(number))
