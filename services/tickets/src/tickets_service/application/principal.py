"""Who stands behind a call (decision 13)."""

from dataclasses import dataclass

from tickets_service.domain.people.user import UserId


@dataclass(frozen=True, slots=True)
class Principal:
    """The calling service, and the person it acts for; without one it acts for itself, if it `acts` at all."""

    caller: str
    user_id: UserId | None = None
    acts: bool = False
