"""`RequestAllowance` in memory: for tests of dialogs."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta

from bot_service.application.ports.request_allowance import MOST_REQUESTS, WITHIN


class MemoryRequestAllowance:
    def __init__(self, now: Callable[[], datetime], most: int = MOST_REQUESTS) -> None:
        self._now = now
        self.most = most
        self._sent: dict[str, dict[int, datetime]] = defaultdict(dict)

    async def take(self, person: str, draft: int) -> timedelta | None:
        now = self._now()
        sent = {each: at for each, at in self._sent[person].items() if now - at < WITHIN}
        if draft not in sent and len(sent) >= self.most:
            return min(sent.values()) + WITHIN - now
        self._sent[person] = {draft: now} | sent
        return None
