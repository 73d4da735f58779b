"""Use case: not all that others hold of an anonymized ticket could be deleted now."""

from dataclasses import dataclass

from tickets_service.application.acting import actor_of
from tickets_service.application.commands.retention.clearing import ClearingCommand, require_valid
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponeClearing(ClearingCommand):
    """`files`: how many there were before the try."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponeClearingHandler:
    """Needs no kept answer: repeated, the ticket waits a little longer."""

    unit_of_work: UnitOfWorkFactory
    clock: Clock

    async def __call__(self, command: PostponeClearing) -> None:
        require_valid(command)
        async with self.unit_of_work() as uow:
            require_on_desk(await actor_of(uow.users, command.principal), DeskAction.CLEAR_TICKETS)
            await uow.retention.postpone(command.ticket_id, files=command.files, now=self.clock.now())
            await uow.commit()
