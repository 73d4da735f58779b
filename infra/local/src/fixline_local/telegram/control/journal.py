"""Every call a bot made, without tokens and without what people wrote. Kept in memory, the last 10,000."""

from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final

KEPT: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """`outcome` is "ok", an error's description, or "reset"; `time` is Unix time at the end of the call."""

    number: int
    time: float
    seconds: float
    bot_id: int
    method: str
    chat_id: int | None
    status: int
    outcome: str
    fault: int | None
    message_id: int | None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Journal:
    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._entries: deque[JournalEntry] = deque(maxlen=KEPT)
        self._number = 0

    def write(
        self,
        *,
        bot_id: int,
        method: str,
        chat_id: int | None,
        status: int,
        outcome: str,
        began: float,
        fault: int | None = None,
        message_id: int | None = None,
    ) -> None:
        self._number += 1
        now = self._clock()
        self._entries.append(
            JournalEntry(
                number=self._number,
                time=now,
                seconds=round(now - began, 4),
                bot_id=bot_id,
                method=method,
                chat_id=chat_id,
                status=status,
                outcome=outcome,
                fault=fault,
                message_id=message_id,
            )
        )

    def since(self, number: int = 0, method: str | None = None) -> list[JournalEntry]:
        return [e for e in self._entries if e.number > number and method in {None, e.method}]
