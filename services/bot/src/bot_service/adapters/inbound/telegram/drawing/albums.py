"""Attachments shown again in Telegram, by the file ids under which Telegram keeps them."""

from collections.abc import Sequence
from typing import Any, Final

from aiogram.methods import (
    SendAudio,
    SendDocument,
    SendMediaGroup,
    SendPhoto,
    SendVideo,
    SendVoice,
    TelegramMethod,
)
from aiogram.types import InputMediaAudio, InputMediaDocument, InputMediaPhoto, InputMediaVideo

from bot_service.application.views import FileView

MOST_IN_AN_ALBUM: Final = 10
MUSIC: Final = frozenset({"audio/mpeg", "audio/mp4"})
"""What Telegram's apps send as music; it refuses that as a document, and an album that mixes the two."""
Media = InputMediaPhoto | InputMediaVideo | InputMediaDocument | InputMediaAudio


def shown_again(files: Sequence[FileView], chat_id: int) -> list[TelegramMethod[Any]]:
    """Return the messages that show the files: pictures with films, documents, and music together, voices singly.

    Files that did not come through Telegram cannot be shown this way and are left out.
    """
    known = [file for file in files if file.telegram_file_id]
    visual = [file for file in known if file.kind in ("photo", "video")]
    documents = [file for file in known if file.kind == "document" and not _is_music(file)]
    music = [file for file in known if _is_music(file)]
    parts = [part for files in (visual, documents, music) for part in _parts(files)]
    return [_together(part, chat_id) for part in parts] + [
        SendVoice(chat_id=chat_id, voice=file.telegram_file_id) for file in known if file.kind == "voice"
    ]


def _is_music(file: FileView) -> bool:
    return file.kind == "document" and file.content_type in MUSIC


def _parts(files: Sequence[FileView]) -> list[Sequence[FileView]]:
    return [files[start : start + MOST_IN_AN_ALBUM] for start in range(0, len(files), MOST_IN_AN_ALBUM)]


def _together(files: Sequence[FileView], chat_id: int) -> TelegramMethod[Any]:
    if len(files) > 1:
        return SendMediaGroup(chat_id=chat_id, media=[_media(file) for file in files])
    (file,) = files
    if file.kind == "photo":
        return SendPhoto(chat_id=chat_id, photo=file.telegram_file_id)
    if file.kind == "video":
        return SendVideo(chat_id=chat_id, video=file.telegram_file_id)
    if _is_music(file):
        return SendAudio(chat_id=chat_id, audio=file.telegram_file_id)
    return SendDocument(chat_id=chat_id, document=file.telegram_file_id)


def _media(file: FileView) -> Media:
    if file.kind == "photo":
        return InputMediaPhoto(media=file.telegram_file_id)
    if file.kind == "video":
        return InputMediaVideo(media=file.telegram_file_id)
    if _is_music(file):
        return InputMediaAudio(media=file.telegram_file_id)
    return InputMediaDocument(media=file.telegram_file_id)
