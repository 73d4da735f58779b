"""Who acts: a person, or a service on its own account (decision 13)."""

from dataclasses import dataclass
from typing import Final, NewType

from tickets_service.domain.people.user import User, UserId

ActorName = NewType("ActorName", str)
"""As kept in the history: `users/{user}`, `services/{service}` or `system`."""

SYSTEM: Final = ActorName("system")
"""Acts when time has passed, and nobody else did."""

NOBODY_ELSE: Final = ActorName("")
"""On whose behalf people act who act for themselves."""


@dataclass(frozen=True, slots=True)
class Service:
    """An internal service without an acting user; its token's scopes were checked before.

    `acts`: its token also lets it act where otherwise a person is needed.
    """

    name: str
    acts: bool = False


Actor = User | Service


def actor_name(actor: Actor) -> ActorName:
    return person_name(actor.id) if isinstance(actor, User) else ActorName(f"services/{actor.name}")


def person_name(user_id: UserId) -> ActorName:
    return ActorName(f"users/{user_id}")


def behalf(actor: Actor, person: UserId) -> ActorName:
    """Return for whom `actor` does it: `person`, or `NOBODY_ELSE` when that is the actor."""
    name = person_name(person)
    return NOBODY_ELSE if actor_name(actor) == name else name
