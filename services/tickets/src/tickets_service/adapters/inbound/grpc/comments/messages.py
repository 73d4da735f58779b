"""From comments to messages."""

from fixline.tickets.v1 import ticket_pb2
from tickets_service.adapters.inbound.grpc.enums import (
    VISIBILITIES,
)
from tickets_service.adapters.inbound.grpc.names import comment_name
from tickets_service.adapters.inbound.grpc.text_marks import mark_messages
from tickets_service.adapters.inbound.grpc.timestamps import timestamp
from tickets_service.application.views.comments import CommentView


def comment_message(comment: CommentView) -> ticket_pb2.Comment:
    return ticket_pb2.Comment(
        name=comment_name(comment.ticket_id, comment.id),
        author=comment.author,
        text=comment.text,
        create_time=timestamp(comment.created_at),
        visibility=VISIBILITIES[comment.visibility],
        version=comment.version,
        edit_time=timestamp(comment.edited_at) if comment.edited_at else None,
        by_staff=comment.by_staff,
        withdraw_time=timestamp(comment.withdrawn_at) if comment.withdrawn_at else None,
        marks=mark_messages(comment.marks),
    )
