"""From requests about comments to commands and queries."""

from fixline.tickets.v1 import ticket_service_pb2 as pb
from tickets_service.adapters.inbound.grpc.enums import (
    VISIBILITIES,
    one_from,
)
from tickets_service.adapters.inbound.grpc.names import (
    comment_ids_from,
    ticket_id_from,
    ticket_named,
)
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.adapters.inbound.grpc.text_marks import marks_from
from tickets_service.application.commands.comments.add_comment import AddComment
from tickets_service.application.commands.comments.edit_comment import EditComment
from tickets_service.application.commands.comments.withdraw_comment import WithdrawComment
from tickets_service.application.queries.comments.list_comments import ListComments
from tickets_service.domain.tickets.comment import Visibility
from tickets_service.domain.violations import Violations


def edit_comment(request: pb.EditCommentRequest) -> EditComment:
    violations = Violations()
    ticket_id, comment_id = comment_ids_from(request.name, "name", violations)
    marks = marks_from(request.marks, "marks", violations)
    violations.refuse_if_any()
    return EditComment(
        principal=principal(),
        ticket_id=ticket_id,
        comment_id=comment_id,
        text=request.text,
        marks=marks,
        request_id=request.request_id,
    )


def withdraw_comment(request: pb.WithdrawCommentRequest) -> WithdrawComment:
    violations = Violations()
    ticket_id, comment_id = comment_ids_from(request.name, "name", violations)
    violations.refuse_if_any()
    return WithdrawComment(
        principal=principal(),
        ticket_id=ticket_id,
        comment_id=comment_id,
        request_id=request.request_id,
    )


def add_comment(request: pb.AddCommentRequest) -> AddComment:
    violations = Violations()
    ticket_id = ticket_id_from(request.ticket, "ticket", violations)
    visibility = one_from(
        request.comment.visibility, VISIBILITIES, "comment.visibility", violations, unset=Visibility.PUBLIC
    )
    marks = marks_from(request.comment.marks, "comment.marks", violations)
    violations.refuse_if_any()
    return AddComment(
        principal=principal(),
        ticket_id=ticket_id,
        text=request.comment.text,
        marks=marks,
        visibility=visibility,
        request_id=request.request_id,
    )


def list_comments(request: pb.ListCommentsRequest) -> ListComments:
    return ListComments(
        principal=principal(),
        ticket_id=ticket_named(request.ticket, "ticket"),
        page_size=request.page_size,
        page_token=request.page_token,
    )
