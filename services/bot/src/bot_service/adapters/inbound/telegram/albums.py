"""Attachments shown again in Telegram, by the file ids under which Telegram keeps them."""

from collections.abc import Sequence
from typing import Any, Final

from aiogram.methods import (
    SendDocument,
    SendMediaGroup,
    SendPhoto,
    SendVideo,
    SendVoice,
    TelegramMethod,
)
from aiogram.types import InputMediaDocument, InputMediaPhoto, InputMediaVideo

from bot_service.application.views import FileView

MOST_IN_AN_ALBUM: Final = 10


def shown_again(files: Sequence[FileView], chat_id: int) -> list[TelegramMethod[Any]]:
    """Return the messages that show the files: pictures and films together, documents together, voices singly.

    Files that did not come through Telegram cannot be shown this way and are left out.
    """
    known = [file for file in files if file.telegram_file_id]
    visual = [file for file in known if file.kind in ("photo", "video")]
    documents = [file for file in known if file.kind == "document"]
    methods = [_together(part, chat_id) for part in _parts(visual)]
    methods += [_together(part, chat_id) for part in _parts(documents)]
    return methods + [
        SendVoice(chat_id=chat_id, voice=file.telegram_file_id) for file in known if file.kind == "voice"
    ]


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
    return SendDocument(chat_id=chat_id, document=file.telegram_file_id)


def _media(file: FileView) -> InputMediaPhoto | InputMediaVideo | InputMediaDocument:
    if file.kind == "photo":
        return InputMediaPhoto(media=file.telegram_file_id)
    if file.kind == "video":
        return InputMediaVideo(media=file.telegram_file_id)
    return InputMediaDocument(media=file.telegram_file_id)
