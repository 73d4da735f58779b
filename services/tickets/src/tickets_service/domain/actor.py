"""Who acts: a person, or a service on its own account."""

from dataclasses import dataclass
from typing import Final, NewType

from tickets_service.domain.user import User

ActorName = NewType("ActorName", str)
"""As kept in the history: `users/{user}`, `services/{service}` or `system`."""

SYSTEM: Final = ActorName("system")
"""Acts when time has passed, and nobody else did."""


@dataclass(frozen=True, slots=True)
class Service:
    """An internal service without an acting user; its token's scopes were checked before."""

    name: str


Actor = User | Service


def actor_name(actor: Actor) -> ActorName:
    return ActorName(f"users/{actor.id}" if isinstance(actor, User) else f"services/{actor.name}")
