"""Query: for how long the desk keeps what people said."""

from dataclasses import dataclass

from tickets_service.application.acting import person_of
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.retention.policy import RetentionPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class GetRetentionPolicy:
    principal: Principal


@dataclass(frozen=True, slots=True, kw_only=True)
class GetRetentionPolicyHandler:
    unit_of_work: UnitOfWorkFactory

    async def __call__(self, query: GetRetentionPolicy) -> RetentionPolicy:
        async with self.unit_of_work() as uow:
            actor = await person_of(uow.users, query.principal, DeskAction.READ_RETENTION)
            require_on_desk(actor, DeskAction.READ_RETENTION)
            return await uow.retention.policy()
