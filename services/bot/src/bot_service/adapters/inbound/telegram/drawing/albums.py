"""Attachments shown again in Telegram, by the file ids under which Telegram keeps them."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot_service.application.views import FileView
from bot_service.domain.outgoing import OutgoingCall

MOST_IN_AN_ALBUM: Final = 10
MUSIC: Final = frozenset({"audio/mpeg", "audio/mp4"})
"""What Telegram's apps send as music; it refuses that as a document, and an album that mixes the two."""
ALBUMS: Final = (("photo", "video"), ("document",), ("audio",))
"""Which kinds may be in one album."""
METHODS: Final[Mapping[str, str]] = {
    "photo": "sendPhoto",
    "video": "sendVideo",
    "document": "sendDocument",
    "audio": "sendAudio",
    "voice": "sendVoice",
}
"""By Telegram's name for the kind, which is also the argument's name."""


def shown_again(files: Sequence[FileView], chat_id: int, *, about: int) -> list[OutgoingCall]:
    """Return the messages that show the files: pictures with films, documents, and music together, voices singly.

    A reply to one of them is a comment on the ticket that it is `about`. Files that did not come through Telegram
    cannot be shown this way and are left out.
    """
    known = [file for file in files if file.telegram_file_id]
    groups = [[file for file in known if _kind(file) in kinds] for kinds in ALBUMS]
    albums = [_album(part, chat_id, about) for group in groups for part in _parts(group)]
    return albums + [_single(file, chat_id, about) for file in known if _kind(file) == "voice"]


def _kind(file: FileView) -> str:
    return "audio" if file.kind == "document" and file.content_type in MUSIC else file.kind


def _parts(files: Sequence[FileView]) -> list[Sequence[FileView]]:
    return [files[start : start + MOST_IN_AN_ALBUM] for start in range(0, len(files), MOST_IN_AN_ALBUM)]


def _album(files: Sequence[FileView], chat_id: int, ticket: int) -> OutgoingCall:
    if len(files) == 1:
        return _single(files[0], chat_id, ticket)
    media = [{"type": _kind(file), "media": file.telegram_file_id} for file in files]
    return OutgoingCall(method="sendMediaGroup", chat_id=chat_id, arguments={"media": media}, ticket=ticket)


def _single(file: FileView, chat_id: int, ticket: int) -> OutgoingCall:
    kind = _kind(file)
    return OutgoingCall(
        method=METHODS[kind], chat_id=chat_id, arguments={kind: file.telegram_file_id}, ticket=ticket
    )
