"""What was resolved and is not: why, and then it is worked on again."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.comments.passing_on import shown_to_readers
from bot_service.adapters.inbound.telegram.dialogs.comments.writing import WritesOn, ask_for_words
from bot_service.adapters.inbound.telegram.dialogs.content import content_of
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.refused_taps import finish_request_first
from bot_service.adapters.inbound.telegram.dialogs.tickets.changes import is_notice, redrawn
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import TicketAction, TicketButton
from bot_service.adapters.inbound.telegram.drawing.refusals import sentence
from bot_service.adapters.inbound.telegram.drawing.screen import (
    Screen,
    answer,
    button,
    without_buttons,
)
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.commands.files.store_attachment import UnusableAttachmentError
from bot_service.application.errors import ForbiddenError, NotFoundError, RefusedError
from bot_service.application.views.tickets import TicketState, Verb
from bot_service.domain.comments.comment import CommentDraft


def create_router() -> Router:
    router = Router(name="reopening")
    router.message.register(why, WritesOn(Stage.REOPEN))
    router.callback_query.register(ask_why, TicketButton.filter(F.action == TicketAction.REOPEN))
    router.callback_query.register(reopen_now, TicketButton.filter(F.action == TicketAction.REOPEN_NOW))
    return router


async def ask_why(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    texts = turn.texts
    if turn.conversation.is_asking:
        return finish_request_first(callback, turn)
    ticket = await turn.desk.tickets.get(callback_data.number, acting=turn.person.name)
    if Verb.REOPEN not in ticket.allowed_verbs:
        said = answer(callback, texts.plain("refused-changed"), alert=True)
        return [said, *await redrawn(callback, ticket.number, turn)]
    question = "ask-why" if ticket.reporter == turn.person.name else "ask-why-staff"
    now = TicketButton(action=TicketAction.REOPEN_NOW, number=ticket.number).pack()
    # What is closed for good is opened with a reason only.
    without = [button(texts.plain("button-reopen-now"), now)] if ticket.state is TicketState.RESOLVED else []
    text = texts(question, number=str(ticket.number), title=ticket.title)
    asked = ask_for_words(ticket.number, Stage.REOPEN, text, callback, turn, rows=[without])
    # A notice has nothing left to say once it is answered; a card keeps its buttons.
    notice = without_buttons(callback) if await is_notice(callback, turn) else []
    return [*asked, *notice]


async def reopen_now(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    number = callback_data.number
    _stop(turn, number)
    await turn.desk.tickets.reopen(
        number, "", acting=turn.person.name, request_id=turn.key.request_id("reopen")
    )
    said = Screen(text=turn.texts("reopened", number=str(number)))
    return [answer(callback, turn.texts.plain("toast-reopened")), said.after_tap(callback)]


async def why(message: Message, turn: Turn) -> Replies:
    """What cannot be accepted leaves the dialog as it is; where the ticket is not to be reopened, there is no try."""
    content, number = content_of(message, turn.texts), turn.conversation.written_on
    draft = CommentDraft.of(
        id=turn.key.update_id, ticket=number, text=content.text, attachments=content.attachments
    )
    refused, shown = [], []
    try:
        await turn.desk.reopen_ticket(draft, person=turn.person, bot_id=turn.key.bot_id)
        shown = await shown_to_readers(draft.attachments, number, turn)
    except UnusableAttachmentError as error:
        refused = [turn.sends(Screen(text=sentence(error, turn.texts)), about=number)]
    except (RefusedError, NotFoundError, ForbiddenError):
        _stop(turn, number)
        raise
    _stop(turn, number)
    if content.album is not None:
        turn.conversation.keep_comment_album(content.album, draft)
    return [*refused, turn.says("reopened", about=number, number=str(number)), *shown]


def _stop(turn: Turn, number: int) -> None:
    conversation = turn.conversation
    if conversation.stage is Stage.REOPEN and conversation.written_on == number:
        conversation.stop_writing()
