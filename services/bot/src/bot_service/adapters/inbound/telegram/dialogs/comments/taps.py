"""The buttons of comments: of those that wait for "Send", and of the question for one."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.dialogs.comments.screens import sent
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons import CommentAction, CommentButton
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, without_buttons
from bot_service.adapters.inbound.telegram.replies.replies import Replies


def create_router() -> Router:
    router = Router(name="comment-taps")
    router.callback_query.register(tapped, CommentButton.filter())
    return router


async def tapped(callback: CallbackQuery, callback_data: CommentButton, turn: Turn) -> Replies:
    conversation, texts = turn.conversation, turn.texts
    if callback_data.action is CommentAction.STOP_TYPING:
        if conversation.stage is Stage.COMMENT:
            conversation.stop_writing()
        return [answer(callback), Screen(text=texts("writing-stopped")).after_tap(callback)]
    comment = conversation.comments.get(callback_data.draft)
    if comment is None:
        return [answer(callback, texts.plain("comment-gone"), alert=True), *without_buttons(callback)]
    if callback_data.action is CommentAction.DROP:
        conversation.drop_comment(comment.id)
        return [answer(callback), Screen(text=texts("comment-dropped")).after_tap(callback)]
    ticket = await turn.desk.add_comment(comment, person=turn.person, bot_id=turn.key.bot_id)
    conversation.drop_comment(comment.id)
    chats = await turn.desk.chats.of_users([ticket.reporter])
    is_heard = any(chat.reachable for chat in chats)
    return [answer(callback), sent(comment, texts, is_heard=is_heard).after_tap(callback)]
