"""`SlaSettings` over gRPC."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from grpc.aio import Channel

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.paging import PAGE_SIZE
from bot_service.adapters.outbound.grpc.views.tickets import PRIORITIES
from bot_service.application.ports.office.sla import SlaCalendarView, SlaPolicyView
from bot_service.domain.office.office_hours import Interval, clock
from fixline.tickets.v1 import sla_pb2, sla_service_pb2
from fixline.tickets.v1.sla_service_pb2_grpc import SlaServiceStub
from fixline_rpc.client.channel import acting_as

POLICY: Final = "slaPolicies/"
CALENDAR: Final = "slaCalendars/"
PRIORITY_OF: Final = {value: priority for priority, value in PRIORITIES.items()}


class GrpcSlaSettings:
    def __init__(self, channel: Channel) -> None:
        self._stub = SlaServiceStub(channel)

    async def policies(self, *, acting: str) -> Sequence[SlaPolicyView]:
        request = sla_service_pb2.ListSlaPoliciesRequest()
        with in_our_terms():
            response = await self._stub.ListSlaPolicies(request, metadata=acting_as(acting))
        return [
            SlaPolicyView(
                priority=PRIORITY_OF[policy.priority],
                first_response=policy.first_response.seconds // 60,
                resolution=policy.resolution.seconds // 60,
                calendar=policy.calendar.removeprefix(CALENDAR),
                etag=policy.etag,
            )
            for policy in response.policies
        ]

    async def calendars(self, *, acting: str) -> Sequence[SlaCalendarView]:
        request = sla_service_pb2.ListSlaCalendarsRequest(page_size=PAGE_SIZE)
        with in_our_terms():
            response = await self._stub.ListSlaCalendars(request, metadata=acting_as(acting))
        return [_calendar_view(calendar) for calendar in response.calendars]

    async def set_policy(self, policy: SlaPolicyView, *, acting: str, request_id: UUID) -> None:
        said = sla_pb2.SlaPolicy(
            name=f"{POLICY}{policy.priority.lower()}", calendar=f"{CALENDAR}{policy.calendar}"
        )
        said.first_response.FromTimedelta(timedelta(minutes=policy.first_response))
        said.resolution.FromTimedelta(timedelta(minutes=policy.resolution))
        request = sla_service_pb2.UpdateSlaPolicyRequest(
            policy=said, etag=policy.etag, request_id=str(request_id)
        )
        with in_our_terms():
            await self._stub.UpdateSlaPolicy(request, metadata=acting_as(acting))

    async def set_calendar(self, calendar: SlaCalendarView, *, acting: str, request_id: UUID) -> None:
        request = sla_service_pb2.UpdateSlaCalendarRequest(
            calendar=_calendar(calendar), etag=calendar.etag, request_id=str(request_id)
        )
        with in_our_terms():
            await self._stub.UpdateSlaCalendar(request, metadata=acting_as(acting))

    async def create_calendar(self, calendar: SlaCalendarView, *, acting: str, request_id: UUID) -> None:
        request = sla_service_pb2.CreateSlaCalendarRequest(
            calendar_id=calendar.id, calendar=_calendar(calendar), request_id=str(request_id)
        )
        with in_our_terms():
            await self._stub.CreateSlaCalendar(request, metadata=acting_as(acting))


def _calendar(calendar: SlaCalendarView) -> sla_pb2.SlaCalendar:
    return sla_pb2.SlaCalendar(
        name=f"{CALENDAR}{calendar.id}",
        title=calendar.title,
        zone=calendar.zone,
        weekly=[
            sla_pb2.SlaCalendar.WeeklyInterval(
                weekday=sla_pb2.Weekday.values()[each.weekday + 1],
                opens=clock(each.opens),
                closes=clock(each.closes),
            )
            for each in calendar.weekly
        ],
        holidays=[day.isoformat() for day in calendar.holidays],
    )


def _calendar_view(calendar: sla_pb2.SlaCalendar) -> SlaCalendarView:
    return SlaCalendarView(
        id=calendar.name.removeprefix(CALENDAR),
        title=calendar.title,
        zone=calendar.zone,
        weekly=tuple(
            Interval(int(each.weekday) - 1, _minutes(each.opens), _minutes(each.closes))
            for each in calendar.weekly
        ),
        holidays=tuple(date.fromisoformat(day) for day in calendar.holidays),
        etag=calendar.etag,
    )


def _minutes(clock_time: str) -> int:
    hours, minutes = clock_time.split(":")
    return int(hours) * 60 + int(minutes)
