"""Use case: files turn out to belong to a ticket."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from files_service.application.ports.clock import Clock
from files_service.application.ports.unit_of_work import UnitOfWorkFactory
from files_service.domain.file import File, FileId
from files_service.domain.idempotency import RequestKey


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachFiles:
    """`actor` is the acting user, `None` for the calling service itself."""

    caller: str
    request_id: UUID
    actor: int | None
    ticket: int
    file_ids: Sequence[FileId]

    def key(self) -> RequestKey:
        return RequestKey.of(
            self.caller, self.request_id, "AttachFiles", self.actor, self.ticket, *self.file_ids
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachFilesHandler:
    unit_of_work: UnitOfWorkFactory
    clock: Clock

    async def __call__(self, command: AttachFiles) -> list[File]:
        """Attach all files or none; return them in the order asked for."""
        key = command.key()
        async with self.unit_of_work() as uow:
            done = await uow.keys.claim(key, file_id=None, now=self.clock.now())
            if done is not None:
                done.require_same(key)
            # A repeated request walks the same way: attaching what is attached changes nothing.
            files = await uow.files.lock(command.file_ids)
            for file in files:
                file.attach(command.ticket, actor=command.actor)
                await uow.files.save(file)
            await uow.commit()
        return files
