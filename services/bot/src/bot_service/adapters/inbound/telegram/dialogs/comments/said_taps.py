"""The buttons of what staff said: put it differently, or take it back, also when nothing is remembered of it here."""

from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.comments.screens import said_buttons
from bot_service.adapters.inbound.telegram.dialogs.comments.writing import WritesOn, ask_for_words
from bot_service.adapters.inbound.telegram.dialogs.content import content_of
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.refused_taps import finish_request_first
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.comments import SaidAction, SaidButton
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.marked import drawn
from bot_service.adapters.inbound.telegram.drawing.screen import (
    Screen,
    Style,
    answer,
    button,
    keyboard,
    with_buttons,
    without_buttons,
)
from bot_service.adapters.inbound.telegram.drawing.taking_away import TELEGRAM_DELETES
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import ForbiddenError, NotFoundError, RefusedError
from bot_service.application.views.comments import CommentView
from bot_service.domain.comments.comment import CommentDraft, attachments_named
from bot_service.domain.requests.faults import DraftError, Fault
from bot_service.domain.words.marked_text import MarkedText

FILES: Final = {
    "taken-back": "taken-back-files",
    "taken-back-late": "taken-back-late-files",
    "taken-back-note": "taken-back-note-files",
}
"""What becomes of what came along, for each way of taking back."""


def create_router() -> Router:
    router = Router(name="said")
    router.message.register(anew, WritesOn(Stage.SAY_ANEW))
    router.callback_query.register(ask_anew, SaidButton.filter(F.action == SaidAction.EDIT))
    router.callback_query.register(ask_back, SaidButton.filter(F.action == SaidAction.TAKE_BACK))
    router.callback_query.register(keep, SaidButton.filter(F.action == SaidAction.KEEP))
    router.callback_query.register(take_back, SaidButton.filter(F.action == SaidAction.TAKE_BACK_NOW))
    return router


async def ask_anew(callback: CallbackQuery, callback_data: SaidButton, turn: Turn) -> Replies:
    if turn.conversation.is_asking:
        return finish_request_first(callback, turn)
    said = await _own(callback_data, turn)
    if said is None:
        return _gone(callback, turn)
    number = callback_data.number
    text = fitted(lambda most: turn.texts("ask-anew", number=str(number), text=drawn(said.said, most)))
    return ask_for_words(number, Stage.SAY_ANEW, text, callback, turn, chosen=said.name)


async def anew(message: Message, turn: Turn) -> Replies:
    """Words that cannot be accepted leave the dialog as it is: the next message is another try."""
    content, conversation = content_of(message, turn.texts), turn.conversation
    if content.attachments:
        raise DraftError(Fault.WORDS_ONLY)
    number, name = conversation.written_on, conversation.writing_for
    try:
        comments = await turn.desk.comments.all(number, acting=turn.person.name)
        before = next((each.text for each in comments if each.name == name), "")
        draft = CommentDraft.of(
            id=turn.key.update_id,
            ticket=number,
            text=MarkedText.joined("\n", [content.said, *attachments_named(before)]),
            attachments=(),
        )
        await turn.desk.comments.edit(
            name,
            draft.text,
            marks=draft.marks,
            acting=turn.person.name,
            request_id=turn.key.request_id("say-anew"),
        )
    except (RefusedError, NotFoundError, ForbiddenError):
        conversation.stop_writing()
        raise
    conversation.stop_writing()
    conversation.comment_put_anew(name, draft.said)
    screen = Screen(
        text=fitted(
            lambda most: turn.texts("comment-corrected-so", number=str(number), text=drawn(draft.said, most))
        ),
        keyboard=keyboard(said_buttons(name, turn.texts)),
    )
    return [turn.sends(screen, about=number)]


async def ask_back(callback: CallbackQuery, callback_data: SaidButton, turn: Turn) -> Replies:
    said = await _own(callback_data, turn)
    if said is None:
        return _gone(callback, turn)
    texts = turn.texts

    def data(action: SaidAction) -> str:
        return callback_data.model_copy(update={"action": action}).pack()

    sure = keyboard(
        [button(texts.plain("button-take-back-now"), data(SaidAction.TAKE_BACK_NOW), Style.DANGER)],
        [button(texts.plain("button-keep-said"), data(SaidAction.KEEP))],
    )
    return [answer(callback), *with_buttons(callback, sure)]


async def keep(callback: CallbackQuery, callback_data: SaidButton, turn: Turn) -> Replies:
    name = _name(callback_data)
    return [answer(callback), *with_buttons(callback, keyboard(said_buttons(name, turn.texts)))]


async def take_back(callback: CallbackQuery, callback_data: SaidButton, turn: Turn) -> Replies:
    """Take it back on the ticket; the notifier takes the messages away that told of it."""
    said = await _own(callback_data, turn)
    if said is None:
        return _gone(callback, turn)
    await turn.desk.comments.withdraw(
        said.name, acting=turn.person.name, request_id=turn.key.request_id("take-back")
    )
    conversation, number = turn.conversation, callback_data.number
    conversation.comment_taken_back(said.name)
    if conversation.stage is Stage.SAY_ANEW and conversation.writing_for == said.name:
        conversation.stop_writing()
    key = _key(said, turn)
    lines = [turn.texts(key, number=str(number))]
    if attachments_named(said.text):
        lines.append(turn.texts(FILES[key]))
    return [answer(callback), Screen(text=Html("\n".join(lines))).after_tap(callback)]


def _key(said: CommentView, turn: Turn) -> str:
    if said.internal:
        return "taken-back-note"
    is_late = turn.desk.now() - said.create_time > TELEGRAM_DELETES
    return "taken-back-late" if is_late else "taken-back"


def _name(data: SaidButton) -> str:
    return f"tickets/{data.number}/comments/{data.comment}"


async def _own(data: SaidButton, turn: Turn) -> CommentView | None:
    """Return it as it is now; None for what is not theirs, or was taken back. Raises what the gateway raises."""
    comments = await turn.desk.comments.all(data.number, acting=turn.person.name)
    for each in comments:
        if each.name == _name(data) and each.author == turn.person.name and not each.withdrawn:
            return each
    return None


def _gone(callback: CallbackQuery, turn: Turn) -> Replies:
    said = answer(callback, turn.texts.plain("said-gone"), alert=True)
    return [said, *without_buttons(callback)]
