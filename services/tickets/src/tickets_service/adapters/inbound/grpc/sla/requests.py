"""From requests about policies and calendars to commands and queries."""

import re
from typing import Final

from google.protobuf.duration_pb2 import Duration

from fixline.tickets.v1 import sla_pb2
from fixline.tickets.v1 import sla_service_pb2 as pb
from tickets_service.adapters.inbound.grpc.enums import WEEKDAYS, required_from
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.application.commands.sla.calendar_input import Interval
from tickets_service.application.commands.sla.create_calendar import CreateSlaCalendar
from tickets_service.application.commands.sla.delete_calendar import DeleteSlaCalendar
from tickets_service.application.commands.sla.update_calendar import UpdateSlaCalendar
from tickets_service.application.commands.sla.update_policy import UpdateSlaPolicy
from tickets_service.application.queries.sla.get_calendar import GetSlaCalendar
from tickets_service.application.queries.sla.get_policy import GetSlaPolicy
from tickets_service.application.queries.sla.list_calendars import ListSlaCalendars
from tickets_service.application.queries.sla.list_changes import ListSlaChanges
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.documents import CALENDAR_CODE
from tickets_service.domain.violations import Violations

CALENDARS: Final = "slaCalendars"
POLICIES: Final = "slaPolicies"
OPENS: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
CLOSES: Final = re.compile(rf"{OPENS.pattern}|24:00", re.ASCII)
BEYOND_EVERY_TARGET: Final = 1 << 40
"""Seconds: Durations reach further than a timedelta."""


def get_policy(request: pb.GetSlaPolicyRequest) -> GetSlaPolicy:
    violations = Violations()
    priority = priority_in(request.name, "name", violations)
    violations.refuse_if_any()
    return GetSlaPolicy(principal=principal(), priority=priority)


def update_policy(request: pb.UpdateSlaPolicyRequest) -> UpdateSlaPolicy:
    violations = Violations()
    policy = request.policy
    priority = priority_in(policy.name, "policy.name", violations)
    calendar = code_in(policy.calendar, "policy.calendar", violations)
    violations.refuse_if_any()
    return UpdateSlaPolicy(
        principal=principal(),
        priority=priority,
        first_response_seconds=seconds(policy.first_response),
        resolution_seconds=seconds(policy.resolution),
        calendar=calendar,
        etag=request.etag,
        reason=request.reason,
        request_id=request.request_id,
    )


def list_calendars(request: pb.ListSlaCalendarsRequest) -> ListSlaCalendars:
    return ListSlaCalendars(principal=principal(), page_size=request.page_size, page_token=request.page_token)


def get_calendar(request: pb.GetSlaCalendarRequest) -> GetSlaCalendar:
    violations = Violations()
    code = code_in(request.name, "name", violations)
    violations.refuse_if_any()
    return GetSlaCalendar(principal=principal(), code=code)


def create_calendar(request: pb.CreateSlaCalendarRequest) -> CreateSlaCalendar:
    violations = Violations()
    weekly = weekly_in(request.calendar, violations)
    violations.refuse_if_any()
    return CreateSlaCalendar(
        principal=principal(),
        code=request.calendar_id,
        title=request.calendar.title,
        zone=request.calendar.zone,
        weekly=weekly,
        holidays=tuple(request.calendar.holidays),
        reason=request.reason,
        request_id=request.request_id,
    )


def update_calendar(request: pb.UpdateSlaCalendarRequest) -> UpdateSlaCalendar:
    violations = Violations()
    code = code_in(request.calendar.name, "calendar.name", violations)
    weekly = weekly_in(request.calendar, violations)
    violations.refuse_if_any()
    return UpdateSlaCalendar(
        principal=principal(),
        code=code,
        title=request.calendar.title,
        zone=request.calendar.zone,
        weekly=weekly,
        holidays=tuple(request.calendar.holidays),
        etag=request.etag,
        reason=request.reason,
        request_id=request.request_id,
    )


def delete_calendar(request: pb.DeleteSlaCalendarRequest) -> DeleteSlaCalendar:
    violations = Violations()
    code = code_in(request.name, "name", violations)
    violations.refuse_if_any()
    return DeleteSlaCalendar(
        principal=principal(),
        code=code,
        etag=request.etag,
        reason=request.reason,
        request_id=request.request_id,
    )


def list_changes(request: pb.ListSlaChangesRequest) -> ListSlaChanges:
    violations = Violations()
    if request.subject.startswith(f"{CALENDARS}/"):
        code_in(request.subject, "subject", violations)
    elif request.subject:
        priority_in(request.subject, "subject", violations)
    violations.refuse_if_any()
    return ListSlaChanges(
        principal=principal(),
        subject=request.subject,
        page_size=request.page_size,
        page_token=request.page_token,
    )


def priority_in(name: str, field: str, violations: Violations) -> Priority:
    for priority in Priority:
        if name == f"{POLICIES}/{priority.value.lower()}":
            return priority
    violations.add(field, f"must have the form {POLICIES}/{{priority}}, such as {POLICIES}/urgent")
    return Priority.MEDIUM


def code_in(name: str, field: str, violations: Violations) -> str:
    collection, _, code = name.partition("/")
    if collection != CALENDARS or not CALENDAR_CODE.fullmatch(code):
        violations.add(field, f"must have the form {CALENDARS}/{{calendar}}")
    return code


def seconds(length: Duration) -> float:
    whole = min(max(length.seconds, -BEYOND_EVERY_TARGET), BEYOND_EVERY_TARGET)
    # The tiniest part of a second must not get lost on the way to "whole minutes".
    return whole + (-(-length.nanos // 1_000)) / 1_000_000


def weekly_in(calendar: sla_pb2.SlaCalendar, violations: Violations) -> tuple[Interval, ...]:
    return tuple(
        (
            required_from(each.weekday, WEEKDAYS, f"calendar.weekly[{index}].weekday", violations, instead=0),
            minutes_in(each.opens, OPENS, f"calendar.weekly[{index}].opens", violations),
            minutes_in(each.closes, CLOSES, f"calendar.weekly[{index}].closes", violations),
        )
        for index, each in enumerate(calendar.weekly)
    )


def minutes_in(time: str, form: re.Pattern[str], field: str, violations: Violations) -> int:
    if not form.fullmatch(time):
        violations.add(field, "must have the form HH:MM")
        return 0
    return int(time[:2]) * 60 + int(time[3:])
