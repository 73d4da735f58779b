"""What a conversation remembers: of the request that is being made, of comments, of what was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot_service.domain.comments.comment import CommentDraft
from bot_service.domain.deliveries.outgoing import SENT_BY
from bot_service.domain.requests.draft import Draft
from bot_service.domain.requests.newcomer import Newcomer
from bot_service.domain.words.marked_text import MarkedText, Marks

NOBODYS: Final = 0
"""No message has this id: the text of several is none of them."""
ONE_BREATH: Final = 60
"""Seconds. Pictures that come no later after a refused reply are refused with it, without another word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsentRequest:
    """A request that is being made."""

    draft: Draft
    places: tuple[str, ...] = ()
    """The places on offer, in the order of their buttons."""
    place_codes: tuple[str, ...] = ()
    """Their codes in the tree of places; empty for one that is only words, and missing by the release before."""
    typed_place: str = ""
    """What was typed for a place, where the tree has some that it may mean."""
    compared_at: str = ""
    """The code of the place at which the person was told of what is like it."""
    album: str | None = None
    """The album that the last message was part of."""
    overfull_album: str | None = None
    """The album of which it was said that not all of it has room."""
    late_parts: tuple[str, ...] = ()
    """File ids of the last album's parts that came after its first one had the preview drawn."""
    newcomer: Newcomer | None = None
    """Who was named as somebody whose request it is, and may not be at Telegram."""
    text_message: int | None = None
    """The message that the text is; None where it is several, or none."""
    last_message_at: int = 0
    """Unix time in seconds."""

    def shows(self, digest: str) -> bool:
        """Return whether the preview with this digest shows what would be sent, but for the rest of an album."""
        draft = self.draft
        for file_id in self.late_parts:
            draft = draft.without_attachment(file_id)
        return digest in (self.draft.digest, draft.digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentAlbum:
    """An album whose first part became a comment; its further parts may still come."""

    id: str
    ticket: int
    comment: int
    internal: bool = False
    """It became a note: so do its further parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardMessage:
    """A message that became part of a request or a comment: what an edit of it changes."""

    message: int
    draft: int
    """Of the request or the comment: the update that it began with."""
    text: str = ""
    """Its own words there; empty where it brought none."""
    files: tuple[str, ...] = ()
    """Telegram's ids of the files that it brought."""
    is_place: bool = False
    """It is where the request is about."""
    marks: Marks = ()
    """What is marked in its words."""

    @property
    def said(self) -> MarkedText:
        return MarkedText(self.text, self.marks)

    def saying(self, said: MarkedText, files: tuple[str, ...]) -> "HeardMessage":
        """Return it as it is after an edit."""
        return replace(self, text=said.text, marks=said.marks, files=files)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentComment:
    """A comment that is on its ticket, as it was written last."""

    name: str
    """`tickets/42/comments/7`"""
    draft: CommentDraft
    internal: bool = False
    """A note of the desk's people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRequest:
    """A request that was sent, as it was written last: an edit of one of its messages corrects it."""

    ticket: int
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedReply:
    """The last reply that its ticket did not take."""

    ticket: int
    at: int
    """Unix time in seconds."""
    album: str | None = None

    def covers(self, ticket: int, at: int) -> bool:
        """Tell whether what comes `at` that time for the ticket is of the same breath: it was said already."""
        return self.ticket == ticket and at - self.at <= ONE_BREATH


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTask:
    """What an admin was asked for while they look after the desk; kept until they answer, or do something else."""

    kind: str
    """An `OfficeQuestion` of the dialogs."""
    since: int
    """The update that asked."""
    subject: str = ""
    """What it is about, such as a place's code, or the file that was sent."""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkChoice:
    """Several tickets of a queue, and what is to be done to them, as far as it is said."""

    since: int
    """The update that began it: only its own buttons are about it."""
    which: str
    """A `Queue`."""
    place: str = ""
    tag: str = ""
    chosen: tuple[int, ...] = ()
    verb: str = ""
    """A `BulkVerb`."""
    value: str = ""
    """To whom (`users/8`), or the priority."""
    words: str = ""
    of: str = ""
    """Whose work is handed over (`users/8`): only what they have is chosen from; empty where it is not about that."""
    ready: tuple[int, ...] = ()
    """Those of the chosen that can be, as they were shown before it was confirmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionMessage:
    """The message that asks something: by its id or, where that is not known, by the call that sent it."""

    message_id: int | None = None
    cause: str = ""
    n: int = 0

    @property
    def address(self) -> Mapping[str, object]:
        """Return the arguments by which an edit finds it."""
        if self.message_id is not None:
            return {"message_id": self.message_id}
        return {SENT_BY: {"cause": self.cause, "n": self.n}}
