"""What is done to a ticket in words: a question to its reporter, what was done, why it is declined."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from aiogram import F, Router
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.comments.passing_on import shown_to_readers
from bot_service.adapters.inbound.telegram.dialogs.comments.reach import NO_READERS, why_unheard
from bot_service.adapters.inbound.telegram.dialogs.comments.writing import WritesOn, ask_for_words
from bot_service.adapters.inbound.telegram.dialogs.content import content_of
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.refused_taps import finish_request_first
from bot_service.adapters.inbound.telegram.dialogs.tickets.changes import REFUSED, not_done, permitted
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import (
    TicketAction,
    TicketButton,
    WorkAction,
    WorkButton,
)
from bot_service.adapters.inbound.telegram.drawing.refusals import sentence
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, answer, button
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.commands.files.store_attachment import UnusableAttachmentError
from bot_service.application.views.tickets import TicketView, Verb
from bot_service.domain.comments.comment import CommentDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    verb: Verb
    stage: Stage
    question: str
    done: str
    without: str = ""
    """The label of the button that does it without a word; empty where it takes some."""


WORDINGS: Final[Mapping[TicketAction, Wording]] = {
    TicketAction.ASK_REPORTER: Wording(
        verb=Verb.WAIT_FOR_REPORTER,
        stage=Stage.ASK_REPORTER,
        question="ask-question",
        done="question-asked",
    ),
    TicketAction.WAIT_FOR_VENDOR: Wording(
        verb=Verb.WAIT_FOR_VENDOR,
        stage=Stage.WAIT_FOR_VENDOR,
        question="ask-supplier",
        done="waits-for-supplier",
        without="button-without-note",
    ),
    TicketAction.RESOLVE_SO: Wording(
        verb=Verb.RESOLVE,
        stage=Stage.RESOLVE,
        question="ask-done",
        done="resolved-now",
        without="button-without-note",
    ),
    TicketAction.REJECT: Wording(
        verb=Verb.REJECT, stage=Stage.REJECT, question="ask-decline", done="declined-now"
    ),
    TicketAction.CANCEL: Wording(
        verb=Verb.CANCEL,
        stage=Stage.CANCEL,
        question="ask-why-cancel",
        done="cancelled-now",
        without="button-without-note",
    ),
}
BY_STAGE: Final[Mapping[Stage | None, Wording]] = {each.stage: each for each in WORDINGS.values()}
WITHOUT: Final = frozenset(action.value for action, each in WORDINGS.items() if each.without)


class Worded(BaseFilter):
    """Passes what is written when words for one of these were asked for, and says which."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, Wording]:
        wording = BY_STAGE.get(turn.conversation.stage)
        if wording is None or not await WritesOn(wording.stage)(message, turn):
            return False
        return {"wording": wording}


def create_router() -> Router:
    router = Router(name="wording")
    router.message.register(worded, Worded())
    router.callback_query.register(ask, TicketButton.filter(F.action.in_(set(WORDINGS))))
    router.callback_query.register(
        without_words, WorkButton.filter((F.action == WorkAction.WITHOUT_WORDS) & F.value.in_(WITHOUT))
    )
    return router


async def ask(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    if turn.conversation.is_asking:
        return finish_request_first(callback, turn)
    wording = WORDINGS[callback_data.action]
    ticket = await permitted(wording.verb, callback, callback_data.number, turn)
    if not isinstance(ticket, TicketView):
        return ticket
    without = WorkButton(
        action=WorkAction.WITHOUT_WORDS, number=ticket.number, value=callback_data.action
    ).pack()
    text = turn.texts(wording.question, number=str(ticket.number), title=ticket.title)
    rows = [[button(turn.texts.plain(wording.without), without)]] if wording.without else []
    return ask_for_words(ticket.number, wording.stage, text, callback, turn, rows=rows)


async def without_words(callback: CallbackQuery, callback_data: WorkButton, turn: Turn) -> Replies:
    number, wording = callback_data.number, WORDINGS[TicketAction(callback_data.value)]
    _stop(turn, number, wording)
    await turn.desk.work_in_words.without_more(wording.verb, number, "", person=turn.person, cause=turn.key)
    done = Screen(text=turn.texts(wording.done, number=str(number)))
    return [answer(callback), done.after_tap(callback)]


async def worded(message: Message, wording: Wording, turn: Turn) -> Replies:
    """What cannot be accepted leaves the dialog as it is; where the ticket does not take it, there is no other try."""
    content, number = content_of(message, turn.texts), turn.conversation.written_on
    draft = CommentDraft.of(
        id=turn.key.update_id, ticket=number, text=content.text, attachments=content.attachments
    )
    shown, unusable = [], []
    try:
        await turn.desk.work_in_words(wording.verb, draft, person=turn.person, bot_id=turn.key.bot_id)
        shown = await shown_to_readers(draft.attachments, number, turn)
    except UnusableAttachmentError as error:
        unusable = [turn.sends(Screen(text=sentence(error, turn.texts)), about=number)]
    except REFUSED as error:
        _stop(turn, number, wording)
        return await not_done(error, number, turn)
    _stop(turn, number, wording)
    if content.album is not None:
        turn.conversation.keep_comment_album(content.album, draft)
    done = turn.texts(wording.done, number=str(number))
    if wording.verb is Verb.WAIT_FOR_REPORTER:
        reporter = (await turn.desk.tickets.get(number, acting=turn.person.name)).reporter
        if (why := await why_unheard(reporter, turn)) in NO_READERS:
            done = turn.texts("question-kept", number=str(number), why=turn.texts(why))
    return [*unusable, turn.sends(Screen(text=done), about=number), *shown]


def _stop(turn: Turn, number: int, wording: Wording) -> None:
    conversation = turn.conversation
    if conversation.stage is wording.stage and conversation.written_on == number:
        conversation.stop_writing()
