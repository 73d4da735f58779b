"""A comment, or a reason, that is asked for and not written yet."""

from collections.abc import Mapping, Sequence
from typing import Final

from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot_service.adapters.inbound.telegram.dialogs.conversation import Conversation, Stage
from bot_service.adapters.inbound.telegram.dialogs.topics.meant import ticket_meant
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.comments import CommentAction, CommentButton
from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies

STOPPED: Final[Mapping[Stage | None, str]] = {
    Stage.COMMENT: "writing-stopped",
    Stage.NOTE: "note-stopped",
    Stage.SAY_ANEW: "correction-stopped",
    Stage.REOPEN: "reopening-stopped",
    Stage.CORRECT_WHAT: "correction-stopped",
    Stage.CORRECT_WHERE: "correction-stopped",
    Stage.ASK_REPORTER: "correction-stopped",
    Stage.WAIT_FOR_VENDOR: "correction-stopped",
    Stage.RESOLVE: "correction-stopped",
    Stage.REJECT: "correction-stopped",
    Stage.CANCEL: "correction-stopped",
    Stage.PRIORITY: "correction-stopped",
    Stage.MERGE: "correction-stopped",
    Stage.LINK: "correction-stopped",
    Stage.TAGS: "correction-stopped",
    Stage.RATE: "correction-stopped",
}
WRITING: Final = frozenset(STOPPED)


class WritesOn(BaseFilter):
    """Passes what is written on a ticket in a stage; what is about another ticket is for that one."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    async def __call__(self, message: Message, turn: Turn) -> bool:
        if turn.conversation.stage is not self._stage:
            return False
        return await ticket_meant(message, turn) in (None, turn.conversation.written_on)


def stop_writing(conversation: Conversation, texts: Texts) -> Html:
    """Ask no more; return what is said of it. Only in the stages of `WRITING`."""
    number = str(conversation.written_on)
    key = STOPPED[conversation.stage]
    conversation.stop_writing()
    return texts(key, number=number)


def ask_for_words(
    ticket: int,
    stage: Stage,
    text: Html,
    callback: CallbackQuery,
    turn: Turn,
    *,
    rows: Sequence[list[InlineKeyboardButton]] = (),
    chosen: str = "",
    wants_reply: bool = True,
) -> Replies:
    """Take the next message for words on the ticket, unless the person takes the question back.

    `rows` are buttons that stand for words; `chosen` is what was chosen before, such as a priority.
    """
    turn.conversation.start_writing(ticket, turn.key.update_id, stage, chosen)
    screen = Screen(text=text, keyboard=keyboard(*rows, [stopping(turn)]), wants_reply=wants_reply)
    return [answer(callback), turn.asks(screen, about=ticket)]


def stopping(turn: Turn, since: int | None = None) -> InlineKeyboardButton:
    """Return the button that takes back a question for words on a ticket: that of this turn, or one `since` then."""
    asked_in = turn.key.update_id if since is None else since
    data = CommentButton(action=CommentAction.STOP_TYPING, draft=asked_in)
    return button(turn.texts.plain("button-cancel"), data.pack())
