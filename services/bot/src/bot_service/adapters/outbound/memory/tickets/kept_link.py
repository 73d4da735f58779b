"""A link between two tickets, as the memory adapters keep it."""

from dataclasses import dataclass
from typing import Final

from bot_service.application.views.tickets import LinkKind, LinkView

REVERSED: Final = {
    LinkKind.BLOCKS: LinkKind.BLOCKED_BY,
    LinkKind.PARENT_OF: LinkKind.PART_OF,
    LinkKind.SPLIT_FROM: LinkKind.SPLIT_INTO,
    LinkKind.FOLLOW_UP_OF: LinkKind.FOLLOWED_UP_BY,
    LinkKind.DUPLICATE_OF: LinkKind.DUPLICATED_BY,
}
"""How the target of a link sees it."""
STRAIGHT: Final = {incoming: outgoing for outgoing, incoming in REVERSED.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLink:
    """The source {kind} the target; for what has no direction, the source has the lower number."""

    id: int
    source: int
    target: int
    kind: LinkKind

    @classmethod
    def between(cls, id_: int, number: int, other: int, kind: LinkKind) -> "KeptLink":
        if kind is LinkKind.RELATED:
            number, other = sorted((number, other))
        if kind in STRAIGHT:
            return cls(id=id_, source=other, target=number, kind=STRAIGHT[kind])
        return cls(id=id_, source=number, target=other, kind=kind)

    @property
    def ends(self) -> tuple[int, int]:
        return self.source, self.target

    def seen_from(self, number: int) -> LinkView:
        name = f"tickets/{number}/links/{self.id}"
        if number == self.source:
            return LinkView(name=name, other=self.target, kind=self.kind)
        return LinkView(name=name, other=self.source, kind=REVERSED.get(self.kind, self.kind))
