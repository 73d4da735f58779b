"""What this service offers, in the form `fixline_rpc.server.RpcServer` takes."""

from collections.abc import Callable, Sequence
from typing import Any

from fixline.tickets.v1.invite_service_pb2_grpc import add_InviteServiceServicer_to_server
from fixline.tickets.v1.location_service_pb2_grpc import add_LocationServiceServicer_to_server
from fixline.tickets.v1.report_service_pb2_grpc import add_ReportServiceServicer_to_server
from fixline.tickets.v1.sla_service_pb2_grpc import add_SlaServiceServicer_to_server
from fixline.tickets.v1.ticket_service_pb2_grpc import add_TicketServiceServicer_to_server
from fixline.tickets.v1.user_service_pb2_grpc import add_UserServiceServicer_to_server
from tickets_service.adapters.inbound.grpc.servicers.invites import InviteServicer
from tickets_service.adapters.inbound.grpc.servicers.locations import LocationServicer
from tickets_service.adapters.inbound.grpc.servicers.reports import ReportServicer
from tickets_service.adapters.inbound.grpc.servicers.sla import SlaServicer
from tickets_service.adapters.inbound.grpc.servicers.tickets import TicketServicer
from tickets_service.adapters.inbound.grpc.servicers.users import UserServicer
from tickets_service.application.use_cases import UseCases


def services(use_cases: UseCases) -> Sequence[tuple[Callable[[Any, Any], None], Any]]:
    return (
        (add_TicketServiceServicer_to_server, TicketServicer(use_cases)),
        (add_UserServiceServicer_to_server, UserServicer(use_cases)),
        (add_InviteServiceServicer_to_server, InviteServicer(use_cases)),
        (add_SlaServiceServicer_to_server, SlaServicer(use_cases)),
        (add_LocationServiceServicer_to_server, LocationServicer(use_cases)),
        (add_ReportServiceServicer_to_server, ReportServicer(use_cases)),
    )
