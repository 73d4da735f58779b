"""Use case: an admin promises something else."""

from dataclasses import dataclass
from datetime import timedelta

from tickets_service.application.commands.sla.change_sla import SlaChanger, SlaWork, require_etag
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.domain import text
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.calendar import BusinessCalendar
from tickets_service.domain.sla.changes import SlaChange, SlaChangeType
from tickets_service.domain.sla.documents import CalendarDocument, PolicyDocument
from tickets_service.domain.sla.errors import SlaCalendarNotFoundError
from tickets_service.domain.sla.policy import SlaPolicy
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateSlaPolicy:
    """The whole policy anew; `calendar` is the code of the one to count by."""

    principal: Principal
    priority: Priority
    first_response_seconds: float
    resolution_seconds: float
    calendar: str
    etag: str = ""
    reason: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateSlaPolicyHandler:
    change: SlaChanger

    async def __call__(self, command: UpdateSlaPolicy) -> PolicyDocument:
        violations = Violations()
        first_response = timedelta(seconds=command.first_response_seconds)
        resolution = timedelta(seconds=command.resolution_seconds)
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        # Round the clock everything is in reach: this looks at the targets alone.
        SlaPolicy.read(
            first_response=first_response,
            resolution=resolution,
            calendar=BusinessCalendar(),
            now=self.change.clock.now(),
            violations=violations,
        )
        violations.refuse_if_any()

        async def act(work: SlaWork) -> tuple[PolicyDocument, SlaChange | None]:
            before = next(
                each for each in await work.documents.policies() if each.priority is command.priority
            )
            require_etag(before, command.etag)
            calendar = await work.documents.calendar(command.calendar)
            if calendar is None:
                raise SlaCalendarNotFoundError(command.calendar)
            check_in_reach(first_response, resolution, calendar, work, violations)
            violations.refuse_if_any()
            after = before.changed(
                first_response=first_response, resolution=resolution, calendar=calendar.code, now=work.now
            )
            if after is before:
                return after, None
            await work.documents.save_policy(after)
            return after, work.change(SlaChangeType.POLICY_UPDATED, before, after)

        return await self.change(command, key, reason, act, PolicyDocument)


def check_in_reach(
    first_response: timedelta,
    resolution: timedelta,
    document: CalendarDocument,
    work: SlaWork,
    violations: Violations,
) -> None:
    try:
        calendar = document.calendar()
    except ValueError:
        violations.add("policy.calendar", "means nothing here: the service lacks the data of its time zone")
        return
    SlaPolicy.read(
        first_response=first_response,
        resolution=resolution,
        calendar=calendar,
        now=work.now,
        violations=violations,
    )
