"""Port: what is said of something that was done to several tickets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.lists.bulk import BulkJob


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkOutcome:
    ticket: int
    error: Exception | None = None
    """Why it was not done."""


class BulkReports(Protocol):
    def __call__(self, job: BulkJob, outcomes: Sequence[BulkOutcome]) -> Sequence[OutgoingCall]:
        """Return what tells whoever asked for it what became of each ticket, in their language."""
        ...
