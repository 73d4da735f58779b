"""/replies: each of the desk's people looks after their own quick replies, admins after the desk's."""

from dataclasses import dataclass
from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.office.answers import (
    AnswersOffice,
    OfficeQuestion,
    ask_in_office,
    task_of,
)
from bot_service.adapters.inbound.telegram.dialogs.quick_replies.placeholders import all_words, meaning_of
from bot_service.adapters.inbound.telegram.dialogs.quick_replies.screens import (
    asking_screen,
    deleting_screen,
    list_screen,
    reply_screen,
)
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.dialogs.words.entities import spelled_out
from bot_service.adapters.inbound.telegram.drawing.buttons.quick_replies import (
    QuickReplyAction,
    QuickReplyButton,
)
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.ports.quick_replies.quick_replies import TooManyQuickRepliesError
from bot_service.domain.people.person import WORKERS, Role
from bot_service.domain.quick_replies.quick_reply import (
    DESKS,
    MAX_TITLE,
    MAX_WORDS,
    QuickReply,
    UnknownPlaceholderError,
    most_of,
    with_placeholders,
)
from bot_service.domain.words.visible import CONTROL, is_visible

NEW: Final = frozenset({QuickReplyAction.ADD_OWN, QuickReplyAction.ADD_DESKS})
LOOKED_AFTER: Final = frozenset(QuickReplyAction) - {QuickReplyAction.USE, QuickReplyAction.PAGE}


def create_command_router() -> Router:
    router = Router(name="quick-replies")
    register_command(router, "replies", replies, roles=WORKERS)
    router.message.register(written, AnswersOffice(OfficeQuestion.QUICK_REPLY))
    router.callback_query.register(tapped, QuickReplyButton.filter(F.action.in_(LOOKED_AFTER)))
    return router


async def replies(_message: Message, turn: Turn) -> Replies:
    if not turn.person.role.is_staff:
        return [turn.says("refused-forbidden")]
    return [turn.sends(await _list(turn))]


async def tapped(callback: CallbackQuery, callback_data: QuickReplyButton, turn: Turn) -> Replies:
    if not turn.person.role.is_staff:
        return [answer(callback, turn.texts.plain("refused-forbidden"), alert=True)]
    action = callback_data.action
    if action is QuickReplyAction.LIST:
        _left(turn)
        return [answer(callback), (await _list(turn)).after_tap(callback)]
    if action in NEW:
        owner = turn.person.name if action is QuickReplyAction.ADD_OWN else DESKS
        return _asked(callback, owner, None, turn)
    reply = await turn.desk.quick_replies.get(callback_data.id)
    if reply is None or not reply.usable_by(turn.person.name):
        said = answer(callback, turn.texts.plain("quick-gone"), alert=True)
        return [said, (await _list(turn)).after_tap(callback)]
    return await _looked_after(callback, action, reply, turn)


async def _looked_after(
    callback: CallbackQuery, action: QuickReplyAction, reply: QuickReply, turn: Turn
) -> Replies:
    may_change = _may_change(reply.owner, turn)
    if action is QuickReplyAction.OPEN:
        screen = reply_screen(reply, turn.texts, may_change=may_change)
        return [answer(callback), screen.after_tap(callback)]
    if action is QuickReplyAction.CHANGE:
        return _asked(callback, reply.owner, reply, turn)
    if not may_change:
        return [answer(callback, turn.texts.plain("refused-forbidden"), alert=True)]
    if action is QuickReplyAction.DELETE:
        return [answer(callback), deleting_screen(reply, turn.texts).after_tap(callback)]
    await turn.desk.quick_replies.delete(reply.id, owner=reply.owner)
    deleted = turn.texts.plain("toast-quick-deleted", title=reply.title)
    return [answer(callback, deleted), (await _list(turn)).after_tap(callback)]


async def written(message: Message, turn: Turn) -> Replies:
    """Keep what was written; what cannot be kept is said, and asked for again."""
    task = task_of(turn.conversation)
    owner = task.subject
    if not turn.person.role.is_staff or not _may_change(owner, turn):
        turn.conversation.leave_office()
        return [turn.says("refused-forbidden")]
    try:
        title, words = _read(spelled_out(message.text or "", message.entities), turn.texts)
    except UnfitError as error:
        return [turn.sends(Screen(text=error.said))]
    try:
        await turn.desk.quick_replies.save(
            owner, title, words, instead_of=int(task.detail) if task.detail else None
        )
    except TooManyQuickRepliesError:
        said = turn.says("quick-too-many", count=most_of(owner))
    else:
        said = turn.says("quick-saved", title=title)
    turn.conversation.leave_office()
    return [said, turn.sends(await _list(turn))]


@dataclass(eq=False)
class UnfitError(Exception):
    """What was written is no quick reply; `said` is why."""

    said: Html


def _read(text: str, texts: Texts) -> tuple[str, str]:
    """Return the name and the words. Raises `UnfitError`."""
    title, _, rest = (each.strip() for each in CONTROL.sub("", text).strip().partition("\n"))
    if not (is_visible(title) and is_visible(rest)):
        raise UnfitError(texts("quick-two-parts"))
    try:
        words = with_placeholders(rest, meaning_of)
    except UnknownPlaceholderError as error:
        raise UnfitError(texts("quick-unknown", word=error.word, placeholders=all_words(texts))) from error
    if len(title) > MAX_TITLE or len(words) > MAX_WORDS:
        raise UnfitError(texts("quick-too-long", title=MAX_TITLE, words=MAX_WORDS))
    return title, words


async def _list(turn: Turn) -> Screen:
    kept = turn.desk.quick_replies
    own, desks = await kept.of(turn.person.name), await kept.of(DESKS)
    return list_screen(own, desks, turn.texts, is_admin=turn.person.role is Role.ADMIN)


def _asked(callback: CallbackQuery, owner: str, before: QuickReply | None, turn: Turn) -> Replies:
    if not _may_change(owner, turn):
        return [answer(callback, turn.texts.plain("refused-forbidden"), alert=True)]
    screen, detail = asking_screen(owner, before, turn.texts), str(before.id) if before else ""
    return ask_in_office(OfficeQuestion.QUICK_REPLY, screen, callback, turn, subject=owner, detail=detail)


def _may_change(owner: str, turn: Turn) -> bool:
    return owner == turn.person.name or (owner == DESKS and turn.person.role is Role.ADMIN)


def _left(turn: Turn) -> None:
    office = turn.conversation.office
    if office is not None and office.kind == OfficeQuestion.QUICK_REPLY:
        turn.conversation.leave_office()
