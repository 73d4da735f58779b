"""Comments: replies to messages about a ticket, and what is written after tapping "comment"."""

from aiogram import Router
from aiogram.filters import BaseFilter, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.conversation import (
    Writing,
    drop_comment,
    find_comment,
    find_comment_album,
    keep_comment,
    keep_comment_album,
    stop_writing,
    writing_on,
)
from bot_service.adapters.inbound.telegram.dialogs.received import received
from bot_service.adapters.inbound.telegram.drawing.buttons import CommentAction, CommentButton
from bot_service.adapters.inbound.telegram.drawing.html import clip
from bot_service.adapters.inbound.telegram.drawing.screen import (
    Screen,
    answer,
    button,
    keyboard,
    without_buttons,
)
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.desk import Desk
from bot_service.application.errors import ForbiddenError, NotFoundError, RefusedError
from bot_service.application.ports.update_handler import UpdateKey
from bot_service.domain.comment import CommentDraft
from bot_service.domain.draft import check_size
from bot_service.domain.outgoing import OutgoingCall
from bot_service.domain.person import Person

PREVIEW_UNITS = 3500


class AboutTicket(BaseFilter):
    """Passes replies to messages about a ticket, and says which."""

    async def __call__(self, message: Message, desk: Desk) -> bool | dict[str, int]:
        if message.reply_to_message is None:
            return False
        ticket = await desk.links.ticket_of(message.chat.id, message.reply_to_message.message_id)
        return False if ticket is None else {"ticket": ticket}


class PartOfCommentAlbum(BaseFilter):
    """Passes further parts of an album whose first part became a comment, and says which."""

    async def __call__(self, message: Message, state: FSMContext) -> bool | dict[str, int]:
        if message.media_group_id is None:
            return False
        found = await find_comment_album(state, message.media_group_id)
        return False if found is None else {"ticket": found[0], "comment_id": found[1]}


def create_router() -> Router:
    router = Router(name="comments")
    router.message.register(joined, PartOfCommentAlbum())
    router.message.register(replied, AboutTicket())
    router.message.register(written, StateFilter(Writing.comment))
    router.callback_query.register(tapped, CommentButton.filter())
    return router


async def replied(
    message: Message,
    ticket: int,
    state: FSMContext,
    person: Person,
    texts: Texts,
    desk: Desk,
    key: UpdateKey,
) -> Replies:
    got = received(message)
    comment = CommentDraft.of(id=key.update_id, ticket=ticket, text=got.text, attachments=got.attachments)
    about = await desk.tickets.get(ticket, acting=person.name)
    is_previewed = person.role.is_staff and about.reporter != person.name
    if is_previewed:
        await keep_comment(state, comment)
    else:
        await desk.add_comment(comment, person=person, bot_id=key.bot_id)
    if got.album is not None:
        await keep_comment_album(state, got.album, comment)
    if is_previewed:
        return [_preview(comment, person, texts)]
    added = Screen(text=texts("comment-added", number=str(ticket)))
    return [added.sent_to(person.telegram_id, about=ticket)]


async def joined(
    message: Message,
    ticket: int,
    comment_id: int,
    state: FSMContext,
    person: Person,
    texts: Texts,
    desk: Desk,
    key: UpdateKey,
) -> Replies:
    """Let a further part of an album join the comment that its first part became: one album, one answer."""
    got = received(message)
    waiting = await find_comment(state, comment_id)
    if waiting is not None:
        await keep_comment(state, waiting.with_more(got.text, got.attachments))
        return []
    if got.text:
        return await replied(message, ticket, state, person, texts, desk, key)
    for attachment in got.attachments:
        check_size(attachment)
    await desk.add_attachments(ticket, got.attachments, person=person, cause=key)
    return []


async def written(
    message: Message, state: FSMContext, person: Person, texts: Texts, desk: Desk, key: UpdateKey
) -> Replies:
    """A comment that cannot be accepted leaves the dialog as it is: the next message is another try.

    Where the ticket takes no comment at all any more, there is nothing to try.
    """
    try:
        replies = await replied(message, await writing_on(state), state, person, texts, desk, key)
    except (RefusedError, NotFoundError, ForbiddenError):
        await stop_writing(state)
        raise
    await stop_writing(state)
    return replies


async def tapped(
    callback: CallbackQuery,
    callback_data: CommentButton,
    state: FSMContext,
    person: Person,
    texts: Texts,
    desk: Desk,
    key: UpdateKey,
) -> Replies:
    if callback_data.action is CommentAction.STOP_TYPING:
        if await state.get_state() == Writing.comment:
            await stop_writing(state)
        return [answer(callback), Screen(text=texts("writing-stopped")).after_tap(callback)]
    comment = await find_comment(state, callback_data.draft)
    if comment is None:
        return [answer(callback, texts.plain("comment-gone"), alert=True), *without_buttons(callback)]
    if callback_data.action is CommentAction.DROP:
        await drop_comment(state, comment.id)
        return [answer(callback), Screen(text=texts("comment-dropped")).after_tap(callback)]
    await desk.add_comment(comment, person=person, bot_id=key.bot_id)
    await drop_comment(state, comment.id)
    sent = Screen(
        text=texts("comment-sent", number=str(comment.ticket), text=clip(comment.text, PREVIEW_UNITS))
    )
    return [answer(callback), sent.after_tap(callback)]


def _preview(comment: CommentDraft, person: Person, texts: Texts) -> OutgoingCall:
    """Staff see what the reporter will read before it goes out."""
    screen = Screen(
        text=texts("comment-preview", number=str(comment.ticket), text=clip(comment.text, PREVIEW_UNITS)),
        keyboard=keyboard(
            [
                button(
                    texts.plain("button-send"),
                    CommentButton(action=CommentAction.SEND, draft=comment.id).pack(),
                ),
                button(
                    texts.plain("button-cancel"),
                    CommentButton(action=CommentAction.DROP, draft=comment.id).pack(),
                ),
            ]
        ),
    )
    return screen.sent_to(person.telegram_id, about=comment.ticket)
