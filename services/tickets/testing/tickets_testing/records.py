"""What desks of all adapters tell alike."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

BOT = "bot"
AGENTS = frozenset({9_001, 9_002, 9_003})
TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class PeopleEvent(NamedTuple):
    type: str
    user_id: int
    actor: str
    before: dict[str, object]
    after: dict[str, object]
    reason: str
    occurred_at: datetime
    traceparent: str


class LocationsEvent(NamedTuple):
    type: str
    code: str
    actor: str
    before: dict[str, object]
    after: dict[str, object]
    reason: str
    occurred_at: datetime
    traceparent: str


class FixedTracing:
    def traceparent(self) -> str:
        return TRACEPARENT


@dataclass(slots=True)
class RecordedResponseTimes:
    told: list[timedelta] = field(default_factory=list)

    def first_response(self, after: timedelta) -> None:
        self.told.append(after)
