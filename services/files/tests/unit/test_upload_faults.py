"""What breaks while a file is uploaded, at the moments that only a test can choose."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from files_service.adapters.outbound.memory.blob_store import MemoryBlobStore
from files_service.application.ports.blob_store import BlobStoreUnavailableError
from files_service.application.ports.unit_of_work import (
    DatabaseUnavailableError,
    UnitOfWork,
    UnitOfWorkFactory,
)
from files_testing.world import World, chunks, upload_command


async def unread() -> AsyncIterator[bytes]:
    yield b""
    pytest.fail("the bytes of a repeated upload must stay unread")


class Faulty:
    """A unit-of-work factory whose commits do what the test says, one after the other."""

    def __init__(self, factory: UnitOfWorkFactory, *commits: str) -> None:
        self._factory, self._commits = factory, list(commits)

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator["FaultyUnitOfWork"]:
        async with self._factory() as uow:
            yield FaultyUnitOfWork(uow, self._commits)


class FaultyUnitOfWork:
    def __init__(self, uow: UnitOfWork, commits: list[str]) -> None:
        self._uow, self._commits = uow, commits
        self.files, self.keys = uow.files, uow.keys

    async def commit(self) -> None:
        what = self._commits.pop(0) if self._commits else "works"
        if what in {"works", "answer lost"}:
            await self._uow.commit()
        if what == "killed":
            raise Killed
        if what != "works":
            raise DatabaseUnavailableError


class Killed(BaseException):
    """Stands for kill -9: no handler of the service sees it."""


async def test_a_commit_whose_answer_is_lost_keeps_its_bytes(world: World) -> None:
    handler = replace(
        world.use_cases.upload_file,
        unit_of_work=Faulty(world.use_cases.upload_file.unit_of_work, "works", "answer lost"),
    )
    command = upload_command()
    with pytest.raises(DatabaseUnavailableError):
        await handler(command, chunks(b"bytes"))
    file = await world.use_cases.upload_file(command, unread())
    assert await world.blob_keys() == [file.blob_key]


async def test_a_commit_that_fails_takes_the_bytes_back(world: World) -> None:
    handler = replace(
        world.use_cases.upload_file,
        unit_of_work=Faulty(world.use_cases.upload_file.unit_of_work, "works", "fails"),
    )
    with pytest.raises(DatabaseUnavailableError):
        await handler(upload_command(), chunks(b"bytes"))
    assert (world.database.snapshot().files, await world.blob_keys()) == ({}, [])


async def test_what_cannot_be_cleaned_up_is_left_to_the_sweeper(world: World) -> None:
    handler = replace(
        world.use_cases.upload_file,
        unit_of_work=Faulty(world.use_cases.upload_file.unit_of_work, "works", "fails", "fails"),
    )
    with pytest.raises(DatabaseUnavailableError) as caught:
        await handler(upload_command(), chunks(b"bytes"))
    assert caught.value.__notes__ == ["left for the sweeper: the database is not available"]
    world.clock.advance(timedelta(hours=1, seconds=1))
    assert (await world.use_cases.sweep_orphans()).abandoned_uploads == 1
    assert (world.database.snapshot().files, await world.blob_keys()) == ({}, [])


async def test_killed_between_the_bytes_and_the_commit_nothing_shows_and_all_is_swept(world: World) -> None:
    handler = replace(
        world.use_cases.upload_file,
        unit_of_work=Faulty(world.use_cases.upload_file.unit_of_work, "works", "killed"),
    )
    command = upload_command(ticket=42)
    with pytest.raises(Killed):
        await handler(command, chunks(b"bytes"))
    assert len(await world.blob_keys()) == 1
    assert (await world.use_cases.list_files.reader.list_of_ticket(42, after=0, limit=9)).files == []

    retried = await world.use_cases.upload_file(command, chunks(b"bytes"))
    world.clock.advance(timedelta(hours=1, seconds=1))
    await world.use_cases.sweep_orphans()
    assert await world.blob_keys() == [retried.blob_key]
    assert set(world.database.snapshot().files) == {retried.id}


class DeadStore(MemoryBlobStore):
    async def put(self, key: str, chunks: AsyncIterator[bytes]) -> None:  # noqa: ARG002  # the port's names
        raise BlobStoreUnavailableError("the blob store is not available")

    async def delete(self, key: str) -> None:  # noqa: ARG002  # the port's name
        raise BlobStoreUnavailableError("the blob store is not available")


async def test_a_dead_store_is_said_and_leaves_no_record(world: World) -> None:
    handler = replace(world.use_cases.upload_file, blobs=DeadStore(world.clock))
    with pytest.raises(BlobStoreUnavailableError) as caught:
        await handler(upload_command(), chunks(b"bytes"))
    assert world.database.snapshot().files == {}
    assert caught.value.__notes__ == ["left for the sweeper: the blob store is not available"]
