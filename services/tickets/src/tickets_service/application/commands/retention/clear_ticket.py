"""Use case: whoever holds files and messages of an anonymized ticket tells that they are gone."""

from dataclasses import dataclass

from tickets_service.application.acting import actor_of
from tickets_service.application.commands.retention.clearing import ClearingCommand, require_valid
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearTicket(ClearingCommand):
    """`files`: how many were deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearTicketHandler:
    """Needs no kept answer to be repeatable: what is cleared stays so, and counts once."""

    unit_of_work: UnitOfWorkFactory

    async def __call__(self, command: ClearTicket) -> None:
        require_valid(command)
        async with self.unit_of_work() as uow:
            require_on_desk(await actor_of(uow.users, command.principal), DeskAction.CLEAR_TICKETS)
            await uow.retention.clear(command.ticket_id, files=command.files)
            await uow.commit()
