"""What a person was in an older system at the last import: a later change there is followed, one made here is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from tickets_service.domain.people.actor import ActorName
from tickets_service.domain.people.user import Role, User

FIELDS: Final = ("username", "display_name", "role", "active")
SIZE: Final = 4
"""Bytes for each of them: of four billion changes one goes unseen."""
IMPORT: Final = ActorName("services/import")
"""Who changed a role, in the history of people."""


@dataclass(frozen=True, slots=True)
class Following:
    """Names of fields: `changed` followed the older system; `left` changed there, but also here."""

    changed: Sequence[str]
    left: Sequence[str]


def digest_of_person(user: User) -> bytes:
    """Return 16 bytes, four for each of `FIELDS`: what the words of the older system mean, not the words."""
    return b"".join(digest_of(getattr(user, field)) for field in FIELDS)


def digest_of(value: object) -> bytes:
    return blake2b(str(value).encode(), digest_size=SIZE).digest()


def follow(here: User, there: User, before: bytes) -> Following:
    """Change `here` in what has changed there since `before` and is here as it was then.

    An admin's rights stay: the last one must not lose them. So does all of somebody who was forgotten.
    """
    changed, left = [], []
    for place, field in enumerate(FIELDS):
        was, now, is_here = (
            before[place * SIZE : (place + 1) * SIZE],
            getattr(there, field),
            getattr(here, field),
        )
        if digest_of(now) == was or now == is_here:
            continue
        is_kept = here.is_forgotten or (here.role is Role.ADMIN and field in {"role", "active"})
        if digest_of(is_here) == was and not is_kept:
            changed.append(field)
        else:
            left.append(field)
    for field in changed:
        setattr(here, field, getattr(there, field))
    return Following(changed, left)
