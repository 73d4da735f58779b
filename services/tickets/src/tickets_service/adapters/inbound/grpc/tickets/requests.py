"""From requests about one ticket to commands and queries."""

from typing import TypeVar

from fixline.tickets.v1 import ticket_service_pb2 as pb
from tickets_service.adapters.inbound.grpc.enums import (
    PRIORITIES,
    UNSET,
    one_from,
)
from tickets_service.adapters.inbound.grpc.masks import masked
from tickets_service.adapters.inbound.grpc.names import (
    location_code_if_any,
    ticket_id_from,
    ticket_named,
    user_id_from,
    user_ids_from,
)
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.adapters.inbound.grpc.text_marks import marks_from
from tickets_service.application.commands.tickets.assign_ticket import AssignTicket
from tickets_service.application.commands.tickets.cancel_ticket import CancelTicket
from tickets_service.application.commands.tickets.change_tags import ChangeTags
from tickets_service.application.commands.tickets.confirm_ticket import ConfirmTicket
from tickets_service.application.commands.tickets.create_ticket import CreateTicket
from tickets_service.application.commands.tickets.merge_ticket import MergeTicket
from tickets_service.application.commands.tickets.rate_ticket import RateTicket
from tickets_service.application.commands.tickets.reject_ticket import RejectTicket
from tickets_service.application.commands.tickets.release_ticket import ReleaseTicket
from tickets_service.application.commands.tickets.reopen_ticket import ReopenTicket
from tickets_service.application.commands.tickets.resolve_ticket import ResolveTicket
from tickets_service.application.commands.tickets.resume_ticket import ResumeTicket
from tickets_service.application.commands.tickets.take_ticket import TakeTicket
from tickets_service.application.commands.tickets.update_ticket import UpdateTicket
from tickets_service.application.commands.tickets.wait_for_reporter import WaitForReporter
from tickets_service.application.commands.tickets.wait_for_vendor import WaitForVendor
from tickets_service.application.queries.tickets.batch_get_allowed_verbs import BatchGetAllowedVerbs
from tickets_service.application.queries.tickets.get_ticket import GetTicket
from tickets_service.application.queries.tickets.list_common_tags import ListCommonTags
from tickets_service.domain.people.user import Newcomer
from tickets_service.domain.priority import Priority
from tickets_service.domain.tickets.edit import EDITABLE
from tickets_service.domain.violations import Violations

V = TypeVar("V", TakeTicket, ConfirmTicket)
R = TypeVar(
    "R",
    ReleaseTicket,
    WaitForReporter,
    WaitForVendor,
    ResumeTicket,
    RejectTicket,
    CancelTicket,
    ReopenTicket,
)
Reasoned = (
    pb.ReleaseTicketRequest
    | pb.WaitForReporterRequest
    | pb.WaitForVendorRequest
    | pb.ResumeTicketRequest
    | pb.RejectTicketRequest
    | pb.CancelTicketRequest
    | pb.ReopenTicketRequest
)


def create_ticket(request: pb.CreateTicketRequest) -> CreateTicket:
    violations = Violations()
    ticket = request.ticket
    priority = one_from(ticket.priority, PRIORITIES, "ticket.priority", violations, unset=Priority.MEDIUM)
    reporter_id = user_id_from(request.reporter, "reporter", violations) if request.reporter else None
    follow_up_of = (
        ticket_id_from(request.follow_up_of, "follow_up_of", violations) if request.follow_up_of else None
    )
    location_node = location_code_if_any(ticket.location_node, "ticket.location_node", violations)
    marks = marks_from(ticket.description_marks, "ticket.description_marks", violations)
    new = request.new_reporter if request.HasField("new_reporter") else None
    violations.refuse_if_any()
    return CreateTicket(
        principal=principal(),
        title=ticket.title,
        description=ticket.description,
        description_marks=marks,
        location=ticket.location,
        priority=priority,
        attachments=tuple(ticket.attachments),
        reporter_id=reporter_id,
        newcomer=new and Newcomer(display_name=new.display_name, contact=new.contact),
        follow_up_of=follow_up_of,
        location_node=location_node,
        request_id=request.request_id,
    )


