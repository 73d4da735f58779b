"""Use case: an admin writes down when people work."""

from dataclasses import dataclass

from tickets_service.application.commands.sla.calendar_input import Interval, check_code, read_calendar
from tickets_service.application.commands.sla.change_sla import SlaChanger, SlaWork
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.domain import text
from tickets_service.domain.sla.changes import SlaChange, SlaChangeType
from tickets_service.domain.sla.documents import CalendarDocument
from tickets_service.domain.sla.errors import SlaCalendarExistsError
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateSlaCalendar:
    principal: Principal
    code: str
    title: str
    zone: str
    weekly: tuple[Interval, ...]
    holidays: tuple[str, ...] = ()
    reason: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateSlaCalendarHandler:
    change: SlaChanger

    async def __call__(self, command: CreateSlaCalendar) -> CalendarDocument:
        violations = Violations()
        check_code(command.code, violations)
        title, calendar = read_calendar(command, violations)
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()

        async def act(work: SlaWork) -> tuple[CalendarDocument, SlaChange | None]:
            if await work.documents.calendar(command.code) is not None:
                raise SlaCalendarExistsError(command.code)
            added = await work.documents.add_calendar(
                CalendarDocument(
                    code=command.code,
                    title=title,
                    zone=calendar.zone,
                    weekly=calendar.weekly,
                    holidays=calendar.holidays,
                    updated_at=work.now,
                )
            )
            return added, work.change(SlaChangeType.CALENDAR_CREATED, None, added)

        return await self.change(command, key, reason, act, CalendarDocument)
