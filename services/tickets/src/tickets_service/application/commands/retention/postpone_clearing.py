"""Use case: not all that others hold of an anonymized ticket could be deleted now."""

from dataclasses import dataclass

from tickets_service.application.acting import actor_of
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponeClearing:
    """`files`: how many there were before the try."""

    principal: Principal
    ticket_id: TicketId
    files: int = 0
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponeClearingHandler:
    """Needs no kept answer: repeated, the ticket waits a little longer."""

    unit_of_work: UnitOfWorkFactory
    clock: Clock

    async def __call__(self, command: PostponeClearing) -> None:
        violations = Violations()
        if command.files < 0:
            violations.add("file_count", "must not be negative")
        _ = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        async with self.unit_of_work() as uow:
            require_on_desk(await actor_of(uow.users, command.principal), DeskAction.CLEAR_TICKETS)
            await uow.retention.postpone(command.ticket_id, files=command.files, now=self.clock.now())
            await uow.commit()
