"""What the bot knows of an attachment."""

from dataclasses import dataclass

from bot_service.domain.files.attachment import TelegramKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    name: str
    """`files/{uuid}`"""
    kind: str
    """`photo`, `video`, `voice` or `document`."""
    file_name: str
    content_type: str
    """As found in its bytes, such as `image/jpeg`."""
    size_bytes: int
    sha256: str
    telegram_file_id: str
    telegram_kind: TelegramKind = TelegramKind.UNKNOWN
    uploader: str = ""
    """`users/7`; empty for a service's own."""
    internal: bool = False
    """It came with a note: never shown to anybody but the desk's people."""
