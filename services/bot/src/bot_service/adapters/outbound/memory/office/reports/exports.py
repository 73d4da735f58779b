"""`Exports` in memory."""

from collections.abc import Sequence
from dataclasses import replace

from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.office.reports.export import Export, ExportState


class MemoryExports:
    def __init__(self) -> None:
        self._kept: dict[int, Export] = {}
        self._told: set[tuple[int, int]] = set()
        self.said: list[tuple[str, Sequence[OutgoingCall]]] = []
        """What was said of each, under its cause."""

    async def begin(self, export: Export) -> Export:
        known = next((each for each in self._kept.values() if each.cause == export.cause), None)
        if known is None:
            known = replace(export, id=len(self._kept) + 1)
            self._kept[known.id] = known
        return known

    async def under_way(self) -> Export | None:
        running = (each for each in self._kept.values() if each.state is ExportState.RUNNING)
        return next(running, None)

    async def tell(self, export: Export, rows: int, calls: Sequence[OutgoingCall]) -> bool:
        if self._kept[export.id].state is not ExportState.RUNNING:
            return False
        if (export.id, rows) not in self._told:
            self._told.add((export.id, rows))
            self.said.append((f"{export.id}/at/{rows}", calls))
        return True

    async def end_part(
        self, export: Export, *, rows: int, resume_token: str, calls: Sequence[OutgoingCall]
    ) -> bool:
        kept = self._kept[export.id]
        if kept.state is not ExportState.RUNNING or kept.parts != export.parts:
            return False
        self._kept[export.id] = replace(
            kept,
            parts=kept.parts + 1,
            rows=kept.rows + rows,
            resume_token=resume_token,
            state=ExportState.RUNNING if resume_token else ExportState.DONE,
        )
        self.said.append((f"{export.id}/part/{kept.parts}", calls))
        return True

    async def fail(self, export: Export, calls: Sequence[OutgoingCall]) -> None:
        if self._kept[export.id].state is ExportState.RUNNING:
            self._kept[export.id] = replace(self._kept[export.id], state=ExportState.FAILED)
            self.said.append((f"{export.id}/end", calls))

    async def stop(self, id_: int, chat_id: int) -> Export | None:
        kept = self._kept.get(id_)
        if kept is None or kept.chat_id != chat_id:
            return None
        if kept.state is ExportState.RUNNING:
            self._kept[id_] = replace(kept, state=ExportState.STOPPED)
        return self._kept[id_]

    def asked_by(self, id_: int, person: str) -> None:
        """Make it somebody else's, who may not read what its first one may: as if they had lost their role."""
        self._kept[id_] = replace(self._kept[id_], person=person)
