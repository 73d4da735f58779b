"""Use case: somebody tried to fetch a file of an older system, and tells what came of it."""

from dataclasses import dataclass

from tickets_service.application.acting import actor_of
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.domain.origins.old_file import FetchOutcome, OldFile, OldFileId, OldFileNotFoundError
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.tickets.draft import ATTACHMENT
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleOldFile:
    """`file` is what it is with the files service, for `MOVED` alone."""

    principal: Principal
    file_id: OldFileId
    outcome: FetchOutcome
    file: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleOldFileHandler:
    """Needs no kept answer to be repeatable: what is settled stays so."""

    unit_of_work: UnitOfWorkFactory
    clock: Clock

    async def __call__(self, command: SettleOldFile) -> OldFile:
        violations = Violations()
        if command.outcome is FetchOutcome.MOVED and not ATTACHMENT.fullmatch(command.file):
            violations.add("file", "must have the form files/{uuid}")
        if command.outcome is not FetchOutcome.MOVED and command.file:
            violations.add("file", "must be empty: only what is moved has one")
        _ = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        async with self.unit_of_work() as uow:
            require_on_desk(await actor_of(uow.users, command.principal), DeskAction.MOVE_OLD_FILES)
            file = await uow.old_files.find_to_change(command.file_id)
            if file is None:
                raise OldFileNotFoundError(command.file_id)
            file.settle(command.outcome, file=command.file, now=self.clock.now())
            await uow.old_files.save(file)
            await uow.commit()
        return file
