"""The loop that claims work and does it."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from structlog.testing import capture_logs

from bot_service.adapters.inbound.worker.slots import Slots
from bot_service.adapters.inbound.worker.work_loop import WorkLoop
from bot_service.application.errors import AbsentError, UnavailableError


class WatchedSlots(Slots[int]):
    def __init__(self, number: int, changed: asyncio.Event) -> None:
        super().__init__(number)
        self.changed = changed
        self.waits = 0.0
        """Seconds after which the loop looks again if nobody wakes it."""

    async def wait(self, seconds: float) -> bool:
        self.waits = seconds
        self.changed.set()
        return await super().wait(seconds)


@dataclass
class Job:
    """Work of which every piece is a number; what is done with it is up to the test."""

    parallel: int = 3
    rest_seconds: float = 3600
    settle_seconds: float = 0.01
    next_in: float | None = None
    waiting: deque[int] = field(default_factory=deque)
    at_work: set[int] = field(default_factory=set)
    done: list[int] = field(default_factory=list)
    given_back: list[int] = field(default_factory=list)
    outages: int = 0
    bugs: int = 0
    absences: int = 0
    looks: int = 0
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    errors: dict[int, list[Exception]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.slots = WatchedSlots(self.parallel, self.changed)
        self.loop = WorkLoop[int](
            "test",
            slots=self.slots,
            claim=self.claim,
            do=self.do,
            release=self.release,
            next_in=self.ask,
            rest_seconds=self.rest_seconds,
            settle_seconds=self.settle_seconds,
        )

    async def claim(self, limit: int) -> Sequence[int]:
        self.looks += 1
        self.changed.set()
        if self.bugs:
            self.bugs -= 1
            raise ValueError("a bug in claiming")
        if self.absences:
            self.absences -= 1
            raise AbsentError
        if self.outages:
            self.outages -= 1
            raise UnavailableError
        return [self.waiting.popleft() for _ in range(min(limit, len(self.waiting)))]

    async def ask(self) -> float | None:
        return self.next_in

    async def do(self, work: int) -> None:
        if errors := self.errors.get(work):
            raise errors.pop(0)
        self.at_work.add(work)
        self.changed.set()
        try:
            await self.gate.wait()
        finally:
            self.at_work.discard(work)
        self.done.append(work)
        self.changed.set()

    async def release(self, work: int) -> None:
        if errors := self.errors.get(work):
            raise errors.pop(0)
        self.given_back.append(work)
        self.changed.set()

    def add(self, *numbers: int) -> None:
        self.waiting.extend(numbers)
        self.slots.wake_up()

    async def until(
        self,
        *,
        at_work: int | None = None,
        done: int | None = None,
        back: int = 0,
        looks: int = 0,
        waits: float = 0.0,
    ) -> None:
        async with asyncio.timeout(20):
            while not (
                (at_work is None or len(self.at_work) == at_work)
                and (done is None or len(self.done) == done)
                and len(self.given_back) >= back
                and self.looks >= looks
                and self.slots.waits >= waits
            ):
                self.changed.clear()
                await self.changed.wait()

    @asynccontextmanager
    async def running(self) -> AsyncIterator["asyncio.Task[None]"]:
        task = asyncio.create_task(self.loop.run())
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def test_works_on_as_much_at_a_time_as_it_may() -> None:
    job = Job(parallel=3)
    async with job.running():
        job.add(*range(10))
        await job.until(at_work=3)
        job.gate.set()
        await job.until(done=10)


async def test_the_wake_up_is_heard_at_once() -> None:
    job = Job(settle_seconds=3600)
    job.gate.set()
    async with job.running():
        for number in range(5):
            job.add(number)
            await job.until(done=number + 1)


async def test_without_a_wake_up_it_looks_from_time_to_time() -> None:
    job = Job(rest_seconds=0.01)
    job.gate.set()
    async with job.running():
        job.waiting.append(1)
        await job.until(done=1)


async def test_it_looks_when_the_next_is_due() -> None:
    job = Job(settle_seconds=3600, next_in=0.01)
    job.gate.set()
    async with job.running():
        job.waiting.append(1)
        await job.until(done=1)


async def test_while_something_goes_on_it_looks_again_and_rests_when_nothing_does() -> None:
    job = Job()
    async with job.running():
        job.add(1)
        await job.until(at_work=1)
        await job.until(looks=job.looks + 3)
        job.gate.set()
        await job.until(done=1)
        await job.until(waits=job.rest_seconds)


async def test_an_outage_is_waited_out_and_told_of() -> None:
    job = Job(outages=4)
    job.gate.set()
    with capture_logs() as lines:
        async with job.running():
            job.add(1)
            await job.until(done=1)
    assert [(line["log_level"], line["event"]) for line in lines] == [("warning", "worker.claim_failed")] * 4


async def test_a_bug_in_claiming_is_reported_once_and_tried_again() -> None:
    job = Job(bugs=4)
    job.gate.set()
    with capture_logs() as lines:
        async with job.running():
            job.add(1)
            await job.until(done=1)
    told = [line["event"] for line in lines]
    assert (told.count("crash.reported"), told.count("worker.claim_failed")) == (1, 4)


async def test_a_start_that_takes_its_time_is_no_failure() -> None:
    job = Job(absences=4)
    job.gate.set()
    with capture_logs() as lines:
        async with job.running():
            job.add(1)
            await job.until(done=1)
    assert lines == []


async def test_work_that_breaks_is_given_back_and_the_loop_goes_on() -> None:
    job = Job(errors={1: [ValueError("bug")], 2: [UnavailableError(), UnavailableError()]})
    job.gate.set()
    async with job.running() as task:
        job.add(1, 2, 3)
        await job.until(done=1, back=2)
        assert sorted(job.given_back) == [1, 2]
        assert not task.done()


async def test_draining_claims_nothing_more_and_waits_for_what_is_under_way() -> None:
    job = Job(parallel=1)
    async with job.running():
        job.add(1, 2)
        await job.until(at_work=1)
        draining = asyncio.create_task(job.loop.drain())
        await asyncio.sleep(0)
        job.gate.set()
        await draining
        assert (job.done, list(job.waiting)) == ([1], [2])


async def test_what_takes_too_long_to_drain_is_given_back() -> None:
    job = Job()
    async with job.running():
        job.add(1)
        await job.until(at_work=1)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await job.loop.drain()
        assert job.given_back == [1]
