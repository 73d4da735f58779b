"""Port: tables of tickets that people asked for, kept until they are sent."""

from collections.abc import Sequence
from typing import Protocol

from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.office.reports.export import Export


class Exports(Protocol):
    """Every method raises `UnavailableError` while the database cannot be used."""

    async def begin(self, export: Export) -> Export:
        """Keep it durably, to be worked off from now on; one of the same cause stays as it is. Returns what is kept."""
        ...

    async def under_way(self) -> Export | None:
        """Return the one that was asked for first of those that are running."""
        ...

    async def tell(self, export: Export, rows: int, calls: Sequence[OutgoingCall]) -> bool:
        """Say how far it is, once for each number of rows; False where it runs no more: then nothing is said."""
        ...

    async def end_part(
        self, export: Export, *, rows: int, resume_token: str, calls: Sequence[OutgoingCall]
    ) -> bool:
        """Record that a part with so many rows is made, with what is sent of it; without a token it was the last.

        False where it runs no more, or this part was ended before: then nothing is sent.
        """
        ...

    async def fail(self, export: Export, calls: Sequence[OutgoingCall]) -> None:
        """Record that there is nothing more to come of it, together with what is said of that, once."""
        ...

    async def stop(self, id_: int, chat_id: int) -> Export | None:
        """Have nothing more come of it; return it as it is then, None where that chat asked for none such.

        Repeatable.
        """
        ...
