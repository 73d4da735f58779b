"""Whom the configuration makes staff."""

from dataclasses import dataclass
from datetime import datetime

from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.people.events import UserEvent, give_role
from tickets_service.domain.people.user import Role, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointments:
    """Telegram ids of those who are at least agents, and of those who are admins whatever they were before.

    Whoever is no longer named stays what they are: roles are taken away by people.
    """

    agents: frozenset[int] = frozenset()
    admins: frozenset[int] = frozenset()

    @property
    def telegram_ids(self) -> frozenset[int]:
        return self.agents | self.admins

    def role_of(self, telegram_id: int | None, role: Role) -> Role:
        """Return what somebody who has `role` is by appointment."""
        if telegram_id in self.admins:
            return Role.ADMIN
        return Role.AGENT if role is Role.USER and telegram_id in self.agents else role

    def appoint(self, user: User, *, by: ActorName, now: datetime) -> UserEvent | None:
        """Give the user the role that is due; return what happened, or None when they have it already."""
        due = self.role_of(user.telegram_id, user.role)
        return give_role(user, due, by=by, now=now, reason="appointed by the configuration")
