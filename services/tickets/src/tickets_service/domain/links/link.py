"""What two tickets have to do with each other."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

LinkId = NewType("LinkId", int)

UNSAVED_LINK: Final = LinkId(0)
LONGEST_CHAIN: Final = 100
"""How many links, one after the other, are followed to rule out a circle; longer ones are refused."""


class LinkKind(StrEnum):
    """Read as: this ticket {kind} the other."""

    RELATED = "RELATED"
    BLOCKS = "BLOCKS"
    PARENT = "PARENT"
    SPLIT_FROM = "SPLIT_FROM"
    FOLLOW_UP_OF = "FOLLOW_UP_OF"
    DUPLICATE_OF = "DUPLICATE_OF"
    """Made by merging, and never removed: numbers keep resolving."""


class Direction(StrEnum):
    OUTGOING = "OUTGOING"
    INCOMING = "INCOMING"
    """The other ticket {kind} this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLink:
    """A link from the side of one of its tickets; what has no direction has None."""

    id: LinkId
    ticket_id: int
    other_id: int
    kind: LinkKind
    direction: Direction | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The source {kind} the target. For what has no direction, the source is the one with the lower id."""

    id: LinkId = UNSAVED_LINK
    source_id: int
    target_id: int
    kind: LinkKind
    created_at: datetime

    @classmethod
    def between(
        cls, ticket_id: int, other_id: int, kind: LinkKind, *, direction: Direction, now: datetime
    ) -> "Link":
        if kind is LinkKind.RELATED:
            source_id, target_id = sorted((ticket_id, other_id))
        elif direction is Direction.OUTGOING:
            source_id, target_id = ticket_id, other_id
        else:
            source_id, target_id = other_id, ticket_id
        return cls(source_id=source_id, target_id=target_id, kind=kind, created_at=now)

    @property
    def ends(self) -> tuple[int, int]:
        return self.source_id, self.target_id

    def seen_from(self, ticket_id: int) -> SeenLink:
        """Return the link as one of its two tickets sees it."""
        outgoing = ticket_id == self.source_id
        direction = Direction.OUTGOING if outgoing else Direction.INCOMING
        return SeenLink(
            id=self.id,
            ticket_id=ticket_id,
            other_id=self.target_id if outgoing else self.source_id,
            kind=self.kind,
            direction=None if self.kind is LinkKind.RELATED else direction,
            created_at=self.created_at,
        )


@dataclass(frozen=True, slots=True)
class Walk:
    """What following links of one kind from a ticket came to: whom it met, and after how many links it ended."""

    met: bool
    length: int
