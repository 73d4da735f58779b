"""What is written in a ticket's topic: a note, unless it is for the reporter, and that is said."""

from typing import Final

from aiogram import F, Router
from aiogram.filters import BaseFilter, Command
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.commands import Marked, marked_command
from bot_service.adapters.inbound.telegram.dialogs.comments.commenting import Saying, noted_on
from bot_service.adapters.inbound.telegram.dialogs.comments.edits import PartOfComment, put_anew
from bot_service.adapters.inbound.telegram.dialogs.comments.messages import (
    PartOfCommentAlbum,
    PartOfRefusedAlbum,
    joined,
    said_already,
)
from bot_service.adapters.inbound.telegram.dialogs.comments.passing_on import shown_to_readers
from bot_service.adapters.inbound.telegram.dialogs.content import (
    SUPPORTED,
    Content,
    after_command,
    content_of,
)
from bot_service.adapters.inbound.telegram.dialogs.remembered import (
    CommentAlbum,
    HeardMessage,
    RefusedReply,
    SentComment,
)
from bot_service.adapters.inbound.telegram.dialogs.staff_group.turn import GroupTurn, OfStaff
from bot_service.adapters.inbound.telegram.dialogs.tickets.changes import REFUSED, not_done
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, reacted
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.commands.comments.add_attachments import require_open_for_comments
from bot_service.application.ports.topics.staff_group import StaffGroup
from bot_service.application.ports.updates.allowances import GROUP_HINTS
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.application.request_desk import RequestDesk
from bot_service.domain.comments.comment import CommentDraft
from bot_service.domain.deliveries.outgoing import MessageRole

TAKEN: Final = "✍"
REPLY: Final = "reply"


class InTicketTopic(BaseFilter):
    """Passes what is written in the topic of a ticket, and says which."""

    async def __call__(
        self, message: Message, desk: RequestDesk, staff_group: StaffGroup | None
    ) -> bool | dict[str, int]:
        if staff_group is None or message.message_thread_id is None:
            return False
        ticket = await desk.topics.ticket_in(message.chat.id, message.message_thread_id)
        return False if ticket is None else {"ticket": ticket}


class RepliesToCopy(BaseFilter):
    """Passes a reply to what the bot showed of the reporter's words.

    In topics every message is a reply, as a rule to the one with which its topic began.
    """

    async def __call__(self, message: Message, desk: RequestDesk) -> bool:
        answered = message.reply_to_message
        if answered is None:
            return False
        return await desk.links.role_of(message.chat.id, answered.message_id) is MessageRole.NOTICE


def create_router() -> Router:
    router = Router(name="group-writing")
    said = F.content_type.in_(SUPPORTED)
    router.message.register(of_strangers, said, InTicketTopic(), ~OfStaff())
    router.message.register(joined_there, InTicketTopic(), OfStaff(), PartOfCommentAlbum())
    router.message.register(said_already, InTicketTopic(), OfStaff(), PartOfRefusedAlbum())
    router.message.register(replied, said, InTicketTopic(), Marked(), Command(REPLY, ignore_case=True))
    router.message.register(answered, said, InTicketTopic(), RepliesToCopy())
    router.message.register(other_command, said, InTicketTopic(), Marked())
    router.message.register(note, said, InTicketTopic())
    router.edited_message.register(edited, ~F.location.live_period, OfStaff(), PartOfComment())
    return router


async def of_strangers(
    message: Message, key: UpdateKey, desk: RequestDesk, texts: Texts, is_anonymous: bool
) -> Replies:
    """Whoever is not of the desk, or hides who they are, is told once an hour that nothing comes of it."""
    if message.from_user is not None and message.from_user.is_bot and message.sender_chat is None:
        return []  # another bot; who hides has a bot of Telegram's for a name, and a chat
    who = message.from_user.id if message.from_user is not None and not is_anonymous else 0
    if await desk.allowances.take(GROUP_HINTS, f"{message.chat.id}/{who}", key.update_id) is not None:
        return []
    said = Screen(text=texts("group-under-own-name" if is_anonymous else "group-staff-only"))
    turn_to = {"message_thread_id": message.message_thread_id}
    call = said.sent_to(message.chat.id)
    return [call.with_arguments(turn_to)]


async def replied(message: Message, ticket: int, turn: GroupTurn) -> Replies:
    """`/reply text`, also below a picture."""
    content = after_command(message, turn.texts)
    if not content.text and not content.attachments:
        return [turn.says("group-reply-empty")]
    return await _told(content, ticket, turn)


async def answered(message: Message, ticket: int, turn: GroupTurn) -> Replies:
    return await _told(content_of(message, turn.texts), ticket, turn)


async def other_command(_message: Message) -> Replies:
    """Whatever it was for, it is no note."""
    return []


async def note(message: Message, ticket: int, turn: GroupTurn) -> Replies:
    content = content_of(message, turn.texts)
    if content.attachments:
        # Once for an album.
        turn.conversation.refused = RefusedReply(ticket=ticket, at=content.sent_at, album=content.album)
        return [turn.says("group-notes-are-words")]
    saying = Saying.of(content, turn)
    comment = CommentDraft.of(id=saying.cause, ticket=ticket, text=saying.said, attachments=())
    try:
        # Before it is: the news of it may be faster than the rest of this.
        await turn.desk.topics.write(turn.chat_id, ticket, author=turn.person.name, words=comment.text)
        await noted_on(comment, saying, turn)
    except REFUSED as error:
        return await not_done(error, ticket, turn)
    said = turn.says("noted", about=ticket, number=str(ticket))
    return [reacted(turn.chat_id, message.message_id, TAKEN, otherwise=said)]


async def joined_there(message: Message, album: CommentAlbum, turn: GroupTurn) -> Replies:
    """What is written below a further part goes where the first part went."""
    content = content_of(message, turn.texts)
    if content.text and not album.internal and album.comment not in turn.conversation.comments:
        return await _told(content, album.ticket, turn)
    return await joined(message, album, turn)


async def edited(
    message: Message, heard: HeardMessage, comment: CommentDraft | SentComment, turn: GroupTurn
) -> Replies:
    """Have the ticket keep what it says now; the command before it is no part of that, as it was not at first."""
    command = (marked_command(message) or "").partition("@")[0].lower()
    is_reply = command == f"/{REPLY}" and not (isinstance(comment, SentComment) and comment.internal)
    content = after_command(message, turn.texts) if is_reply else content_of(message, turn.texts)
    return await put_anew(content, heard, comment, turn)


async def _told(content: Content, ticket: int, turn: GroupTurn) -> Replies:
    """Say it to the reporter, at once: to write it so was to decide it."""
    saying = Saying.of(content, turn)
    comment = CommentDraft.of(
        id=saying.cause, ticket=ticket, text=saying.said, attachments=saying.attachments
    )
    try:
        about = await turn.desk.tickets.get(ticket, acting=turn.person.name)
        require_open_for_comments(about)
        added = await turn.desk.add_comment(comment, person=turn.person, bot_id=turn.key.bot_id)
    except REFUSED as error:
        return await not_done(error, ticket, turn)
    turn.conversation.comment_sent(comment, added.name)
    if saying.heard is not None:
        turn.conversation.hear(saying.heard)
    if content.album is not None:
        turn.conversation.keep_comment_album(content.album, comment)
    reporter = (await turn.desk.people.get_all([about.reporter])).get(about.reporter)
    name = "" if reporter is None else reporter.display_name
    shown = await shown_to_readers(comment.attachments, ticket, turn, comment=added.name)
    return [turn.says("group-sent", name=name), *shown]
