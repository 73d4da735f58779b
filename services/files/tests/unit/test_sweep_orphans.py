from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from prometheus_client import REGISTRY

from files_service.adapters.inbound.worker.sweeper import Sweeper
from files_service.application.commands.sweep_orphans import BATCH, SweepReport
from files_service.application.ports.blob_store import BlobStoreUnavailableError
from files_service.application.ports.unit_of_work import DatabaseUnavailableError
from files_testing.world import FileMaker, World, chunks, upload_command

SECOND = timedelta(seconds=1)
NOTHING = SweepReport(
    abandoned_uploads=0,
    unattached_files=0,
    unnamed_blobs=0,
    unfinished_writes=0,
    forgotten_keys=0,
    stuck_blobs=0,
)


async def test_nothing_young_is_swept(world: World) -> None:
    attached = await world.use_cases.upload_file(upload_command(ticket=42), chunks(b"a"))
    loose = await world.use_cases.upload_file(upload_command(), chunks(b"b"))
    await world.blobs.put("2026/01/05/unnamed", chunks(b"c"))

    async def while_uploading() -> AsyncIterator[bytes]:
        yield b"first"
        world.clock.advance(timedelta(hours=1))
        assert await world.use_cases.sweep_orphans() == NOTHING
        yield b"last"

    slow = await world.use_cases.upload_file(upload_command(), while_uploading())
    assert set(await world.blob_keys()) == {
        "2026/01/05/unnamed",
        *(file.blob_key for file in (attached, loose, slow)),
    }


async def test_everything_that_is_nobodys_goes_in_its_time(world: World) -> None:
    attached = await world.use_cases.upload_file(upload_command(ticket=42), chunks(b"a"))
    await world.use_cases.upload_file(upload_command(), chunks(b"b"))
    await world.blobs.put("2026/01/05/unnamed", chunks(b"c"))
    world.clock.advance(timedelta(hours=24) + SECOND)
    assert await world.use_cases.sweep_orphans() == replace(NOTHING, unattached_files=1)
    world.clock.advance(timedelta(hours=24))
    assert await world.use_cases.sweep_orphans() == replace(NOTHING, forgotten_keys=1)
    world.clock.advance(timedelta(days=5))
    report = await world.use_cases.sweep_orphans()
    assert (report, report.orphans) == (replace(NOTHING, unnamed_blobs=1), 1)
    assert await world.blob_keys() == [attached.blob_key]


async def test_more_than_one_batch_is_swept_at_once(world: World, a_file: FileMaker) -> None:
    files = [a_file(ready=False) for _ in range(BATCH + 1)]
    async with world.use_cases.upload_file.unit_of_work() as uow:
        for file in files:
            await uow.files.add(file)
        await uow.commit()
    await world.blobs.put(files[-1].blob_key, chunks(b"bytes"))
    world.clock.advance(timedelta(hours=1) + SECOND)
    assert (await world.use_cases.sweep_orphans()).abandoned_uploads == BATCH + 1
    assert await world.blob_keys() == []


async def test_what_the_store_does_not_let_go_of_keeps_nothing_else(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        await world.blobs.put(f"2026/01/05/{name}", chunks(b"c"))
    world.clock.advance(timedelta(days=7) + SECOND)
    delete = world.blobs.delete

    async def holds_on(key: str) -> None:
        if key.endswith("a"):
            raise BlobStoreUnavailableError("not this one")
        await delete(key)

    monkeypatch.setattr(world.blobs, "delete", holds_on)
    assert await world.use_cases.sweep_orphans() == replace(NOTHING, unnamed_blobs=3, stuck_blobs=1)
    assert await world.blob_keys() == ["2026/01/05/a"]
    monkeypatch.undo()
    assert await world.use_cases.sweep_orphans() == replace(NOTHING, unnamed_blobs=1)


class StopWaitingError(Exception):
    pass


async def test_the_sweeper_goes_on_after_an_outage_and_shows_what_it_found() -> None:
    outcomes: list[SweepReport | Exception] = [
        replace(NOTHING, unnamed_blobs=3),
        DatabaseUnavailableError(),
        replace(NOTHING, abandoned_uploads=1),
    ]
    waited, shown = list[float](), list[float | None]()

    async def sweep() -> SweepReport:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def wait(seconds: float) -> None:
        waited.append(seconds)
        shown.append(REGISTRY.get_sample_value("files_orphans"))
        if not outcomes:
            raise StopWaitingError

    with pytest.raises(StopWaitingError):
        await Sweeper(sweep=sweep, interval_seconds=60, wait=wait).run()
    assert (waited, shown) == ([60, 60, 60], [3, 3, 1])


async def test_a_bug_ends_the_sweeper() -> None:
    async def sweep() -> SweepReport:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await Sweeper(sweep=sweep, interval_seconds=60).run()
