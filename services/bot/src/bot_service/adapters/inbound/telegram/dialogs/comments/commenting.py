"""Saying something on a ticket."""

from dataclasses import dataclass

from bot_service.adapters.inbound.telegram.dialogs.comments.screens import preview, reopen_offer
from bot_service.adapters.inbound.telegram.dialogs.content import Content
from bot_service.adapters.inbound.telegram.dialogs.conversation import RefusedReply
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.commands.add_attachments import require_open_for_comments
from bot_service.application.errors import RefusedError
from bot_service.application.views import TicketState, Verb
from bot_service.domain.attachment import Attachment
from bot_service.domain.comment import CommentDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What somebody wants to say on a ticket."""

    cause: int
    """The update in which it was written."""
    text: str
    attachments: tuple[Attachment, ...]
    sent_at: int
    """Unix time in seconds."""
    album: str | None

    @classmethod
    def of(cls, content: Content, turn: Turn) -> "Saying":
        return cls(
            cause=turn.key.update_id,
            text=content.text or content.said_beside,
            attachments=content.attachments,
            sent_at=content.sent_at,
            album=content.album,
        )


async def commented(said: Saying, ticket: int, turn: Turn) -> Replies:
    """Say it on the ticket; what staff say to others is shown to them before it goes out.

    What a closed ticket does not take is refused once, however many pictures follow, and nothing of it is kept.
    """
    about = await turn.desk.tickets.get(ticket, acting=turn.person.name)
    try:
        require_open_for_comments(about)
    except RefusedError:
        before = turn.conversation.refused
        turn.conversation.refused = RefusedReply(ticket=ticket, at=said.sent_at, album=said.album)
        if not said.text and before is not None and before.covers(ticket, said.sent_at):
            return []
        raise
    comment = CommentDraft.of(
        id=said.cause,
        ticket=ticket,
        text=said.text,
        attachments=said.attachments,
    )
    is_reporter = about.reporter == turn.person.name
    asks_reopen = is_reporter and about.state is TicketState.RESOLVED and Verb.REOPEN in about.allowed_verbs
    is_previewed = turn.person.role.is_staff and not is_reporter
    if asks_reopen or is_previewed:
        turn.conversation.keep_comment(comment)
    else:
        await turn.desk.add_comment(comment, person=turn.person, bot_id=turn.key.bot_id)
    if said.album is not None:
        turn.conversation.keep_comment_album(said.album, comment)
    if asks_reopen:
        return [turn.sends(reopen_offer(comment, about, turn.texts), about=ticket)]
    if is_previewed:
        return [turn.sends(preview(comment, turn.texts), about=ticket)]
    return [turn.says("comment-added", about=ticket, number=str(ticket))]
