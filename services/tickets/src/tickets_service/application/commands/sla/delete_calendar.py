"""Use case: an admin removes a calendar that nothing counts by."""

from dataclasses import dataclass

from tickets_service.application.commands.sla.change_sla import SlaChanger, SlaWork, require_etag
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.domain import text
from tickets_service.domain.sla.changes import SlaChange, SlaChangeType
from tickets_service.domain.sla.errors import SlaCalendarInUseError, SlaCalendarNotFoundError
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteSlaCalendar:
    principal: Principal
    code: str
    etag: str = ""
    reason: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletedCalendar:
    """What is kept, so that a repetition is known; `deleted` is the name."""

    deleted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteSlaCalendarHandler:
    change: SlaChanger

    async def __call__(self, command: DeleteSlaCalendar) -> None:
        violations = Violations()
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()

        async def act(work: SlaWork) -> tuple[DeletedCalendar, SlaChange | None]:
            calendar = await work.documents.calendar(command.code)
            if calendar is None:
                raise SlaCalendarNotFoundError(command.code)
            require_etag(calendar, command.etag)
            for policy in await work.documents.policies():
                if policy.calendar == calendar.code:
                    raise SlaCalendarInUseError(calendar.code, policy.name)
            await work.documents.delete_calendar(calendar)
            return DeletedCalendar(deleted=calendar.name), work.change(
                SlaChangeType.CALENDAR_DELETED, calendar, None
            )

        await self.change(command, key, reason, act, DeletedCalendar)
