"""That two tickets were about the same."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """The source was merged into the target, as the history of one ticket tells it."""

    ticket_id: int
    source_id: int
    target_id: int

    @property
    def other_id(self) -> int:
        return self.target_id if self.ticket_id == self.source_id else self.source_id
