"""What a message holds that can become a request or a comment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from aiogram.enums import ContentType
from aiogram.types import Message, PhotoSize

from bot_service.adapters.inbound.telegram.dialogs.commands import marked_command
from bot_service.adapters.inbound.telegram.dialogs.words.entities import marked, spelled_out
from bot_service.adapters.inbound.telegram.dialogs.words.kinds import READ_AS_TEXT, words_of_kind
from bot_service.adapters.inbound.telegram.dialogs.words.origins import forwarded_from, quoted
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.domain.files.attachment import Attachment, AttachmentKind, TelegramKind
from bot_service.domain.files.file_name import stored_file_name
from bot_service.domain.updates.cut_text import LONGEST
from bot_service.domain.words.marked_text import MarkedText
from bot_service.domain.words.utf16 import units

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
        ContentType.LIVE_PHOTO,
        *READ_AS_TEXT,
    }
)
"""What can be part of a request."""

SAID_IN: Final = frozenset(ContentType(kind).value for kind in SUPPORTED) - {"live_photo"} | {"caption"}
"""A message's fields that hold what somebody said; a Live Photo's picture is in `photo`, too."""

UNSUPPORTED: Final = frozenset(
    {
        ContentType.STICKER,
        ContentType.STORY,
        ContentType.PAID_MEDIA,
        ContentType.DICE,
        ContentType.GAME,
    }
)
"""What people send on purpose and what cannot be part of one; the rest is Telegram's own talk and gets no answer."""


CARRIED: Final = (
    # A GIF comes as a document, too.
    ("animation", AttachmentKind.VIDEO, TelegramKind.ANIMATION, "mp4"),
    ("video", AttachmentKind.VIDEO, TelegramKind.VIDEO, "mp4"),
    ("video_note", AttachmentKind.VIDEO, TelegramKind.VIDEO_NOTE, "mp4"),
    ("voice", AttachmentKind.VOICE, TelegramKind.VOICE, "ogg"),
    ("voice_note", AttachmentKind.VOICE, TelegramKind.VOICE, "ogg"),
    ("audio", AttachmentKind.DOCUMENT, TelegramKind.AUDIO, "mp3"),
    ("document", AttachmentKind.DOCUMENT, TelegramKind.DOCUMENT, "bin"),
)
"""By the field that holds it, of a message or of a block of a rich one; last, how its name ends if it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    words: str
    """The text or caption, or what a message of another kind says; may be empty. Where links lead is in it."""
    marked: MarkedText
    """The same with its marks: where links lead is one of them."""
    quote: str
    """The part of another message that is answered, a mark before each line; may be empty."""
    origin: str
    """Whose message was forwarded, in a line; empty where it is none, or one's own."""
    attachments: tuple[Attachment, ...]
    message_id: int
    sent_at: int
    """Unix time in seconds."""
    album: str | None
    """The same for all parts of one album."""
    is_joined: bool
    """The text came in several messages: none of them is it."""

    @property
    def text(self) -> str:
        """All that is said, the quote above it and the origin below; empty where there are no words."""
        return "\n".join(filter(None, [self.quote, self.words, self.origin])) if self.words else ""

    @property
    def said(self) -> MarkedText:
        """As `text`, with what is marked in it."""
        if not self.words:
            return MarkedText()
        return MarkedText.joined("\n", filter(None, [self.quote, self.marked, self.origin]))

    @property
    def said_beside(self) -> str:
        """The quote and the origin of what came without words."""
        return "\n".join(filter(None, [self.quote, self.origin]))


class Media(Protocol):
    """Any of Telegram's types of files."""

    @property
    def file_id(self) -> str: ...

    @property
    def file_size(self) -> int | None: ...


def content_of(message: Message, texts: Texts) -> Content:
    """Read the message; `texts` are in its sender's language."""
    entities = message.entities if message.text else message.caption_entities
    text = message.text or message.caption or ""
    return Content(
        words=spelled_out(text, entities) or words_of_kind(message),
        marked=marked(text, entities) or MarkedText(words_of_kind(message)),
        quote=quoted(message),
        origin=forwarded_from(message, texts),
        attachments=tuple(_attachments(message)),
        message_id=message.message_id,
        sent_at=int(message.date.timestamp()),
        album=message.media_group_id,
        is_joined=units(message.text or "") > LONGEST,
    )


def after_command(message: Message, texts: Texts) -> Content:
    """Read what comes after the command that the message begins with, if it begins with one."""
    content = content_of(message, texts)
    # Of the words: an address may have been put behind those that were linked.
    command = marked_command(message) or ""
    if not command:
        return content
    return replace(
        content,
        words=content.words[len(command) :].strip(),
        marked=content.marked.cut(len(command)).stripped(),
    )


def _attachments(message: Message) -> Iterator[Attachment]:
    """Yield what the message carries; of a Live Photo its clip as well, of a rich message what is in its blocks."""
    number = message.message_id
    if message.live_photo is not None:
        yield from _photo(message.photo or message.live_photo.photo or [], str(number))
        yield _file(message.live_photo, AttachmentKind.VIDEO, TelegramKind.UNKNOWN, "mp4", str(number))
    elif message.rich_message is not None:
        for place, block in enumerate(message.rich_message.blocks, start=1):
            yield from _carried(block, f"{number}-{place}")
    else:
        yield from _carried(message, str(number))


def _carried(holder: object, number: str) -> Iterator[Attachment]:
    """Yield the attachment of a message, or of a block of a rich one, if it has one."""
    if sizes := getattr(holder, "photo", None):
        yield from _photo(sizes, number)
        return
    for name, kind, telegram_kind, suffix in CARRIED:
        media = getattr(holder, name, None)
        if media is not None:
            yield _file(media, kind, telegram_kind, suffix, number)
            return


def _file(
    media: Media, kind: AttachmentKind, telegram_kind: TelegramKind, suffix: str, number: str
) -> Attachment:
    name = stored_file_name(getattr(media, "file_name", None) or "", f"{kind}-{number}.{suffix}")
    return Attachment(
        file_id=media.file_id,
        kind=kind,
        file_name=name,
        size_bytes=media.file_size,
        telegram_kind=telegram_kind,
    )


def _photo(sizes: Sequence[PhotoSize], number: str) -> Iterator[Attachment]:
    if sizes:
        largest = max(sizes, key=lambda size: size.width * size.height)
        yield Attachment(
            file_id=largest.file_id,
            kind=AttachmentKind.PHOTO,
            file_name=f"photo-{number}.jpg",
            size_bytes=largest.file_size,
            telegram_kind=TelegramKind.PHOTO,
        )
