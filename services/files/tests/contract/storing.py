"""Records, put into the store under test."""

from datetime import timedelta

from files_service.domain.file import File
from files_testing.records import Records

SECOND = timedelta(seconds=1)


async def add(records: Records, *files: File) -> None:
    async with records.unit_of_work() as uow:
        for file in files:
            await uow.files.add(file)
        await uow.commit()


def content_of(file: File) -> dict[str, object]:
    return {name: getattr(file, name) for name in file.__slots__}
