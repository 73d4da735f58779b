"""Port: what is sent and said of a table of tickets."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot_service.application.ports.office.reports.reports import ExportedTicket
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.office.reports.export import Export


class ExportWriter(Protocol):
    def progress(self, export: Export, rows: int) -> Sequence[OutgoingCall]:
        """Say that so many tickets have been read so far."""
        ...

    def part(
        self, export: Export, tickets: Sequence[ExportedTicket], names: Mapping[str, str], *, is_last: bool
    ) -> Sequence[OutgoingCall]:
        """Send a part, and say how far it is with it; of nothing at all, only that there is nothing.

        `names` are display names by `users/7`.
        """
        ...

    def failed(self, export: Export, incident: str) -> Sequence[OutgoingCall]:
        """Say that nothing more comes; `incident` finds why, empty where the person may not read it any more."""
        ...
