"""One reading of an older system: what is known by now, and what was told."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tickets_service.application.ports.origins.import_report import ImportReport, LineOutcome, ReportLine
from tickets_service.application.ports.origins.import_store import ImportStore
from tickets_service.domain.errors import Violation
from tickets_service.domain.origins.old_records import OldRecord
from tickets_service.domain.origins.origin import OriginKind
from tickets_service.domain.origins.reading import Author, Reader
from tickets_service.domain.origins.wording import Wording
from tickets_service.domain.places.location import Location, Place


@dataclass(slots=True, kw_only=True)
class ReadingPass:
    """`people` and `locations` are by old id and code, and grow; tickets are counted, and not kept."""

    store: ImportStore
    report: ImportReport
    source: str
    writes: bool
    people: dict[str, Author]
    locations: dict[str, Location]
    wording: Wording
    now: datetime
    places: dict[str, Place] = field(default_factory=dict)
    counts: Counter[tuple[OriginKind, LineOutcome]] = field(default_factory=Counter)
    largest_number: int = 0
    reader: Reader = field(init=False)

    def __post_init__(self) -> None:
        self.places |= {code: each.place for code, each in self.locations.items()}
        self.reader = Reader(
            source=self.source, wording=self.wording, now=self.now, people=self.people, places=self.places
        )

    def tell(
        self, kind: OriginKind, old: OldRecord, outcome: LineOutcome, *, here: str = "", words: str = ""
    ) -> None:
        self.counts[kind, outcome] += 1
        self.report.tell(ReportLine(old.line, kind, old.old_id, outcome, here, words))

    def refuse(self, kind: OriginKind, old: OldRecord, faults: Sequence[Violation]) -> None:
        """Tell everything that is wrong with a line in one sentence."""
        words = "; ".join(f"{each.field} {each.description}" for each in faults)
        self.tell(kind, old, LineOutcome.BAD, words=words)
