"""`CommentGateway` over gRPC."""

from collections.abc import Sequence
from uuid import UUID

from grpc.aio import Channel

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.names import ticket_name
from bot_service.adapters.outbound.grpc.paging import PAGE_SIZE, read_pages
from bot_service.adapters.outbound.grpc.text_marks import mark_messages
from bot_service.adapters.outbound.grpc.views.comments import comment_view
from bot_service.adapters.outbound.grpc.views.tickets import ticket_view
from bot_service.application.ports.comments.comments import AddedComment
from bot_service.application.views.comments import CommentView
from bot_service.domain.words.marked_text import Marks
from fixline.tickets.v1 import ticket_pb2, ticket_service_pb2
from fixline.tickets.v1.ticket_service_pb2_grpc import TicketServiceStub
from fixline_rpc.client.channel import acting_as


class GrpcCommentGateway:
    def __init__(self, channel: Channel) -> None:
        self._stub = TicketServiceStub(channel)

    async def add(
        self, number: int, text: str, *, marks: Marks = (), acting: str, request_id: UUID
    ) -> AddedComment:
        comment = ticket_pb2.Comment(text=text, marks=mark_messages(marks))
        request = ticket_service_pb2.AddCommentRequest(
            ticket=ticket_name(number), comment=comment, request_id=str(request_id)
        )
        with in_our_terms():
            response = await self._stub.AddComment(request, metadata=acting_as(acting))
        return AddedComment(name=response.comment.name, ticket=ticket_view(response.ticket))

    async def add_note(
        self, number: int, text: str, *, marks: Marks = (), acting: str, request_id: UUID
    ) -> str:
        note = ticket_pb2.Comment(
            text=text,
            marks=mark_messages(marks),
            visibility=ticket_pb2.Comment.VISIBILITY_INTERNAL,
        )
        request = ticket_service_pb2.AddCommentRequest(
            ticket=ticket_name(number), comment=note, request_id=str(request_id)
        )
        with in_our_terms():
            response = await self._stub.AddComment(request, metadata=acting_as(acting))
        return response.comment.name

    async def edit(self, name: str, text: str, *, marks: Marks = (), acting: str, request_id: UUID) -> None:
        request = ticket_service_pb2.EditCommentRequest(
            name=name, text=text, marks=mark_messages(marks), request_id=str(request_id)
        )
        with in_our_terms():
            await self._stub.EditComment(request, metadata=acting_as(acting))

    async def withdraw(self, name: str, *, acting: str, request_id: UUID) -> None:
        request = ticket_service_pb2.WithdrawCommentRequest(name=name, request_id=str(request_id))
        with in_our_terms():
            await self._stub.WithdrawComment(request, metadata=acting_as(acting))

    async def recent(self, number: int, *, acting: str | None, limit: int) -> Sequence[CommentView]:
        request = ticket_service_pb2.ListCommentsRequest(ticket=ticket_name(number), page_size=limit)
        with in_our_terms():
            response = await self._stub.ListComments(request, metadata=acting_as(acting))
        return [comment_view(comment) for comment in reversed(response.comments)]

    async def all(self, number: int, *, acting: str | None) -> Sequence[CommentView]:
        request = ticket_service_pb2.ListCommentsRequest(ticket=ticket_name(number), page_size=PAGE_SIZE)
        found = await read_pages(
            request,
            lambda: self._stub.ListComments(request, metadata=acting_as(acting)),
            lambda page: page.comments,
        )
        return [comment_view(comment) for comment in reversed(found)]
