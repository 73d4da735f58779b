"""Between rows and records, spelt out."""

from typing import Any

from sqlalchemy import Row

from files_service.adapters.outbound.sqlalchemy.rows import FileRow
from files_service.domain.content import Content
from files_service.domain.file import File, FileDescription, FileId, FileState, FileType, TelegramKind
from files_service.domain.file_name import FileName

FILES = FileRow.__table__.c
COLUMNS = [column for column in FILES if column.name != "id"]


def columns_of(file: File) -> dict[str, Any]:
    content = file.content
    return {
        "request_id": file.ticket,
        "file_type": file.description.type.value,
        "file_id": file.description.telegram_file_id,
        "telegram_kind": file.description.telegram_kind.value,
        "internal": file.description.internal,
        "file_name": file.description.name.value,
        "uploaded_by": file.description.uploader,
        "uploaded_at": file.uploaded_at,
        "uuid": file.id,
        "caller": file.caller,
        "state": file.state.value,
        "blob_key": file.blob_key,
        "size_bytes": content and content.size_bytes,
        "sha256": content and content.sha256,
        "content_type": content and content.content_type,
    }


def file_from(row: Row[Any]) -> File:
    """Return the record of a READY row; nobody reads the others back."""
    return File(
        id=FileId(row.uuid),
        caller=row.caller,
        description=FileDescription(
            name=FileName(row.file_name),
            type=FileType(row.file_type),
            telegram_file_id=row.file_id,
            uploader=row.uploaded_by,
            telegram_kind=TelegramKind(row.telegram_kind),
            internal=row.internal,
        ),
        blob_key=row.blob_key,
        state=FileState(row.state),
        ticket=row.request_id,
        uploaded_at=row.uploaded_at,
        content=Content(size_bytes=row.size_bytes, sha256=row.sha256, content_type=row.content_type),
    )
