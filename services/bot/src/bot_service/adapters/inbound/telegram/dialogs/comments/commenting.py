"""Saying something on a ticket."""

from dataclasses import dataclass

from bot_service.adapters.inbound.telegram.dialogs.comments.screens import noted, preview, reopen_offer
from bot_service.adapters.inbound.telegram.dialogs.content import Content
from bot_service.adapters.inbound.telegram.dialogs.remembered import NOBODYS, HeardMessage, RefusedReply
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, keyboard, liked
from bot_service.adapters.inbound.telegram.drawing.tickets.card_buttons import go_on_button
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.commands.comments.add_attachments import require_open_for_comments
from bot_service.application.errors import RefusedError
from bot_service.application.views.tickets import TicketState, TicketView, Verb
from bot_service.domain.comments.comment import CommentDraft
from bot_service.domain.files.attachment import Attachment
from bot_service.domain.words.marked_text import MarkedText


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What somebody wants to say on a ticket."""

    cause: int
    """The update in which it was written."""
    said: MarkedText
    attachments: tuple[Attachment, ...]
    sent_at: int
    """Unix time in seconds."""
    album: str | None
    message: int | None = None
    """The message that says it; None where a tap does."""
    heard: HeardMessage | None = None
    """The message that it is, where that is not known yet."""

    @classmethod
    def of(cls, content: Content, turn: Turn) -> "Saying":
        said = content.said or MarkedText(content.said_beside)
        return cls(
            cause=turn.key.update_id,
            said=said,
            message=content.message_id,
            heard=heard_in(content, turn.key.update_id, said),
            attachments=content.attachments,
            sent_at=content.sent_at,
            album=content.album,
        )


async def commented(said: Saying, ticket: int, turn: Turn, *, is_for_reporter: bool = False) -> Replies:
    """Say it on the ticket. What the desk's people say is their note, unless it is for the reporter (decision 52).

    What they say to the reporter is shown to them before it goes out.

    What a closed ticket does not take is refused once, however many pictures follow, and nothing of it is kept.
    """
    about = await turn.desk.tickets.get(ticket, acting=turn.person.name)
    try:
        require_open_for_comments(about)
    except RefusedError:
        before = turn.conversation.refused
        turn.conversation.refused = RefusedReply(ticket=ticket, at=said.sent_at, album=said.album)
        if not said.said and before is not None and before.covers(ticket, said.sent_at):
            return []
        if about.reporter == turn.person.name and about.is_over:
            text = turn.texts("refused-closed-for-comments")
            screen = Screen(text=text, keyboard=keyboard([go_on_button(about, turn.texts)]))
            return [turn.sends(screen, about=ticket)]
        raise
    comment = CommentDraft.of(
        id=said.cause,
        ticket=ticket,
        text=said.said,
        attachments=said.attachments,
    )
    if not is_for_reporter and speaks_for_desk(about, turn):
        return await noted_on(comment, said, turn)
    asked = question_about(comment, about, turn)
    if asked is not None:
        turn.conversation.keep_comment(comment)
    else:
        added = await turn.desk.add_comment(comment, person=turn.person, bot_id=turn.key.bot_id)
        turn.conversation.comment_sent(comment, added.name)
    if said.heard is not None:
        turn.conversation.hear(said.heard)
    if said.album is not None:
        turn.conversation.keep_comment_album(said.album, comment)
    if asked is not None:
        return [turn.sends(asked, about=ticket)]
    added_to = turn.says("comment-added", about=ticket, number=str(ticket))
    return [added_to if said.message is None else liked(turn.person.telegram_id, said.message, added_to)]


async def noted_on(comment: CommentDraft, said: Saying, turn: Turn) -> Replies:
    """Keep it among the desk's people, with all that comes along."""
    name = await turn.desk.write_note(comment, person=turn.person, bot_id=turn.key.bot_id)
    turn.conversation.comment_sent(comment, name, internal=True)
    if said.heard is not None:
        turn.conversation.hear(said.heard)
    if said.album is not None:
        turn.conversation.keep_comment_album(said.album, comment, internal=True)
    return [turn.sends(noted(comment, name, turn.texts), about=comment.ticket)]


def speaks_for_desk(about: TicketView, turn: Turn) -> bool:
    """Tell whether they work on the ticket: to one of their own, people of the desk are its reporter."""
    return Verb.WRITE_NOTE in about.allowed_verbs and about.reporter != turn.person.name


def question_about(comment: CommentDraft, about: TicketView, turn: Turn) -> Screen | None:
    """Return what is asked before a comment goes out; None where nothing is."""
    is_reporter = about.reporter == turn.person.name
    if is_reporter and about.state is TicketState.RESOLVED and Verb.REOPEN in about.allowed_verbs:
        return reopen_offer(comment, about, turn.texts)
    if not turn.person.role.is_staff or is_reporter:
        return None
    return preview(comment, turn.texts, followers=about.follower_count)


def heard_in(content: Content, comment: int, said: MarkedText) -> HeardMessage:
    """Return what a message became in a comment, with these words there."""
    return HeardMessage(
        message=NOBODYS if content.is_joined else content.message_id,
        draft=comment,
        text=said.text,
        marks=said.marks,
        files=tuple(each.file_id for each in content.attachments),
    )
