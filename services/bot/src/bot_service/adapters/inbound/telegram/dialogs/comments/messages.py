"""Comments: replies to messages about a ticket, what is written in its topic, or after tapping "comment"."""

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.comments.commenting import (
    Saying,
    commented,
    heard_in,
    noted_on,
)
from bot_service.adapters.inbound.telegram.dialogs.comments.passing_on import shown_to_readers
from bot_service.adapters.inbound.telegram.dialogs.comments.writing import WritesOn
from bot_service.adapters.inbound.telegram.dialogs.content import content_of
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.remembered import CommentAlbum
from bot_service.adapters.inbound.telegram.dialogs.topics.meant import ticket_meant
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import ForbiddenError, NotFoundError, RefusedError
from bot_service.domain.comments.comment import CommentDraft
from bot_service.domain.requests.draft import check_size


class AboutTicket(BaseFilter):
    """Passes replies to messages about a ticket, also to comments of one's own, and what is written in its topic."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, int]:
        ticket = await ticket_meant(message, turn)
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
    # An answer to the question is a reply, too: it ends the asking.
    router.message.register(written, WritesOn(Stage.COMMENT))
    router.message.register(note, WritesOn(Stage.NOTE))
    router.message.register(replied, AboutTicket())
    return router


async def replied(message: Message, ticket: int, turn: Turn) -> Replies:
    return await commented(Saying.of(content_of(message, turn.texts), turn), ticket, turn)


async def note(message: Message, turn: Turn) -> Replies:
    content, ticket = content_of(message, turn.texts), turn.conversation.written_on
    said = Saying.of(content, turn)
    comment = CommentDraft.of(id=said.cause, ticket=ticket, text=said.said, attachments=said.attachments)
    try:
        replies = await noted_on(comment, said, turn)
    except (RefusedError, NotFoundError, ForbiddenError):
        turn.conversation.stop_writing()
        raise
    turn.conversation.stop_writing()
    return replies


async def joined(message: Message, album: CommentAlbum, turn: Turn) -> Replies:
    """Let a further part of an album join the comment that its first part became: one album, one answer."""
    content = content_of(message, turn.texts)
    waiting = turn.conversation.comments.get(album.comment)
    if waiting is not None:
        turn.conversation.keep_comment(waiting.with_more(content.said, content.attachments))
        turn.conversation.hear(heard_in(content, waiting.id, content.said))
        return []
    if content.text and album.internal:
        said = Saying.of(content, turn)
        more = CommentDraft.of(
            id=said.cause, ticket=album.ticket, text=said.said, attachments=said.attachments
        )
        return await noted_on(more, said, turn)
    if content.text:
        # What the first part was for, the others are for.
        return await commented(Saying.of(content, turn), album.ticket, turn, is_for_reporter=True)
    for attachment in content.attachments:
        check_size(attachment)
    await turn.desk.add_attachments(
        album.ticket,
        content.attachments,
        person=turn.person,
        cause=turn.key,
        internal=album.internal,
    )
    if (sent := turn.conversation.sent_comments.get(album.comment)) is not None:
        carrying = sent.draft.carrying(content.attachments)
        turn.conversation.comment_sent(carrying, sent.name, internal=sent.internal)
        turn.conversation.hear(heard_in(content, album.comment, content.said))
    if album.internal:
        return []
    name = "" if sent is None else sent.name
    return await shown_to_readers(content.attachments, album.ticket, turn, comment=name)


async def said_already(_message: Message) -> Replies:
    """An album is refused once."""
    return []


async def written(message: Message, turn: Turn) -> Replies:
    """A comment that cannot be accepted leaves the dialog as it is: the next message is another try.

    Where the ticket takes no comment at all any more, there is nothing to try.
    """
    try:
        replies = await commented(
            Saying.of(content_of(message, turn.texts), turn),
            turn.conversation.written_on,
            turn,
            is_for_reporter=True,
        )
    except (RefusedError, NotFoundError, ForbiddenError):
        turn.conversation.stop_writing()
        raise
    turn.conversation.stop_writing()
    return replies
