"""What is remembered of a conversation between two updates."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from bot_service.adapters.inbound.telegram.dialogs.remembered import (
    BulkChoice,
    CommentAlbum,
    HeardMessage,
    OfficeTask,
    QuestionMessage,
    RefusedReply,
    SentComment,
    SentRequest,
    UnsentRequest,
)
from bot_service.domain.comments.comment import CommentDraft
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.requests.draft import Draft, Step
from bot_service.domain.words.marked_text import MarkedText

MAX_COMMENTS: Final = 5
"""Previews of comments that wait for "Send"; the oldest one gives way."""

MAX_SENT_COMMENTS: Final = 10
MAX_SENT_REQUESTS: Final = 3
MAX_HEARD: Final = 30
"""Messages whose edits are followed: a request of ten attachments, and some comments."""
MAX_REACTED: Final = 30
"""Messages of which it is remembered that the person reacted to them."""


class Stage(StrEnum):
    """What the next message is taken for. The values are kept in the store: they never change."""

    OFFERED = "NewRequest:offered"
    WHAT = "NewRequest:what"
    WHERE = "NewRequest:where"
    URGENCY = "NewRequest:urgency"
    PREVIEW = "NewRequest:preview"
    FOR_WHOM = "NewRequest:for-whom"
    COMMENT = "Writing:comment"
    NOTE = "Writing:note"
    SAY_ANEW = "Writing:anew"
    REOPEN = "Writing:why"
    CORRECT_WHAT = "Correcting:what"
    CORRECT_WHERE = "Correcting:where"
    ASK_REPORTER = "Working:question"
    WAIT_FOR_VENDOR = "Working:supplier"
    RESOLVE = "Working:done"
    REJECT = "Working:declined"
    CANCEL = "Working:cancelled"
    PRIORITY = "Working:urgency"
    MERGE = "Working:merged"
    LINK = "Working:linked"
    TAGS = "Working:tagged"
    RATE = "Rating:word"
    FIND = "Finding:which"
    OFFICE = "Office:answer"
    BULK_WORDS = "Bulk:words"


STAGE_OF: Final[Mapping[Step, Stage]] = {
    Step.WHAT: Stage.WHAT,
    Step.WHERE: Stage.WHERE,
    Step.URGENCY: Stage.URGENCY,
    Step.PREVIEW: Stage.PREVIEW,
}


STEP_OF: Final[Mapping[Stage, Step]] = {stage: step for step, stage in STAGE_OF.items()}


@dataclass(slots=True, kw_only=True)
class Conversation:
    """Of one person in one chat: what is under way. Read before an update is handled, kept after it."""

    stage: Stage | None = None
    unsent: UnsentRequest | None = None
    sent: int | None = None
    """The draft of the request that was sent last: it is known again by its buttons."""
    writing_on: int | None = None
    """The ticket that the next message is about: a comment on it, or why it is to be reopened."""
    writing_since: int | None = None
    """The update that asked for it."""
    writing_for: str = ""
    """What was chosen before the words were asked for, such as a priority."""
    comments: dict[int, CommentDraft] = field(default_factory=dict)
    """Those that wait for "Send", by their ids."""
    album: CommentAlbum | None = None
    refused: RefusedReply | None = None
    heard: tuple[HeardMessage, ...] = ()
    """Messages whose edits are followed, the oldest first."""
    sent_comments: dict[int, SentComment] = field(default_factory=dict)
    """By the ids of their drafts."""
    sent_requests: dict[int, SentRequest] = field(default_factory=dict)
    """By the ids of their drafts."""
    office: OfficeTask | None = None
    bulk: BulkChoice | None = None
    reacted_to: tuple[int, ...] = ()
    """Messages that the person reacted to, of which somebody was told; the oldest first."""
    question: QuestionMessage | None = None
    asked_in: int | None = None
    """The topic in which the stage began, or went on; None outside of topics."""
    has_key: bool = False
    """A key is up by which a position can be shared (`requests/position.py`)."""
    asking: OutgoingCall | None = field(default=None, compare=False)
    """The call of this turn that asks something; it is not kept."""
    is_out_of_reach: bool = field(default=False, compare=False)
    """What was under way cannot be read now; it is not kept either."""

    @property
    def is_asking(self) -> bool:
        """Whether a question about a new request waits for its answer."""
        return self.stage in STAGE_OF.values() or self.stage is Stage.FOR_WHOM

    @property
    def asked_about(self) -> UnsentRequest:
        """The request that is being made; only in the stages of one. Raises LookupError."""
        if self.unsent is None:
            raise LookupError("no request is being made")
        return self.unsent

    @property
    def written_on(self) -> int:
        """The ticket that is written on; only in the stages of that. Raises LookupError."""
        if self.writing_on is None:
            raise LookupError("no comment is being written")
        return self.writing_on

    def keep_request(self, request: UnsentRequest, stage: Stage) -> None:
        self.unsent = request
        self.stage = stage

    def drop_request(self) -> None:
        if self.unsent is not None:
            self._forget(self.unsent.draft.id)
        self.unsent = None
        self.stage = None

    def request_joined(self) -> None:
        """Forget the request that was being made, but for what its buttons say: another one is about the same."""
        self.sent = self.asked_about.draft.id
        self.drop_request()

    def request_sent(self, ticket: int) -> None:
        """Remember what became of it: its messages may still be edited."""
        draft = self.asked_about.draft
        self.sent, self.unsent, self.stage = draft.id, None, None
        sent = self.sent_requests | {draft.id: SentRequest(ticket=ticket, draft=draft)}
        self.sent_requests = {id_: sent[id_] for id_ in sorted(sent)[-MAX_SENT_REQUESTS:]}

    def request_corrected(self, draft: Draft) -> None:
        """Remember what it says by now."""
        self.sent_requests = self.sent_requests | {
            draft.id: replace(self.sent_requests[draft.id], draft=draft)
        }

    def request_became_comment(self) -> None:
        """Forget it as a request: its messages are the comment's."""
        self.sent = self.asked_about.draft.id
        self.unsent = None
        self.stage = None

    def start_writing(self, ticket: int, since: int, stage: Stage = Stage.COMMENT, chosen: str = "") -> None:
        self.writing_on = ticket
        self.writing_since = since
        self.writing_for = chosen
        self.stage = stage

    def stop_writing(self) -> None:
        self.writing_on = None
        self.writing_since = None
        self.writing_for = ""
        self.stage = None

    def drop_bulk(self) -> None:
        self.bulk = None
        if self.stage is Stage.BULK_WORDS:
            self.stage = None

    def ask_in_office(self, task: OfficeTask) -> None:
        self.office = task
        self.stage = Stage.OFFICE

    def leave_office(self) -> None:
        self.office = None
        if self.stage is Stage.OFFICE:
            self.stage = None

    def keep_comment(self, comment: CommentDraft) -> None:
        waiting = self.comments | {comment.id: comment}
        self.comments = {id_: waiting[id_] for id_ in sorted(waiting)[-MAX_COMMENTS:]}

    def comment_sent(self, comment: CommentDraft, name: str, *, internal: bool = False) -> None:
        """Remember under which name it is on its ticket."""
        said = SentComment(name=name, draft=comment, internal=internal)
        sent = self.sent_comments | {comment.id: said}
        self.sent_comments = {id_: sent[id_] for id_ in sorted(sent)[-MAX_SENT_COMMENTS:]}

    def comment_put_anew(self, name: str, said: MarkedText) -> None:
        """Remember what it says by now: what is told to the reporter of a note is that."""
        self.sent_comments = {
            id_: replace(each, draft=replace(each.draft, text=said.text, marks=said.marks))
            if each.name == name
            else each
            for id_, each in self.sent_comments.items()
        }

    def comment_taken_back(self, name: str) -> None:
        """Forget it: nobody can be told of it any more."""
        self.sent_comments = {id_: each for id_, each in self.sent_comments.items() if each.name != name}

    def hear(self, message: HeardMessage) -> None:
        """Remember what a message became; what it was before an edit is forgotten, its place among the others stays."""
        if any(_same(each, message) for each in self.heard):
            self.heard = tuple(message if _same(each, message) else each for each in self.heard)
        else:
            self.heard = (*self.heard, message)[-MAX_HEARD:]

    def react_to(self, message: int) -> bool:
        """Remember that they did; tell whether that is the first time."""
        if message in self.reacted_to:
            return False
        self.reacted_to = (*self.reacted_to, message)[-MAX_REACTED:]
        return True

    def heard_of(self, draft: int) -> tuple[HeardMessage, ...]:
        """Return the messages that became part of a request or comment, in their order."""
        return tuple(each for each in self.heard if each.draft == draft)

    def ticket_of(self, message: int) -> int | None:
        """Return the ticket that a message was said on, which is still remembered."""
        for heard in self.heard:
            sent = self.sent_comments.get(heard.draft)
            if heard.message == message and sent is not None:
                return sent.draft.ticket
        return None

    def forget_words(self, draft: int) -> None:
        """What was written is replaced as a whole: no earlier message is part of the text any more."""
        kept = (each for each in self.heard if each.draft != draft or each.files or each.is_place)
        self.heard = tuple(replace(each, text="") if each.draft == draft else each for each in kept)

    def forget_place(self, draft: int) -> None:
        """The place was said anew: no earlier message is it any more."""
        self.heard = tuple(each for each in self.heard if not (each.draft == draft and each.is_place))

    def _forget(self, draft: int) -> None:
        self.heard = tuple(each for each in self.heard if each.draft != draft)

    def drop_comment(self, id_: int) -> None:
        self.comments = {other: comment for other, comment in self.comments.items() if other != id_}

    @property
    def newest_comment(self) -> CommentDraft | None:
        """The last one of those that wait for "Send"."""
        return self.comments[max(self.comments)] if self.comments else None

    def keep_comment_album(self, album: str, comment: CommentDraft, *, internal: bool = False) -> None:
        """Remember whose further parts may still come."""
        self.album = CommentAlbum(id=album, ticket=comment.ticket, comment=comment.id, internal=internal)

    def comment_album(self, album: str) -> CommentAlbum | None:
        """Return what the first part of `album` became, if that was a comment."""
        return self.album if self.album is not None and self.album.id == album else None


def _same(one: HeardMessage, other: HeardMessage) -> bool:
    return (one.message, one.draft, one.is_place) == (other.message, other.draft, other.is_place)
