"""What a message holds that can become a request or a comment."""

from dataclasses import dataclass
from typing import Final

from aiogram.enums import ContentType
from aiogram.types import Message, PhotoSize

from bot_service.adapters.inbound.telegram.drawing.html import clip
from bot_service.domain.attachment import Attachment, AttachmentKind

MAX_NAME: Final = 255

SUPPORTED: Final = frozenset(
    {
        ContentType.TEXT,
        ContentType.PHOTO,
        ContentType.VIDEO,
        ContentType.VIDEO_NOTE,
        ContentType.ANIMATION,
        ContentType.VOICE,
        ContentType.AUDIO,
        ContentType.DOCUMENT,
    }
)
"""What can be part of a request."""

SAID_IN: Final = frozenset(kind.value for kind in SUPPORTED) | {"caption"}
"""A message's fields that hold what somebody said."""

UNSUPPORTED: Final = frozenset(
    {
        ContentType.STICKER,
        ContentType.STORY,
        ContentType.LIVE_PHOTO,
        ContentType.PAID_MEDIA,
        ContentType.CHECKLIST,
        ContentType.CONTACT,
        ContentType.DICE,
        ContentType.GAME,
        ContentType.POLL,
        ContentType.VENUE,
        ContentType.LOCATION,
        ContentType.RICH_MESSAGE,
    }
)
"""What people send on purpose and what cannot be part of one; the rest is Telegram's own talk and gets no answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    text: str
    """The text or caption; may be empty."""
    attachments: tuple[Attachment, ...]
    message_id: int
    sent_at: int
    """Unix time in seconds."""
    album: str | None
    """The same for all parts of one album."""


def content_of(message: Message) -> Content:
    attachment = _attachment(message)
    return Content(
        text=message.text or message.caption or "",
        attachments=() if attachment is None else (attachment,),
        message_id=message.message_id,
        sent_at=int(message.date.timestamp()),
        album=message.media_group_id,
    )


def _attachment(message: Message) -> Attachment | None:
    if message.photo:
        return _photo(message.photo, message.message_id)
    for media, kind, suffix in (
        (message.animation, AttachmentKind.VIDEO, "mp4"),
        (message.video, AttachmentKind.VIDEO, "mp4"),
        (message.video_note, AttachmentKind.VIDEO, "mp4"),
        (message.voice, AttachmentKind.VOICE, "ogg"),
        (message.audio, AttachmentKind.DOCUMENT, "mp3"),
        (message.document, AttachmentKind.DOCUMENT, "bin"),
    ):
        if media is not None:
            name = getattr(media, "file_name", None) or f"{kind}-{message.message_id}.{suffix}"
            return Attachment(
                file_id=media.file_id, kind=kind, file_name=clip(name, MAX_NAME), size_bytes=media.file_size
            )
    return None


def _photo(sizes: list[PhotoSize], message_id: int) -> Attachment:
    largest = max(sizes, key=lambda size: size.width * size.height)
    return Attachment(
        file_id=largest.file_id,
        kind=AttachmentKind.PHOTO,
        file_name=f"photo-{message_id}.jpg",
        size_bytes=largest.file_size,
    )
