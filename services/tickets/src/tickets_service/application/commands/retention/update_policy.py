"""Use case: an admin says for how long the desk keeps what people said."""

from dataclasses import dataclass

from tickets_service.application.acting import person_of
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.domain import text
from tickets_service.domain.people.actor import actor_name
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.retention.changes import RetentionChange
from tickets_service.domain.retention.policy import OFF, RetentionPolicy, check_days
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateRetentionPolicy:
    """`days`: `OFF` keeps everything."""

    principal: Principal
    days: int
    reason: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateRetentionPolicyHandler:
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing

    async def __call__(self, command: UpdateRetentionPolicy) -> RetentionPolicy:
        violations = Violations()
        if command.days != OFF:
            check_days(command.days, "policy.days", violations)
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            actor = await person_of(uow.users, command.principal, DeskAction.MANAGE_RETENTION)
            require_on_desk(actor, DeskAction.MANAGE_RETENTION)
            if kept := await uow.answers.claim(key, RetentionPolicy, now=now):
                return kept
            before = await uow.retention.policy_to_change()
            after = before.set_to(command.days, now=now)
            if after is not before:
                await uow.retention.save(after)
                change = RetentionChange(
                    actor=actor_name(actor),
                    occurred_at=now,
                    reason=reason,
                    before=before.facts(),
                    after=after.facts(),
                )
                await uow.retention.record(change, traceparent=self.tracing.traceparent())
            await uow.answers.keep(key, after)
            await uow.commit()
        return after
