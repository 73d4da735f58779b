"""Query: what would be anonymized now."""

from dataclasses import dataclass
from typing import Final

from tickets_service.application.acting import person_of
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.application.views.retention import RetentionPreview
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.retention.policy import check_days, ended_before
from tickets_service.domain.violations import Violations

NAMED: Final = 1_000
"""Tickets that are named: as many as the files service counts the files of in one call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRetention:
    """`days` that may be, whether the policy says so or not."""

    principal: Principal
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRetentionHandler:
    unit_of_work: UnitOfWorkFactory
    clock: Clock

    async def __call__(self, query: PreviewRetention) -> RetentionPreview:
        violations = Violations()
        check_days(query.days, "days", violations)
        violations.refuse_if_any()
        async with self.unit_of_work() as uow:
            actor = await person_of(uow.users, query.principal, DeskAction.READ_RETENTION)
            require_on_desk(actor, DeskAction.READ_RETENTION)
            return await uow.retention.preview(
                ended_before=ended_before(query.days, self.clock.now()), most=NAMED
            )
