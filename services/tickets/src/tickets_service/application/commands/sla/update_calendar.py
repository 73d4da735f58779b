"""Use case: an admin changes when people work."""

from dataclasses import dataclass

from tickets_service.application.commands.sla.calendar_input import Interval, check_targets, read_calendar
from tickets_service.application.commands.sla.change_sla import SlaChanger, SlaWork, require_etag
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.domain import text
from tickets_service.domain.sla.changes import SlaChange, SlaChangeType
from tickets_service.domain.sla.documents import CalendarDocument
from tickets_service.domain.sla.errors import SlaCalendarNotFoundError
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateSlaCalendar:
    """The whole calendar anew."""

    principal: Principal
    code: str
    title: str
    zone: str
    weekly: tuple[Interval, ...]
    holidays: tuple[str, ...] = ()
    etag: str = ""
    reason: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateSlaCalendarHandler:
    change: SlaChanger

    async def __call__(self, command: UpdateSlaCalendar) -> CalendarDocument:
        violations = Violations()
        title, calendar = read_calendar(command, violations)
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()

        async def act(work: SlaWork) -> tuple[CalendarDocument, SlaChange | None]:
            before = await work.documents.calendar(command.code)
            if before is None:
                raise SlaCalendarNotFoundError(command.code)
            require_etag(before, command.etag)
            policies = await work.documents.policies()
            check_targets(policies, command.code, calendar, now=work.now, violations=violations)
            violations.refuse_if_any()
            after = before.changed(title=title, calendar=calendar, now=work.now)
            if after is before:
                return after, None
            await work.documents.save_calendar(after)
            return after, work.change(SlaChangeType.CALENDAR_UPDATED, before, after)

        return await self.change(command, key, reason, act, CalendarDocument)
