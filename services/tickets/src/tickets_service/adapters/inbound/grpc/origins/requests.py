"""From requests about files of older systems to commands and queries."""

from fixline.tickets.v1 import old_file_service_pb2 as pb
from tickets_service.adapters.inbound.grpc.enums import FETCH_OUTCOMES, required_from
from tickets_service.adapters.inbound.grpc.names import old_file_id_from, ticket_named
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.application.commands.origins.settle_old_file import SettleOldFile
from tickets_service.application.queries.origins.list_due_old_files import ListDueOldFiles
from tickets_service.application.queries.origins.list_old_files import ListOldFiles
from tickets_service.domain.origins.old_file import FetchOutcome
from tickets_service.domain.violations import Violations


def list_old_files(request: pb.ListOldFilesRequest) -> ListOldFiles:
    return ListOldFiles(
        principal=principal(),
        ticket_id=ticket_named(request.ticket, "ticket"),
        page_size=request.page_size,
        page_token=request.page_token,
    )


def list_due_old_files(request: pb.ListDueOldFilesRequest) -> ListDueOldFiles:
    return ListDueOldFiles(principal=principal(), page_size=request.page_size)


def settle_old_file(request: pb.SettleOldFileRequest) -> SettleOldFile:
    violations = Violations()
    file_id = old_file_id_from(request.name, "name", violations)
    outcome = required_from(
        request.outcome, FETCH_OUTCOMES, "outcome", violations, instead=FetchOutcome.NOT_FOUND
    )
    violations.refuse_if_any()
    return SettleOldFile(
        principal=principal(),
        file_id=file_id,
        outcome=outcome,
        file=request.file,
        request_id=request.request_id,
    )
