"""The tickets service's comments and notes as the bot's views."""

from bot_service.adapters.outbound.grpc.text_marks import marks_of
from bot_service.adapters.outbound.grpc.times import time_of
from bot_service.application.views.comments import CommentView
from fixline.tickets.v1 import ticket_pb2


def comment_view(comment: ticket_pb2.Comment) -> CommentView:
    return CommentView(
        author=comment.author,
        text=comment.text,
        create_time=time_of(comment.create_time),
        by_staff=comment.by_staff,
        internal=comment.visibility == ticket_pb2.Comment.VISIBILITY_INTERNAL,
        name=comment.name,
        withdrawn=comment.HasField("withdraw_time"),
        marks=marks_of(comment.marks),
    )
