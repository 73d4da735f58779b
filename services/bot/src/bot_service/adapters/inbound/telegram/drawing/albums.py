"""Attachments shown again in Telegram, by the file ids under which Telegram keeps them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.views.files import FileView
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.files.attachment import Attachment, TelegramKind

MOST_IN_AN_ALBUM: Final = 10
MUSIC: Final = frozenset({"audio/mpeg", "audio/mp4"})
"""What Telegram's apps send as music."""
ALBUMS: Final = ((TelegramKind.PHOTO, TelegramKind.VIDEO), (TelegramKind.DOCUMENT,), (TelegramKind.AUDIO,))
"""Which kinds may be in one album; the others go singly."""
METHODS: Final[Mapping[TelegramKind, str]] = {
    TelegramKind.PHOTO: "sendPhoto",
    TelegramKind.VIDEO: "sendVideo",
    TelegramKind.ANIMATION: "sendAnimation",
    TelegramKind.VIDEO_NOTE: "sendVideoNote",
    TelegramKind.VOICE: "sendVoice",
    TelegramKind.AUDIO: "sendAudio",
    TelegramKind.DOCUMENT: "sendDocument",
}
COULD_BE: Final[Mapping[str, Sequence[TelegramKind]]] = {
    "photo": (TelegramKind.PHOTO,),
    "video": (TelegramKind.VIDEO, TelegramKind.ANIMATION, TelegramKind.VIDEO_NOTE),
    "voice": (TelegramKind.VOICE,),
    "document": (TelegramKind.DOCUMENT, TelegramKind.AUDIO),
}
"""As what a file may have come of which that is not known, the likeliest first."""


def shown_again(files: Sequence[FileView], chat_id: int, *, about: int, texts: Texts) -> list[OutgoingCall]:
    """Return the messages that show the files: pictures with films, documents, and music together, all else singly.

    An album that Telegram refuses is shown one by one; of a file that it refuses, that is said. A reply to one of them
    is a comment on the ticket that it is `about`. Files that did not come through Telegram cannot be shown this way
    and are left out.
    """
    known = [file for file in files if file.telegram_file_id]
    groups = [[file for file in known if _kinds(file)[0] in kinds] for kinds in ALBUMS]
    together = {kind for kinds in ALBUMS for kind in kinds}
    calls = [_album(part, chat_id, texts) for group in groups for part in _parts(group)]
    calls += [_single(file, chat_id, texts) for file in known if _kinds(file)[0] not in together]
    return [_about(call, about) for call in calls]


def passed_on(
    attachments: Sequence[Attachment], chat_id: int, *, about: int, texts: Texts
) -> list[OutgoingCall]:
    """Return the messages that show what somebody has just sent."""
    files = [
        FileView(
            name="",
            kind=each.kind,
            file_name=each.file_name,
            content_type="",
            size_bytes=each.size_bytes or 0,
            sha256="",
            telegram_file_id=each.file_id,
            telegram_kind=each.telegram_kind,
        )
        for each in attachments
    ]
    return shown_again(files, chat_id, about=about, texts=texts)


def _kinds(file: FileView) -> Sequence[TelegramKind]:
    if file.telegram_kind is not TelegramKind.UNKNOWN:
        return (file.telegram_kind,)
    kinds = COULD_BE[file.kind]
    return kinds[::-1] if file.content_type in MUSIC and TelegramKind.AUDIO in kinds else kinds


def _parts(files: Sequence[FileView]) -> list[Sequence[FileView]]:
    return [files[start : start + MOST_IN_AN_ALBUM] for start in range(0, len(files), MOST_IN_AN_ALBUM)]


def _album(files: Sequence[FileView], chat_id: int, texts: Texts) -> OutgoingCall:
    singles = [_single(file, chat_id, texts) for file in files]
    if len(singles) == 1:
        return singles[0]
    media = [{"type": str(_kinds(file)[0]), "media": file.telegram_file_id} for file in files]
    return OutgoingCall(
        method="sendMediaGroup", chat_id=chat_id, arguments={"media": media}, otherwise=tuple(singles)
    )


def _single(file: FileView, chat_id: int, texts: Texts) -> OutgoingCall:
    """Try each kind that it could be."""
    call = Screen(text=texts("file-not-shown", name=file.file_name)).sent_to(chat_id)
    for kind in reversed(_kinds(file)):
        call = OutgoingCall(
            method=METHODS[kind],
            chat_id=chat_id,
            arguments={str(kind): file.telegram_file_id},
            otherwise=(call,),
        )
    return call


def _about(call: OutgoingCall, ticket: int) -> OutgoingCall:
    return replace(call, ticket=ticket, otherwise=tuple(_about(other, ticket) for other in call.otherwise))
