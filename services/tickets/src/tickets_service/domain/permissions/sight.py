"""Which tickets an actor may see, in a form that a store can search by."""

from dataclasses import dataclass
from typing import Final

from tickets_service.domain.people.actor import Actor, Service
from tickets_service.domain.people.user import UserId
from tickets_service.domain.permissions.actions import Action, Relation
from tickets_service.domain.permissions.tables import ANY, ON_TICKETS


@dataclass(frozen=True, slots=True)
class Sight:
    """Those tickets that the user has one of the relations to; without a user, all there are."""

    user_id: UserId | None
    relations: frozenset[Relation]

    @property
    def whole(self) -> bool:
        return self.user_id is None or self.relations == ANY


EVERYTHING: Final = Sight(None, ANY)


def sight_of(actor: Actor) -> Sight:
    if isinstance(actor, Service):
        return EVERYTHING
    return Sight(actor.id, ON_TICKETS[actor.role].get(Action.VIEW, frozenset()))
