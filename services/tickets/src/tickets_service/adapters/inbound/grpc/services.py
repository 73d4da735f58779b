"""What this service offers, in the form `fixline_rpc.server.server.RpcServer` takes."""

from collections.abc import Callable, Sequence
from typing import Any

from fixline.tickets.v1.invite_service_pb2_grpc import add_InviteServiceServicer_to_server
from fixline.tickets.v1.location_service_pb2_grpc import add_LocationServiceServicer_to_server
from fixline.tickets.v1.old_file_service_pb2_grpc import add_OldFileServiceServicer_to_server
from fixline.tickets.v1.report_service_pb2_grpc import add_ReportServiceServicer_to_server
from fixline.tickets.v1.retention_service_pb2_grpc import add_RetentionServiceServicer_to_server
from fixline.tickets.v1.sla_service_pb2_grpc import add_SlaServiceServicer_to_server
from fixline.tickets.v1.ticket_service_pb2_grpc import add_TicketServiceServicer_to_server
from fixline.tickets.v1.user_service_pb2_grpc import add_UserServiceServicer_to_server
from tickets_service.adapters.inbound.grpc.servicers.invites import InviteServicer
from tickets_service.adapters.inbound.grpc.servicers.locations import LocationServicer
from tickets_service.adapters.inbound.grpc.servicers.old_files import OldFileServicer
from tickets_service.adapters.inbound.grpc.servicers.reports import ReportServicer
from tickets_service.adapters.inbound.grpc.servicers.retention import RetentionServicer
from tickets_service.adapters.inbound.grpc.servicers.sla import SlaServicer
from tickets_service.adapters.inbound.grpc.servicers.tickets import TicketServicer
from tickets_service.adapters.inbound.grpc.servicers.users import UserServicer
from tickets_service.application.use_cases.map import UseCases


def services(use_cases: UseCases) -> Sequence[tuple[Callable[[Any, Any], None], Any]]:
    return (
        (
            add_TicketServiceServicer_to_server,
            TicketServicer(
                tickets=use_cases.tickets,
                comments=use_cases.comments,
                followers=use_cases.followers,
                links=use_cases.links,
                history=use_cases.history,
                search=use_cases.search,
            ),
        ),
        (add_UserServiceServicer_to_server, UserServicer(use_cases.people)),
        (add_InviteServiceServicer_to_server, InviteServicer(use_cases.people)),
        (add_SlaServiceServicer_to_server, SlaServicer(use_cases.sla)),
        (add_LocationServiceServicer_to_server, LocationServicer(use_cases.places)),
        (add_ReportServiceServicer_to_server, ReportServicer(use_cases.reports)),
        (add_OldFileServiceServicer_to_server, OldFileServicer(use_cases.origins)),
        (add_RetentionServiceServicer_to_server, RetentionServicer(use_cases.retention)),
    )
