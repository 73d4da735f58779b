"""A word with the stars, for whoever wants to say one."""

from typing import Final

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot_service.adapters.inbound.telegram.dialogs.comments.writing import WritesOn, ask_for_words
from bot_service.adapters.inbound.telegram.dialogs.content import content_of
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.refused_taps import finish_request_first
from bot_service.adapters.inbound.telegram.dialogs.tickets.changes import redrawn
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import TicketAction, TicketButton
from bot_service.adapters.inbound.telegram.drawing.screen import answer
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import ForbiddenError, NotFoundError, RefusedError
from bot_service.application.views.tickets import Verb
from bot_service.domain.requests.draft import clean_text
from bot_service.domain.requests.faults import DraftError, Fault

MOST: Final = 1_000


def create_router() -> Router:
    router = Router(name="rating-words")
    router.message.register(said, WritesOn(Stage.RATE))
    router.callback_query.register(asked, TicketButton.filter(F.action == TicketAction.RATE_SO))
    return router


async def asked(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    if turn.conversation.is_asking:
        return finish_request_first(callback, turn)
    ticket = await turn.desk.tickets.get(callback_data.number, acting=turn.person.name)
    if Verb.RATE not in ticket.allowed_verbs or ticket.stars is None:
        why = answer(callback, turn.texts.plain("refused-changed"), alert=True)
        return [why, *await redrawn(callback, ticket.number, turn)]
    text = turn.texts("ask-rating-word", number=str(ticket.number), title=ticket.title)
    return ask_for_words(ticket.number, Stage.RATE, text, callback, turn, wants_reply=False)


async def said(message: Message, turn: Turn) -> Replies:
    """What cannot be accepted leaves the question open; raises `DraftError`."""
    number = turn.conversation.written_on
    content = content_of(message, turn.texts)
    if content.attachments:
        raise DraftError(Fault.WORDS_ONLY)
    words = clean_text(content.text)
    if len(words) > MOST:
        raise DraftError(Fault.TEXT_TOO_LONG, limit=MOST)
    try:
        ticket = await turn.desk.tickets.get(number, acting=turn.person.name)
        await turn.desk.tickets.rate(
            number,
            ticket.stars or 0,
            comment=words,
            acting=turn.person.name,
            request_id=turn.key.request_id("rate"),
        )
    except (RefusedError, NotFoundError, ForbiddenError):
        turn.conversation.stop_writing()
        raise
    turn.conversation.stop_writing()
    return [turn.says("rating-word-said", about=number)]
