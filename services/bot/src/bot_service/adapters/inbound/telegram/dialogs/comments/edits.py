"""Edits of messages that are part of a comment: one that waits for "Send", or one that is on its ticket."""

from aiogram import F, Router
from aiogram.filters import BaseFilter
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.comments.commenting import question_about
from bot_service.adapters.inbound.telegram.dialogs.comments.passing_on import shown_anew
from bot_service.adapters.inbound.telegram.dialogs.content import Content, content_of
from bot_service.adapters.inbound.telegram.dialogs.remembered import HeardMessage, SentComment
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.domain.comments.comment import CommentDraft
from bot_service.domain.files.attachment import Attachment
from bot_service.domain.requests.draft import replaced
from bot_service.domain.words.marked_text import MarkedText


class PartOfComment(BaseFilter):
    """Passes edits of what became part of a comment, and says which."""

    async def __call__(
        self, message: Message, turn: Turn
    ) -> bool | dict[str, HeardMessage | CommentDraft | SentComment]:
        conversation = turn.conversation
        for heard in conversation.heard:
            if heard.message != message.message_id:
                continue
            if (waiting := conversation.comments.get(heard.draft)) is not None:
                return {"heard": heard, "comment": waiting}
            if (sent := conversation.sent_comments.get(heard.draft)) is not None:
                return {"heard": heard, "comment": sent}
        return False


def create_router() -> Router:
    router = Router(name="comment-edits")
    router.edited_message.register(edited, ~F.location.live_period, PartOfComment())
    return router


async def edited(
    message: Message, heard: HeardMessage, comment: CommentDraft | SentComment, turn: Turn
) -> Replies:
    return await put_anew(content_of(message, turn.texts), heard, comment, turn)


async def put_anew(
    content: Content, heard: HeardMessage, comment: CommentDraft | SentComment, turn: Turn
) -> Replies:
    """Ask about it anew, or have its ticket keep another version of it; raises `DraftError`."""
    now = heard.saying(
        content.said or MarkedText(content.said_beside if heard.text else ""),
        files=tuple(each.file_id for each in content.attachments),
    )
    if now == heard:
        return []
    before = comment.draft if isinstance(comment, SentComment) else comment
    after = _rewritten(before, heard, now, content.attachments, turn)
    if isinstance(comment, SentComment):
        await turn.desk.edit_comment(
            comment.name,
            before,
            after,
            person=turn.person,
            cause=turn.key,
            internal=comment.internal,
        )
        turn.conversation.comment_sent(after, comment.name, internal=comment.internal)
        shown = [] if comment.internal else await shown_anew(before, after, comment.name, turn)
        replies = [turn.says("comment-corrected", about=after.ticket, number=str(after.ticket)), *shown]
    else:
        about = await turn.desk.tickets.get(after.ticket, acting=turn.person.name)
        turn.conversation.keep_comment(after)
        asked = question_about(after, about, turn)
        replies = [] if asked is None else [turn.sends(asked, about=after.ticket)]
    turn.conversation.hear(now)
    return replies


def _rewritten(
    comment: CommentDraft,
    before: HeardMessage,
    now: HeardMessage,
    brought: tuple[Attachment, ...],
    turn: Turn,
) -> CommentDraft:
    parts = [now if each == before else each for each in turn.conversation.heard_of(comment.id)]
    text = MarkedText.joined("\n", (each.said for each in parts if each.text))
    return comment.rewritten(text, replaced(comment.attachments, before.files, brought))
