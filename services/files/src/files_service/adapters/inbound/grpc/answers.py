"""From records to messages."""

from typing import Final

from files_service.adapters.inbound.grpc.requests import TELEGRAM_KINDS
from files_service.domain.file import File, FileType
from fixline.files.v1 import file_pb2

TYPES: Final = {
    FileType.PHOTO: file_pb2.FILE_TYPE_PHOTO,
    FileType.VIDEO: file_pb2.FILE_TYPE_VIDEO,
    FileType.VOICE: file_pb2.FILE_TYPE_VOICE,
    FileType.DOCUMENT: file_pb2.FILE_TYPE_DOCUMENT,
}

KINDS: Final = {kind: value for value, kind in TELEGRAM_KINDS.items()}


def file_message(file: File) -> file_pb2.File:
    message = file_pb2.File(
        name=f"files/{file.id}",
        ticket="" if file.ticket is None else f"tickets/{file.ticket}",
        type=TYPES[file.description.type],
        file_name=file.description.name.value,
        content_type=file.stored.content_type,
        size_bytes=file.stored.size_bytes,
        sha256=file.stored.sha256,
        telegram_file_id=file.description.telegram_file_id,
        uploader="" if file.description.uploader is None else f"users/{file.description.uploader}",
    )
    message.internal = file.description.internal
    message.telegram_kind = KINDS[file.description.telegram_kind]
    message.create_time.FromDatetime(file.uploaded_at)
    return message
