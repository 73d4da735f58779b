"""The buttons of comments: of those that wait for "Send", and of the question for one."""

from dataclasses import replace
from typing import Final

from aiogram import Router
from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.dialogs.comments.passing_on import shown_to_readers
from bot_service.adapters.inbound.telegram.dialogs.comments.reach import why_unheard
from bot_service.adapters.inbound.telegram.dialogs.comments.screens import noted, preview, sent
from bot_service.adapters.inbound.telegram.dialogs.comments.writing import WRITING, stop_writing
from bot_service.adapters.inbound.telegram.dialogs.refused_taps import outdated
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.comments import CommentAction, CommentButton
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, without_buttons
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.domain.comments.comment import CommentDraft

DROPS: Final = {CommentAction.DROP: "comment-dropped", CommentAction.DROP_OWN: "comment-dropped-own"}


def create_router() -> Router:
    router = Router(name="comment-taps")
    router.callback_query.register(tapped, CommentButton.filter())
    return router


async def tapped(callback: CallbackQuery, callback_data: CommentButton, turn: Turn) -> Replies:
    conversation, texts = turn.conversation, turn.texts
    if callback_data.action is CommentAction.STOP_TYPING:
        # A question that is asked no more may have been answered, or given way to another one, which goes on.
        if conversation.stage not in WRITING or conversation.writing_since not in (None, callback_data.draft):
            return await outdated(callback, turn)
        stopped = stop_writing(conversation, texts)
        return [answer(callback), Screen(text=stopped).after_tap(callback)]
    if callback_data.action is CommentAction.TO_REPORTER:
        return await to_reporter(callback, callback_data.draft, turn)
    comment = conversation.comments.get(callback_data.draft)
    if comment is None:
        return [answer(callback, texts.plain("comment-gone"), alert=True), *without_buttons(callback)]
    said, name = await _settled(comment, callback_data.action, turn)
    conversation.drop_comment(comment.id)
    is_sent = callback_data.action is CommentAction.SEND
    attachments = comment.attachments if is_sent else ()
    shown = await shown_to_readers(attachments, comment.ticket, turn, comment=name)
    return [answer(callback), said.after_tap(callback), *shown]


async def to_reporter(callback: CallbackQuery, draft: int, turn: Turn) -> Replies:
    """Show what the reporter would read, in place of the news that it is a note, which it stays."""
    note = turn.conversation.sent_comments.get(draft)
    if note is None or not note.internal:
        said = answer(callback, turn.texts.plain("comment-gone"), alert=True)
        return [said, *without_buttons(callback)]
    comment = replace(note.draft, id=turn.key.update_id)
    about = await turn.desk.tickets.get(comment.ticket, acting=turn.person.name)
    turn.conversation.keep_comment(comment)
    shown = preview(comment, turn.texts, followers=about.follower_count)
    return [answer(callback), shown.after_tap(callback)]


async def _settled(comment: CommentDraft, action: CommentAction, turn: Turn) -> tuple[Screen, str]:
    """Do what was decided about a comment that waited.

    Return what is said in place of the question, and the comment (`tickets/42/comments/7`), empty where there is none.
    """
    texts, person, bot_id = turn.texts, turn.person, turn.key.bot_id
    if action in DROPS:
        return Screen(text=texts(DROPS[action])), ""
    if action is CommentAction.REOPEN:
        await turn.desk.reopen_ticket(comment, person=person, bot_id=bot_id)
        return Screen(text=texts("reopened", number=str(comment.ticket))), ""
    if action is CommentAction.NOTE:
        name = await turn.desk.write_note(comment, person=person, bot_id=bot_id)
        turn.conversation.comment_sent(comment, name, internal=True)
        return noted(comment, name, texts), name
    added = await turn.desk.add_comment(comment, person=person, bot_id=bot_id)
    turn.conversation.comment_sent(comment, added.name)
    if action is CommentAction.ADD:
        return Screen(text=texts("comment-added", number=str(comment.ticket))), added.name
    why = await why_unheard(added.ticket.reporter, turn)
    return sent(comment, added.name, texts, unheard=texts(why) if why else None), added.name
