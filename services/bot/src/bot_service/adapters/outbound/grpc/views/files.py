"""The files service's files as the bot's views."""

from typing import Final

from bot_service.application.views.files import FileView
from bot_service.domain.files.attachment import TelegramKind
from fixline.files.v1 import file_pb2

FILE_TYPES: Final = {
    "photo": file_pb2.FILE_TYPE_PHOTO,
    "video": file_pb2.FILE_TYPE_VIDEO,
    "voice": file_pb2.FILE_TYPE_VOICE,
    "document": file_pb2.FILE_TYPE_DOCUMENT,
}
TELEGRAM_KINDS: Final = {
    TelegramKind.UNKNOWN: file_pb2.TELEGRAM_KIND_UNSPECIFIED,
    TelegramKind.PHOTO: file_pb2.TELEGRAM_KIND_PHOTO,
    TelegramKind.VIDEO: file_pb2.TELEGRAM_KIND_VIDEO,
    TelegramKind.ANIMATION: file_pb2.TELEGRAM_KIND_ANIMATION,
    TelegramKind.VIDEO_NOTE: file_pb2.TELEGRAM_KIND_VIDEO_NOTE,
    TelegramKind.VOICE: file_pb2.TELEGRAM_KIND_VOICE,
    TelegramKind.AUDIO: file_pb2.TELEGRAM_KIND_AUDIO,
    TelegramKind.DOCUMENT: file_pb2.TELEGRAM_KIND_DOCUMENT,
}
_TELEGRAM_KIND_OF: Final = {value: kind for kind, value in TELEGRAM_KINDS.items()}
_KIND_OF: Final = {value: kind for kind, value in FILE_TYPES.items()}


def file_view(file: file_pb2.File) -> FileView:
    return FileView(
        name=file.name,
        kind=_KIND_OF.get(file.type, "document"),
        file_name=file.file_name,
        content_type=file.content_type,
        size_bytes=file.size_bytes,
        sha256=file.sha256,
        telegram_file_id=file.telegram_file_id,
        telegram_kind=_TELEGRAM_KIND_OF.get(file.telegram_kind, TelegramKind.UNKNOWN),
        uploader=file.uploader,
        internal=file.internal,
    )
