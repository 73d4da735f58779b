"""A picture, film, spoken message or document that somebody sent."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

MAX_BYTES: Final = 20_971_520
"""20 MiB: what bots may download from Telegram, and what the files service stores."""


class AttachmentKind(StrEnum):
    PHOTO = "photo"
    VIDEO = "video"
    VOICE = "voice"
    DOCUMENT = "document"


class TelegramKind(StrEnum):
    """As what Telegram handed a file out: it takes its id for that kind of message alone.

    The values are Telegram's names for a message's field, and for the argument of the method that sends it again.
    """

    UNKNOWN = ""
    """It did not come from Telegram, or before this was kept."""
    PHOTO = "photo"
    VIDEO = "video"
    ANIMATION = "animation"
    VIDEO_NOTE = "video_note"
    VOICE = "voice"
    AUDIO = "audio"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    file_id: str
    """Telegram's."""
    kind: AttachmentKind
    file_name: str
    """1 to 255 characters."""
    size_bytes: int | None
    """None: Telegram did not say."""

    telegram_kind: TelegramKind = TelegramKind.UNKNOWN

    @property
    def mark(self) -> str:
        """Eight hex digits that tell it from the others of a request."""
        return sha256(self.file_id.encode()).hexdigest()[:8]
