"""Makes the tables of tickets that people asked for."""

from dataclasses import dataclass, field
from typing import Final

import structlog

from bot_service.adapters.inbound.worker.endless import without_end
from bot_service.application.commands.office.reports.run_export import RunExport
from bot_service.application.rest import Rest
from bot_service.domain.office.reports.export import Export
from fixline_telemetry import attributes as names

log = structlog.get_logger()

IDLE_SECONDS: Final = 30.0
"""Whoever asks for one, in whichever process, wakes this."""


def log_end(export: Export) -> None:
    log.info(
        "export.ended",
        export=export.id,
        actor=names.actor(export.person),
        state=export.state,
        tickets=export.rows,
        files=export.parts,
    )


@dataclass(slots=True, kw_only=True)
class Exporter:
    """One process at a time runs it (a lease); two at once would send nothing twice."""

    run: RunExport
    idle_seconds: float = IDLE_SECONDS
    _rest: Rest = field(default_factory=Rest)

    def wake_up(self) -> None:
        """Say that there may be one to make."""
        self._rest.wake_up()

    async def __call__(self) -> None:
        """Work without end; outages are waited out, and a part that was begun is begun again."""
        await without_end(self._turn, "exports.interrupted", first=1.0, longest=10.0)

    async def _turn(self) -> float:
        if not await self.run():
            await self._rest.at_most(self.idle_seconds)
        return 0.0
