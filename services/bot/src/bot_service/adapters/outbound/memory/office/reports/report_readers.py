"""`ReportReaders` in memory."""

from collections.abc import Callable, Collection, Sequence

from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.office.reports.month import Month


class MemoryReportReaders:
    """`say` takes what is to be sent, with its cause."""

    def __init__(self, say: Callable[[Sequence[OutgoingCall], str], None]) -> None:
        self._say = say
        self._unwanted: set[int] = set()
        self._had: dict[int, Month] = {}

    async def wants(self, chat_id: int) -> bool:
        return chat_id not in self._unwanted

    async def set_wanted(self, chat_id: int, *, wanted: bool) -> None:
        (self._unwanted.discard if wanted else self._unwanted.add)(chat_id)

    async def waiting(self, month: Month, chat_ids: Collection[int]) -> Sequence[int]:
        return sorted(each for each in set(chat_ids) if self._waits(month, each))

    async def tell(self, month: Month, chat_id: int, cause: str, calls: Sequence[OutgoingCall]) -> bool:
        if not self._waits(month, chat_id):
            return False
        self._had[chat_id] = month
        self._say(calls, cause)
        return True

    def _waits(self, month: Month, chat_id: int) -> bool:
        had = self._had.get(chat_id)
        return chat_id not in self._unwanted and (had is None or had < month)
