"""From messages to commands and queries."""

from typing import Final

from files_service.adapters.inbound.grpc import fields
from files_service.adapters.inbound.grpc.fields import FieldReader
from files_service.application.commands.attach_files import AttachFiles
from files_service.application.commands.delete_ticket_files import DeleteTicketFiles
from files_service.application.commands.forget_uploader import ForgetUploader
from files_service.application.commands.upload_file import UploadFile
from files_service.application.queries.get_file import GetFile
from files_service.application.queries.list_files import ListFiles
from files_service.domain.content import MAX_FILE_BYTES
from files_service.domain.file import FileDescription, FileId, FileType, TelegramKind
from files_service.domain.file_name import FileName
from fixline.files.v1 import file_pb2
from fixline.files.v1 import file_service_pb2 as pb

MAX_ATTACHED_AT_ONCE: Final = 10
MAX_DELETED_AT_ONCE: Final = 1_000
"""Tickets."""
TYPES: Final = {
    file_pb2.FILE_TYPE_UNSPECIFIED: FileType.DOCUMENT,
    file_pb2.FILE_TYPE_PHOTO: FileType.PHOTO,
    file_pb2.FILE_TYPE_VIDEO: FileType.VIDEO,
    file_pb2.FILE_TYPE_VOICE: FileType.VOICE,
    file_pb2.FILE_TYPE_DOCUMENT: FileType.DOCUMENT,
}
TELEGRAM_KINDS: Final = {
    file_pb2.TELEGRAM_KIND_UNSPECIFIED: TelegramKind.UNKNOWN,
    file_pb2.TELEGRAM_KIND_PHOTO: TelegramKind.PHOTO,
    file_pb2.TELEGRAM_KIND_VIDEO: TelegramKind.VIDEO,
    file_pb2.TELEGRAM_KIND_ANIMATION: TelegramKind.ANIMATION,
    file_pb2.TELEGRAM_KIND_VIDEO_NOTE: TelegramKind.VIDEO_NOTE,
    file_pb2.TELEGRAM_KIND_VOICE: TelegramKind.VOICE,
    file_pb2.TELEGRAM_KIND_AUDIO: TelegramKind.AUDIO,
    file_pb2.TELEGRAM_KIND_DOCUMENT: TelegramKind.DOCUMENT,
}


def actor_number(actor: str | None) -> int | None:
    """Return the number of `users/{number}`; raise `InvalidArgumentError` when it is something else."""
    if actor is None:
        return None
    reader = FieldReader()
    number = reader.read("fixline-actor", fields.user_number, actor)
    reader.finish()
    return number


def upload_file(metadata: pb.UploadFileRequest.Metadata, *, caller: str, actor: str | None) -> UploadFile:
    """Output-only fields that a client set are ignored; so is `uploader`, who is always the acting user."""
    uploader = actor_number(actor)
    file, reader = metadata.file, FieldReader()
    name = reader.read("metadata.file.file_name", FileName.clean, file.file_name)
    ticket = reader.read("metadata.file.ticket", fields.ticket_number, file.ticket) if file.ticket else None
    telegram_file_id = reader.read(
        "metadata.file.telegram_file_id", fields.telegram_file_id, file.telegram_file_id
    )
    if file.type not in TYPES:
        reader.refuse("metadata.file.type", "is no type that this service knows")
    if file.telegram_kind not in TELEGRAM_KINDS:
        reader.refuse("metadata.file.telegram_kind", "is no kind that this service knows")
    request_id = reader.read("metadata.request_id", fields.request_id, metadata.request_id)
    expected_sha256 = reader.read("metadata.expected_sha256", fields.sha256_hex, metadata.expected_sha256)
    if not 0 <= metadata.expected_size_bytes <= MAX_FILE_BYTES:
        reader.refuse("metadata.expected_size_bytes", f"must be from 0 to {MAX_FILE_BYTES}")
    reader.finish()
    return UploadFile(
        caller=caller,
        request_id=request_id,
        description=FileDescription(
            name=name,
            type=TYPES[file.type],
            telegram_file_id=telegram_file_id,
            uploader=uploader,
            telegram_kind=TELEGRAM_KINDS[file.telegram_kind],
            internal=file.internal,
        ),
        ticket=ticket,
        expected_sha256=expected_sha256,
        expected_size_bytes=metadata.expected_size_bytes,
    )


def get_file(request: pb.GetFileRequest | pb.DownloadFileRequest, *, actor: str | None) -> GetFile:
    reader = FieldReader()
    file_id = FileId(reader.read("name", fields.file_uuid, request.name))
    reader.finish()
    return GetFile(file_id=file_id, actor=actor_number(actor))


def list_files(request: pb.ListFilesRequest) -> ListFiles:
    reader = FieldReader()
    ticket = reader.read("ticket", fields.ticket_number, request.ticket)
    if request.page_size < 0:
        reader.refuse("page_size", "must not be negative")
    reader.finish()
    return ListFiles(
        ticket=ticket,
        page_size=request.page_size,
        page_token=request.page_token,
        internal=request.include_internal,
    )


def forget_uploader(request: pb.ForgetUploaderRequest) -> ForgetUploader:
    reader = FieldReader()
    uploader = reader.read("uploader", fields.user_number, request.uploader)
    reader.read("request_id", fields.request_id, request.request_id)
    reader.finish()
    return ForgetUploader(uploader=uploader, validate_only=request.validate_only)


def delete_ticket_files(request: pb.DeleteTicketFilesRequest) -> DeleteTicketFiles:
    reader = FieldReader()
    if not 1 <= len(request.tickets) <= MAX_DELETED_AT_ONCE:
        reader.refuse("tickets", f"must hold 1 to {MAX_DELETED_AT_ONCE} tickets")
    tickets = tuple(
        reader.read(f"tickets[{index}]", fields.ticket_number, name)
        for index, name in enumerate(request.tickets[:MAX_DELETED_AT_ONCE])
    )
    reader.read("request_id", fields.request_id, request.request_id)
    reader.finish()
    return DeleteTicketFiles(tickets=tickets, validate_only=request.validate_only)


def attach_files(request: pb.AttachFilesRequest, *, caller: str, actor: str | None) -> AttachFiles:
    reader = FieldReader()
    ticket = reader.read("ticket", fields.ticket_number, request.ticket)
    request_id = reader.read("request_id", fields.request_id, request.request_id)
    if not 1 <= len(request.names) <= MAX_ATTACHED_AT_ONCE:
        reader.refuse("names", f"must hold 1 to {MAX_ATTACHED_AT_ONCE} files")
    # No more of them than may be there: the answer stays small whatever was sent.
    names = [name.lower() for name in request.names[:MAX_ATTACHED_AT_ONCE]]
    file_ids = [
        FileId(reader.read(f"names[{index}]", fields.file_uuid, name)) for index, name in enumerate(names)
    ]
    for index, name in enumerate(names):
        if name in names[:index]:
            reader.refuse(f"names[{index}]", "is there twice")
    reader.finish()
    return AttachFiles(
        caller=caller,
        request_id=request_id,
        actor=actor_number(actor),
        ticket=ticket,
        file_ids=tuple(file_ids),
    )
