"""`BulkJobs` in memory."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.lists.bulk import BulkJob


class MemoryBulkJobs:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._jobs: dict[str, tuple[BulkJob, datetime]] = {}
        self._begun: set[str] = set()
        self._stopped: set[str] = set()
        self._ended: set[str] = set()
        self.said: list[tuple[str, Sequence[OutgoingCall]]] = []
        """What was said of each that is done, under its id."""

    async def hold(self, job: BulkJob, after: timedelta) -> None:
        self._jobs.setdefault(job.id, (job, self._now() + after))

    async def stop(self, id_: str, person: str) -> bool:
        if id_ not in self._jobs or id_ in self._begun or self._jobs[id_][0].person != person:
            return False
        self._stopped.add(id_)
        return True

    async def next_in(self) -> float | None:
        waiting = self._waiting()
        return (waiting[0][1] - self._now()).total_seconds() if waiting else None

    async def begin(self) -> BulkJob | None:
        for job, due in self._waiting():
            if due <= self._now():
                self._begun.add(job.id)
                return job
        return None

    async def end(self, job: BulkJob, calls: Sequence[OutgoingCall]) -> None:
        if job.id not in self._ended:
            self._ended.add(job.id)
            self.said.append((job.id, calls))

    def _waiting(self) -> list[tuple[BulkJob, datetime]]:
        over = self._stopped | self._ended
        return sorted(
            (each for id_, each in self._jobs.items() if id_ not in over),
            key=lambda each: (each[1], each[0].id),
        )
