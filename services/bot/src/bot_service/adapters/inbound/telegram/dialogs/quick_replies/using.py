"""A quick reply in place of typing one: it is filled in, and shown before it goes out as any reply is (decision 52)."""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.types import CallbackQuery, InlineKeyboardButton

from bot_service.adapters.inbound.telegram.dialogs.comments.commenting import speaks_for_desk
from bot_service.adapters.inbound.telegram.dialogs.comments.screens import preview
from bot_service.adapters.inbound.telegram.dialogs.comments.writing import stopping
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.quick_replies.placeholders import filled_in
from bot_service.adapters.inbound.telegram.dialogs.quick_replies.screens import using_rows
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.quick_replies import (
    QuickReplyAction,
    QuickReplyButton,
)
from bot_service.adapters.inbound.telegram.drawing.screen import (
    answer,
    keyboard,
    with_buttons,
)
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.views.tickets import Verb
from bot_service.domain.comments.comment import CommentDraft
from bot_service.domain.quick_replies.quick_reply import DESKS, QuickReply


def create_router() -> Router:
    router = Router(name="using-quick-replies")
    on_ticket = F.number > 0
    router.callback_query.register(
        use, QuickReplyButton.filter((F.action == QuickReplyAction.USE) & on_ticket)
    )
    router.callback_query.register(
        turned, QuickReplyButton.filter((F.action == QuickReplyAction.PAGE) & on_ticket)
    )
    return router


async def quick_rows(number: int, turn: Turn, page: int = 0) -> list[list[InlineKeyboardButton]]:
    """Return the rows of buttons that say something on the ticket: one's own first, then the desk's."""
    return using_rows(await usable(turn), number, page, turn.texts)


async def usable(turn: Turn) -> Sequence[QuickReply]:
    replies = turn.desk.quick_replies
    return [*await replies.of(turn.person.name), *await replies.of(DESKS)]


async def use(callback: CallbackQuery, callback_data: QuickReplyButton, turn: Turn) -> Replies:
    """Show what the reporter would read in place of the question."""
    reply = await turn.desk.quick_replies.get(callback_data.id)
    if reply is None or not reply.usable_by(turn.person.name):
        return [answer(callback, turn.texts.plain("quick-gone"), alert=True)]
    number = callback_data.number
    ticket = await turn.desk.tickets.get(number, acting=turn.person.name)
    if Verb.COMMENT not in ticket.allowed_verbs or not speaks_for_desk(ticket, turn):
        why = "refused-closed-for-comments" if ticket.done else "refused-forbidden"
        return [answer(callback, turn.texts.plain(why), alert=True)]
    draft = CommentDraft.of(
        id=turn.key.update_id,
        ticket=number,
        text=await filled_in(reply.words, ticket, turn),
        attachments=(),
    )
    conversation = turn.conversation
    if conversation.stage is Stage.COMMENT and conversation.written_on == number:
        conversation.stop_writing()
    conversation.keep_comment(draft)
    shown = preview(draft, turn.texts, followers=ticket.follower_count)
    return [answer(callback), shown.after_tap(callback)]


async def turned(callback: CallbackQuery, callback_data: QuickReplyButton, turn: Turn) -> Replies:
    if not turn.person.role.is_staff:
        return [answer(callback, turn.texts.plain("refused-forbidden"), alert=True)]
    rows = await quick_rows(callback_data.number, turn, callback_data.id)
    stop = stopping(turn, turn.conversation.writing_since or 0)
    return [answer(callback), *with_buttons(callback, keyboard(*rows, [stop]))]
