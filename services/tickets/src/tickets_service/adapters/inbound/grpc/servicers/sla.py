"""SlaService over gRPC: request in, use case, response out."""

# ruff: noqa: ARG002, N802  # names and signatures are gRPC's

from typing import Any

from grpc.aio import ServicerContext

from fixline.tickets.v1 import sla_service_pb2 as pb
from fixline.tickets.v1 import sla_service_pb2_grpc
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.adapters.inbound.grpc.sla import requests
from tickets_service.adapters.inbound.grpc.sla.messages import (
    calendar_message,
    change_message,
    policy_message,
)
from tickets_service.application.queries.sla.list_policies import ListSlaPolicies
from tickets_service.application.use_cases.sla import SlaUseCases

Context = ServicerContext[Any, Any]


class SlaServicer(sla_service_pb2_grpc.SlaServiceServicer):
    def __init__(self, sla: SlaUseCases) -> None:
        self._sla = sla

    async def ListSlaPolicies(
        self, request: pb.ListSlaPoliciesRequest, context: Context
    ) -> pb.ListSlaPoliciesResponse:
        found = await self._sla.list_sla_policies(ListSlaPolicies(principal=principal()))
        return pb.ListSlaPoliciesResponse(policies=[policy_message(policy) for policy in found])

    async def GetSlaPolicy(
        self, request: pb.GetSlaPolicyRequest, context: Context
    ) -> pb.GetSlaPolicyResponse:
        policy = await self._sla.get_sla_policy(requests.get_policy(request))
        return pb.GetSlaPolicyResponse(policy=policy_message(policy))

    async def UpdateSlaPolicy(
        self, request: pb.UpdateSlaPolicyRequest, context: Context
    ) -> pb.UpdateSlaPolicyResponse:
        policy = await self._sla.update_sla_policy(requests.update_policy(request))
        return pb.UpdateSlaPolicyResponse(policy=policy_message(policy))

    async def ListSlaCalendars(
        self, request: pb.ListSlaCalendarsRequest, context: Context
    ) -> pb.ListSlaCalendarsResponse:
        page = await self._sla.list_sla_calendars(requests.list_calendars(request))
        calendars = [calendar_message(calendar) for calendar in page.items]
        return pb.ListSlaCalendarsResponse(calendars=calendars, next_page_token=page.next_token)

    async def GetSlaCalendar(
        self, request: pb.GetSlaCalendarRequest, context: Context
    ) -> pb.GetSlaCalendarResponse:
        calendar = await self._sla.get_sla_calendar(requests.get_calendar(request))
        return pb.GetSlaCalendarResponse(calendar=calendar_message(calendar))

    async def CreateSlaCalendar(
        self, request: pb.CreateSlaCalendarRequest, context: Context
    ) -> pb.CreateSlaCalendarResponse:
        calendar = await self._sla.create_sla_calendar(requests.create_calendar(request))
        return pb.CreateSlaCalendarResponse(calendar=calendar_message(calendar))

    async def UpdateSlaCalendar(
        self, request: pb.UpdateSlaCalendarRequest, context: Context
    ) -> pb.UpdateSlaCalendarResponse:
        calendar = await self._sla.update_sla_calendar(requests.update_calendar(request))
        return pb.UpdateSlaCalendarResponse(calendar=calendar_message(calendar))

    async def DeleteSlaCalendar(
        self, request: pb.DeleteSlaCalendarRequest, context: Context
    ) -> pb.DeleteSlaCalendarResponse:
        await self._sla.delete_sla_calendar(requests.delete_calendar(request))
        return pb.DeleteSlaCalendarResponse()

    async def ListSlaChanges(
        self, request: pb.ListSlaChangesRequest, context: Context
    ) -> pb.ListSlaChangesResponse:
        page = await self._sla.list_sla_changes(requests.list_changes(request))
        changes = [change_message(change) for change in page.items]
        return pb.ListSlaChangesResponse(changes=changes, next_page_token=page.next_token)
