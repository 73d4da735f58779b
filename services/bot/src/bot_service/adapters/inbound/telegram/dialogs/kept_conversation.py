"""Conversations as the store keeps them: JSON values that every release reads and writes alike."""

from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from bot_service.adapters.inbound.telegram.dialogs.conversation import Conversation, Stage
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
from bot_service.application.ports.chats.conversations import KeptConversation
from bot_service.domain.comments.comment import CommentDraft
from fixline_telemetry.crashes import report


class Memory(BaseModel):
    """The fields of a `Conversation` but its stage, under the names that they have in the store."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)  # it is what people wrote

    talk: UnsentRequest | None = None
    sent: int | None = None
    writing: int | None = None
    writing_since: int | None = None
    writing_for: str = ""
    comments: Annotated[dict[int, CommentDraft], BeforeValidator(lambda kept: kept or {})] = {}
    album: CommentAlbum | None = None
    refused: RefusedReply | None = None
    heard: tuple[HeardMessage, ...] = ()
    sent_comments: dict[int, SentComment] = {}
    sent_requests: dict[int, SentRequest] = {}
    office: OfficeTask | None = None
    bulk: BulkChoice | None = None
    reacted_to: tuple[int, ...] = ()
    question: QuestionMessage | None = None
    asked_in: int | None = None
    has_key: bool | None = None


STAGES: Final = {stage.value: stage for stage in Stage}


def restored(kept: KeptConversation) -> Conversation:
    """Read what this or an earlier release kept; a stage that this one does not know is none.

    What cannot be read is reported, and forgotten: its person begins again instead of being served no more.
    """
    try:
        memory = Memory.model_validate(kept.data)
    except ValidationError as error:
        report(error, part="conversation")
        return Conversation()
    return Conversation(
        stage=STAGES.get(kept.state or ""),
        unsent=memory.talk,
        sent=memory.sent,
        writing_on=memory.writing,
        writing_since=memory.writing_since,
        writing_for=memory.writing_for,
        comments=dict(memory.comments),
        album=memory.album,
        refused=memory.refused,
        heard=memory.heard,
        sent_comments=dict(memory.sent_comments),
        sent_requests=dict(memory.sent_requests),
        office=memory.office,
        bulk=memory.bulk,
        reacted_to=memory.reacted_to,
        question=memory.question,
        asked_in=memory.asked_in,
        has_key=bool(memory.has_key),
        is_out_of_reach=kept.is_out_of_reach,
    )


def kept(conversation: Conversation) -> KeptConversation:
    memory = Memory(
        talk=conversation.unsent,
        sent=conversation.sent,
        writing=conversation.writing_on,
        writing_since=conversation.writing_since,
        writing_for=conversation.writing_for,
        comments=conversation.comments,
        album=conversation.album,
        refused=conversation.refused,
        heard=conversation.heard,
        sent_comments=conversation.sent_comments,
        sent_requests=conversation.sent_requests,
        office=conversation.office,
        bulk=conversation.bulk,
        reacted_to=conversation.reacted_to,
        question=conversation.question,
        asked_in=conversation.asked_in,
        has_key=conversation.has_key or None,
    )
    data = memory.model_dump(mode="json")
    return KeptConversation(
        state=conversation.stage,
        data={name: value for name, value in data.items() if value not in (None, {}, [], "")},
    )
