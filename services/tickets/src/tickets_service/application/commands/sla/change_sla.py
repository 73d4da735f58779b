"""How every command that changes a policy or calendar runs; the commands differ in the act."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from tickets_service.application.acting import person_of
from tickets_service.application.idempotency import IdempotencyKey, RepeatableCommand
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.sla.documents import SlaDocuments
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.domain.people.actor import ActorName, actor_name
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.sla.changes import SlaChange, SlaChangeType
from tickets_service.domain.sla.documents import CalendarDocument, PolicyDocument
from tickets_service.domain.sla.errors import SlaStaleError


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaWork:
    """What an act needs: nobody else changes policies or calendars meanwhile."""

    documents: SlaDocuments
    by: ActorName
    now: datetime
    reason: str

    def change(
        self,
        kind: SlaChangeType,
        before: PolicyDocument | CalendarDocument | None,
        after: PolicyDocument | CalendarDocument | None,
    ) -> SlaChange:
        document = after or before
        return SlaChange(
            type=kind,
            subject=document.name if document else "",
            actor=self.by,
            occurred_at=self.now,
            reason=self.reason,
            before=before.facts() if before else {},
            after=after.facts() if after else {},
        )


T = TypeVar("T")
SlaAct = Callable[[SlaWork], Awaitable[tuple[T, SlaChange | None]]]
"""Returns the answer to keep, and what is recorded, if anything changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlaChanger:
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing

    async def __call__(
        self, command: RepeatableCommand, key: IdempotencyKey, reason: str, act: SlaAct[T], kind: type[T]
    ) -> T:
        """Let an admin act; keep and return the answer, which is of that kind."""
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            actor = await person_of(uow.users, command.principal, DeskAction.MANAGE_SLA)
            require_on_desk(actor, DeskAction.MANAGE_SLA)
            if kept := await uow.answers.claim(key, kind, now=now):
                return kept
            await uow.sla.lock()
            work = SlaWork(documents=uow.sla, by=actor_name(actor), now=now, reason=reason)
            answer, change = await act(work)
            if change is not None:
                await uow.sla.record(change, traceparent=self.tracing.traceparent())
            await uow.answers.keep(key, answer)
            await uow.commit()
        return answer


def require_etag(document: PolicyDocument | CalendarDocument, etag: str) -> None:
    """Raise `SlaStaleError` when `etag` is set and is not the current one."""
    if etag and etag != document.etag:
        raise SlaStaleError(document.name)
