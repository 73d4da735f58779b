"""Port: how much people may ask of the desk."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """`most` things in any time of `within`, for each person by themselves."""

    scope: str
    """What is counted."""
    most: int
    within: timedelta


REQUESTS: Final = Allowance(scope="person_requests", most=20, within=timedelta(hours=1))
"""New requests of somebody of no staff."""
MESSAGES: Final = Allowance(scope="person_messages", most=120, within=timedelta(minutes=1))
"""Twelve full albums: what nobody types, and hardly anybody forwards."""
TAPS: Final = Allowance(scope="person_taps", most=60, within=timedelta(minutes=1))
STAFF_FACTOR: Final = 5
"""Staff work through lists: so much more is theirs."""
GROUP_HINTS: Final = Allowance(scope="group_hints", most=1, within=timedelta(hours=1))
"""Word to somebody in the staff group that nothing comes of what they write there."""
LIMITED: Final = (REQUESTS, MESSAGES, TAPS, GROUP_HINTS)


def of_staff(allowance: Allowance) -> Allowance:
    return replace(allowance, most=STAFF_FACTOR * allowance.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exceeded:
    after: timedelta
    """Until there is room for another one."""
    is_first: bool
    """Whether it is the first in a time of the allowance, and worth a word."""


class Allowances(Protocol):
    """Shared by all replicas, as far as they can reach what they share; else each counts for itself."""

    async def take(self, allowance: Allowance, person: str, item: int) -> Exceeded | None:
        """Count the item of the person, once however often it is asked for; return None where it is allowed."""
        ...
