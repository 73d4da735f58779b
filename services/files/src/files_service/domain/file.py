"""A file: the record of an attachment, from the first byte of its upload on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from files_service.domain.content import Content
from files_service.domain.errors import AttachedElsewhereError, UnknownFileError
from files_service.domain.file_name import FileName

FileId = NewType("FileId", UUID)


class FileType(StrEnum):
    """What kind of content it is, as Telegram distinguishes it."""

    PHOTO = "photo"
    VIDEO = "video"
    VOICE = "voice"
    DOCUMENT = "document"


class TelegramKind(StrEnum):
    """As what Telegram handed it out."""

    UNKNOWN = ""
    PHOTO = "photo"
    VIDEO = "video"
    ANIMATION = "animation"
    VIDEO_NOTE = "video_note"
    VOICE = "voice"
    AUDIO = "audio"
    DOCUMENT = "document"


class FileState(StrEnum):
    PENDING = "PENDING"
    """Its bytes are on their way; nobody can see it."""
    READY = "READY"
    """Its bytes are stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDescription:
    """What is known of a file before its bytes. `uploader` is the number of a user; `None` for a service's own file."""

    name: FileName
    type: FileType
    telegram_file_id: str
    uploader: int | None
    telegram_kind: TelegramKind = TelegramKind.UNKNOWN
    internal: bool = False
    """It came with an internal note: for those alone who see the ticket's notes."""


@dataclass(eq=False, slots=True, kw_only=True)
class File:
    """`blob_key` names its bytes in the store; every attempt at an upload has an id and a key of its own.

    `ticket` is the number of the ticket that it is attached to. Times are aware and in UTC.
    """

    id: FileId
    caller: str
    description: FileDescription
    blob_key: str
    state: FileState
    ticket: int | None
    uploaded_at: datetime
    content: Content | None

    @classmethod
    def begin(
        cls,
        *,
        id: FileId,  # noqa: A002  # the field's name
        caller: str,
        description: FileDescription,
        ticket: int | None,
        now: datetime,
    ) -> "File":
        """Start an upload: from now on the store may hold bytes under `blob_key`."""
        return cls(
            id=id,
            caller=caller,
            description=description,
            # The day in front keeps folders small and lets a person find a day's files.
            blob_key=f"{now:%Y/%m/%d}/{id.hex}",
            state=FileState.PENDING,
            ticket=ticket,
            uploaded_at=now,
            content=None,
        )

    @property
    def stored(self) -> Content:
        """What its bytes are; raises `UnknownFileError` while they are on their way."""
        if self.content is None:
            raise UnknownFileError(self.id)
        return self.content

    def complete(self, content: Content, *, now: datetime) -> None:
        """All bytes are stored: it can be seen."""
        self.content = content
        self.state = FileState.READY
        self.uploaded_at = now

    def attach(self, ticket: int, *, actor: int | None) -> None:
        """Say which ticket it belongs to; repeating it changes nothing.

        Raises `UnknownFileError` when it is not `actor`'s to attach, `AttachedElsewhereError` when it has another.
        """
        self.require_visible(actor)
        if self.ticket not in {None, ticket}:
            raise AttachedElsewhereError(self.id)
        self.ticket = ticket

    def require_visible(self, actor: int | None) -> None:
        """Raise `UnknownFileError` for a file that is another person's own: uploaded, and on no ticket yet.

        Who may see a ticket's files is for the caller to decide, who knows the ticket; so is what a service without
        an acting user (`None`) does.
        """
        uploader = self.description.uploader
        if self.ticket is None and actor is not None and uploader is not None and actor != uploader:
            raise UnknownFileError(self.id)
