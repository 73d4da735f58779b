"""Group commit: what arrives while a request to a store is under way shares the next one (decision 30)."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextvars import Context
from typing import Final, Generic, TypeVar

MOST: Final = 64

Member = TypeVar("Member")
Outcome = TypeVar("Outcome")


class Batches(Generic[Member, Outcome]):
    """Writes members together, never waits for more of them, and tells each what became of it.

    `write` takes members in the order in which they came and returns an outcome for each, an exception for one that
    is refused. When it raises, each member is written by itself: what is wrong with one is no fault of the others.
    """

    def __init__(
        self,
        write: Callable[[Sequence[Member]], Awaitable[Sequence[Outcome | Exception]]],
        *,
        most: int = MOST,
    ) -> None:
        self._write = write
        self._most = most
        self._waiting: deque[tuple[Member, asyncio.Future[Outcome]]] = deque()
        self._writing: asyncio.Task[None] | None = None

    async def __call__(self, member: Member) -> Outcome:
        """Return when the member is durable. A caller that is cancelled leaves open whether it is."""
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((member, future))
        if self._writing is None:
            # Outside of any trace: it writes for many.
            self._writing = asyncio.create_task(self._write_all(), name="batches", context=Context())
        return await future

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                size = min(len(self._waiting), self._most)
                await self._settle([self._waiting.popleft() for _ in range(size)])
        finally:
            self._writing = None

    async def _settle(self, batch: Sequence[tuple[Member, "asyncio.Future[Outcome]"]]) -> None:
        try:
            outcomes = await self._write([member for member, _ in batch])
        except Exception as error:  # noqa: BLE001  # whoever waits for it raises it
            if len(batch) > 1:
                await asyncio.gather(*(self._settle([each]) for each in batch))
                return
            outcomes = [error]
        for (_, future), outcome in zip(batch, outcomes, strict=True):
            if future.done():  # nobody waits any more
                continue
            if isinstance(outcome, Exception):
                future.set_exception(outcome)
            else:
                future.set_result(outcome)
