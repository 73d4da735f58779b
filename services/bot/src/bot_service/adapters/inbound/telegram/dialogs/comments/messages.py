"""Comments: replies to messages about a ticket, and what is written after tapping "comment"."""

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.comments.screens import preview, reopen_offer
from bot_service.adapters.inbound.telegram.dialogs.content import Content, content_of
from bot_service.adapters.inbound.telegram.dialogs.conversation import CommentAlbum, RefusedReply, Stage
from bot_service.adapters.inbound.telegram.dialogs.turn import InStage, Turn
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.commands.add_attachments import require_open_for_comments
from bot_service.application.errors import ForbiddenError, NotFoundError, RefusedError
from bot_service.application.views import TicketState, Verb
from bot_service.domain.comment import CommentDraft
from bot_service.domain.draft import check_size


class AboutTicket(BaseFilter):
    """Passes replies to messages about a ticket, and says which."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, int]:
        if message.reply_to_message is None:
            return False
        ticket = await turn.desk.links.ticket_of(message.chat.id, message.reply_to_message.message_id)
        return False if ticket is None else {"ticket": ticket}


class PartOfCommentAlbum(BaseFilter):
    """Passes further parts of an album whose first part became a comment, and says which."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, CommentAlbum]:
        if message.media_group_id is None:
            return False
        album = turn.conversation.comment_album(message.media_group_id)
        return False if album is None else {"album": album}


class PartOfRefusedAlbum(BaseFilter):
    """Passes further parts of an album whose first part a ticket did not take."""

    async def __call__(self, message: Message, turn: Turn) -> bool:
        refused = turn.conversation.refused
        return (
            message.media_group_id is not None
            and refused is not None
            and refused.album == message.media_group_id
        )


def create_router() -> Router:
    router = Router(name="comments")
    router.message.register(joined, PartOfCommentAlbum())
    router.message.register(said_already, PartOfRefusedAlbum())
    router.message.register(replied, AboutTicket())
    router.message.register(written, InStage(Stage.COMMENT))
    return router


async def replied(message: Message, ticket: int, turn: Turn) -> Replies:
    return await _commented(content_of(message, turn.texts), ticket, turn)


async def joined(message: Message, album: CommentAlbum, turn: Turn) -> Replies:
    """Let a further part of an album join the comment that its first part became: one album, one answer."""
    content = content_of(message, turn.texts)
    waiting = turn.conversation.comments.get(album.comment)
    if waiting is not None:
        turn.conversation.keep_comment(waiting.with_more(content.text, content.attachments))
        return []
    if content.text:
        return await _commented(content, album.ticket, turn)
    for attachment in content.attachments:
        check_size(attachment)
    await turn.desk.add_attachments(album.ticket, content.attachments, person=turn.person, cause=turn.key)
    return []


async def said_already(_message: Message) -> Replies:
    """An album is refused once."""
    return []


async def written(message: Message, turn: Turn) -> Replies:
    """A comment that cannot be accepted leaves the dialog as it is: the next message is another try.

    Where the ticket takes no comment at all any more, there is nothing to try.
    """
    try:
        replies = await _commented(content_of(message, turn.texts), turn.conversation.written_on, turn)
    except (RefusedError, NotFoundError, ForbiddenError):
        turn.conversation.stop_writing()
        raise
    turn.conversation.stop_writing()
    return replies


async def _commented(content: Content, ticket: int, turn: Turn) -> Replies:
    """Say it on the ticket; what staff say to others is shown to them before it goes out.

    What a closed ticket does not take is refused once, however many pictures follow, and nothing of it is kept.
    """
    about = await turn.desk.tickets.get(ticket, acting=turn.person.name)
    try:
        require_open_for_comments(about)
    except RefusedError:
        before = turn.conversation.refused
        turn.conversation.refused = RefusedReply(ticket=ticket, at=content.sent_at, album=content.album)
        if not content.text and before is not None and before.covers(ticket, content.sent_at):
            return []
        raise
    comment = CommentDraft.of(
        id=turn.key.update_id,
        ticket=ticket,
        text=content.text or content.said_beside,
        attachments=content.attachments,
    )
    is_reporter = about.reporter == turn.person.name
    asks_reopen = is_reporter and about.state is TicketState.RESOLVED and Verb.REOPEN in about.allowed_verbs
    is_previewed = turn.person.role.is_staff and not is_reporter
    if asks_reopen or is_previewed:
        turn.conversation.keep_comment(comment)
    else:
        await turn.desk.add_comment(comment, person=turn.person, bot_id=turn.key.bot_id)
    if content.album is not None:
        turn.conversation.keep_comment_album(content.album, comment)
    if asks_reopen:
        return [turn.sends(reopen_offer(comment, about, turn.texts), about=ticket)]
    if is_previewed:
        return [turn.sends(preview(comment, turn.texts), about=ticket)]
    return [turn.says("comment-added", about=ticket, number=str(ticket))]
