"""`OldFileGateway` over gRPC."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import uuid4

from grpc.aio import Channel

from bot_service.adapters.outbound.grpc.errors import in_our_terms
from bot_service.adapters.outbound.grpc.names import ticket_name, ticket_number
from bot_service.application.ports.files.old_files import (
    MOST_OLD_FILES,
    DueOldFiles,
    FetchOutcome,
    OldFileState,
    OldFileView,
)
from bot_service.domain.files.attachment import TelegramKind
from fixline.tickets.v1 import old_file_pb2, old_file_service_pb2
from fixline.tickets.v1.old_file_service_pb2_grpc import OldFileServiceStub
from fixline_rpc.client.channel import acting_as

_Settle = old_file_service_pb2.SettleOldFileRequest
_OUTCOMES: Final[Mapping[FetchOutcome, old_file_service_pb2.SettleOldFileRequest.Outcome.ValueType]] = {
    FetchOutcome.MOVED: _Settle.OUTCOME_MOVED,
    FetchOutcome.TOO_LARGE: _Settle.OUTCOME_TOO_LARGE,
    FetchOutcome.NOT_FOUND: _Settle.OUTCOME_NOT_FOUND,
}
_STATES: Final[Mapping[int, OldFileState]] = {
    old_file_pb2.OldFile.STATE_WAITING: OldFileState.WAITING,
    old_file_pb2.OldFile.STATE_MOVED: OldFileState.MOVED,
    old_file_pb2.OldFile.STATE_TOO_LARGE: OldFileState.TOO_LARGE,
    old_file_pb2.OldFile.STATE_GONE: OldFileState.GONE,
}
_KINDS: Final[Mapping[int, TelegramKind]] = {
    old_file_pb2.OldFile.KIND_PHOTO: TelegramKind.PHOTO,
    old_file_pb2.OldFile.KIND_VIDEO: TelegramKind.VIDEO,
    old_file_pb2.OldFile.KIND_ANIMATION: TelegramKind.ANIMATION,
    old_file_pb2.OldFile.KIND_VIDEO_NOTE: TelegramKind.VIDEO_NOTE,
    old_file_pb2.OldFile.KIND_VOICE: TelegramKind.VOICE,
    old_file_pb2.OldFile.KIND_AUDIO: TelegramKind.AUDIO,
    old_file_pb2.OldFile.KIND_DOCUMENT: TelegramKind.DOCUMENT,
}


class GrpcOldFileGateway:
    def __init__(self, channel: Channel) -> None:
        self._stub = OldFileServiceStub(channel)

    async def of_ticket(self, number: int, *, acting: str | None) -> Sequence[OldFileView]:
        request = old_file_service_pb2.ListOldFilesRequest(
            ticket=ticket_name(number), page_size=MOST_OLD_FILES
        )
        with in_our_terms():
            response = await self._stub.ListOldFiles(request, metadata=acting_as(acting))
        return [old_file_view(file) for file in response.old_files]

    async def due(self) -> DueOldFiles:
        request = old_file_service_pb2.ListDueOldFilesRequest(page_size=MOST_OLD_FILES)
        with in_our_terms():
            response = await self._stub.ListDueOldFiles(request)
        return DueOldFiles(
            files=[old_file_view(file) for file in response.old_files], waiting=response.waiting_count
        )

    async def settle(self, name: str, outcome: FetchOutcome, *, file: str = "") -> None:
        with in_our_terms():
            await self._stub.SettleOldFile(
                _Settle(name=name, outcome=_OUTCOMES[outcome], file=file, request_id=str(uuid4()))
            )


def old_file_view(file: old_file_pb2.OldFile) -> OldFileView:
    """A state that this release does not know reads as GONE: nothing can be done about it here."""
    return OldFileView(
        name=file.name,
        ticket=ticket_number(file.ticket),
        telegram_file_id=file.telegram_file_id,
        telegram_kind=_KINDS.get(file.kind, TelegramKind.UNKNOWN),
        file_name=file.file_name,
        size_bytes=file.size_bytes or None,
        uploader=file.uploader,
        state=_STATES.get(file.state, OldFileState.GONE),
    )