def verb(command: type[V], request: pb.TakeTicketRequest | pb.ConfirmTicketRequest) -> V:
    return command(
        principal=principal(),
        ticket_id=ticket_named(request.name, "name"),
        etag=request.etag,
        request_id=request.request_id,
    )


def reasoned(command: type[R], request: Reasoned) -> R:
    return command(
        principal=principal(),
        ticket_id=ticket_named(request.name, "name"),
        reason=request.reason,
        etag=request.etag,
        request_id=request.request_id,
    )


def resolve_ticket(request: pb.ResolveTicketRequest) -> ResolveTicket:
    return ResolveTicket(
        principal=principal(),
        ticket_id=ticket_named(request.name, "name"),
        resolution=request.resolution,
        etag=request.etag,
        request_id=request.request_id,
    )


def assign_ticket(request: pb.AssignTicketRequest) -> AssignTicket:
    violations = Violations()
    ticket_id = ticket_id_from(request.name, "name", violations)
    assignee_id = user_id_from(request.assignee, "assignee", violations)
    violations.refuse_if_any()
    return AssignTicket(
        principal=principal(),
        ticket_id=ticket_id,
        assignee_id=assignee_id,
        reason=request.reason,
        etag=request.etag,
        request_id=request.request_id,
    )


def update_ticket(request: pb.UpdateTicketRequest) -> UpdateTicket:
    violations = Violations()
    ticket = request.ticket
    ticket_id = ticket_id_from(ticket.name, "ticket.name", violations)
    fields = masked(request.update_mask, ticket, EDITABLE)
    priority = one_from(
        ticket.priority if "priority" in fields else UNSET,
        PRIORITIES,
        "ticket.priority",
        violations,
        unset=None,
    )
    location_node = ""
    if "location_node" in fields:
        location_node = location_code_if_any(ticket.location_node, "ticket.location_node", violations)
    marks = marks_from(ticket.description_marks, "ticket.description_marks", violations)
    violations.refuse_if_any()
    return UpdateTicket(
        principal=principal(),
        ticket_id=ticket_id,
        fields=fields,
        title=ticket.title,
        description=ticket.description,
        description_marks=marks,
        location=ticket.location,
        priority=priority,
        location_node=location_node,
        reason=request.reason,
        etag=request.etag,
        request_id=request.request_id,
    )


def change_tags(request: pb.ChangeTagsRequest) -> ChangeTags:
    return ChangeTags(
        principal=principal(),
        ticket_id=ticket_named(request.name, "name"),
        add=tuple(request.add),
        remove=tuple(request.remove),
        etag=request.etag,
        request_id=request.request_id,
    )


def list_common_tags(_request: pb.ListCommonTagsRequest) -> ListCommonTags:
    return ListCommonTags(principal=principal())


def rate_ticket(request: pb.RateTicketRequest) -> RateTicket:
    return RateTicket(
        principal=principal(),
        ticket_id=ticket_named(request.name, "name"),
        stars=request.rating.stars,
        comment=request.rating.comment,
        etag=request.etag,
        request_id=request.request_id,
    )


def get_ticket(request: pb.GetTicketRequest) -> GetTicket:
    return GetTicket(principal=principal(), ticket_id=ticket_named(request.name, "name"))


def batch_get_allowed_verbs(request: pb.BatchGetAllowedVerbsRequest) -> BatchGetAllowedVerbs:
    violations = Violations()
    ticket_id = ticket_id_from(request.ticket, "ticket", violations)
    user_ids = user_ids_from(request.users, "users", violations)
    violations.refuse_if_any()
    return BatchGetAllowedVerbs(principal=principal(), ticket_id=ticket_id, user_ids=user_ids)


def merge_ticket(request: pb.MergeTicketRequest) -> MergeTicket:
    violations = Violations()
    ticket_id = ticket_id_from(request.name, "name", violations)
    target_id = ticket_id_from(request.target, "target", violations)
    violations.refuse_if_any()
    return MergeTicket(
        principal=principal(),
        ticket_id=ticket_id,
        target_id=target_id,
        reason=request.reason,
        etag=request.etag,
        request_id=request.request_id,
    )
