"""Port: who gets the monthly report by itself, and which one they had."""

from collections.abc import Collection, Sequence
from typing import Protocol

from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.office.reports.month import Month


class ReportReaders(Protocol):
    """People by their private chats. Every method raises `UnavailableError` while the database cannot be used."""

    async def wants(self, chat_id: int) -> bool:
        """Tell whether it is sent there by itself; true until somebody says otherwise."""
        ...

    async def set_wanted(self, chat_id: int, *, wanted: bool) -> None: ...

    async def waiting(self, month: Month, chat_ids: Collection[int]) -> Sequence[int]:
        """Return those of the chats that want it and had none of this month or a later one, in order."""
        ...

    async def tell(self, month: Month, chat_id: int, cause: str, calls: Sequence[OutgoingCall]) -> bool:
        """Keep `calls` to be sent, and that the chat had this month: both or neither.

        False where it does not wait for the month (any more): nothing is kept then. No calls: it has nothing to read.
        """
        ...
