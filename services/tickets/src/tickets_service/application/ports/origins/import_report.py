"""Port: what became of each line."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from tickets_service.domain.origins.origin import OriginKind


class LineOutcome(StrEnum):
    """What became of a line, or in a dry run would become."""

    NEW = "NEW"
    CHANGED = "CHANGED"
    SAME = "SAME"
    """As the last time; or, of a person or a place, here already."""
    LEFT = "LEFT"
    """It changed there, but somebody has worked on it here since, or it was anonymized: it stays as it is here."""
    BAD = "BAD"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """`here`: the number or name that it has here, if it has one. `words`: what there is to say, mostly nothing."""

    line: str
    kind: OriginKind
    old_id: str
    outcome: LineOutcome
    here: str = ""
    words: str = ""


class ImportReportError(Exception):
    """The report cannot be written; says why, in words for whoever runs the import."""


class ImportReport(Protocol):
    def begin(self) -> None:
        """Forget what was told: everything is read once more."""
        ...

    def tell(self, line: ReportLine) -> None: ...
