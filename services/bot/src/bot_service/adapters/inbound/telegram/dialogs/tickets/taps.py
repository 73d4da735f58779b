"""The buttons of a ticket's card and of notices about it."""

from collections.abc import Awaitable

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons import (
    CommentAction,
    CommentButton,
    TicketAction,
    TicketButton,
)
from bot_service.adapters.inbound.telegram.drawing.cards import card
from bot_service.adapters.inbound.telegram.drawing.refusals import sentence_plain
from bot_service.adapters.inbound.telegram.drawing.screen import (
    Screen,
    answer,
    button,
    keyboard,
    without_buttons,
)
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import ForbiddenError, NotFoundError, RefusedError, StaleError
from bot_service.application.views import TicketView, Verb


def create_router() -> Router:
    router = Router(name="ticket-taps")
    for action, handler in (
        (TicketAction.OPEN, open_card),
        (TicketAction.TAKE, take),
        (TicketAction.RESOLVE, resolve),
        (TicketAction.CONFIRM, confirm),
        (TicketAction.RATE, rate),
        (TicketAction.WRITE, write),
    ):
        router.callback_query.register(handler, TicketButton.filter(F.action == action))
    return router


async def open_card(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    """Show the card at the end of the chat; from then on it is the live one."""
    details = await turn.desk.read_ticket(callback_data.number, acting=turn.person.name)
    screen = card(details, turn.person.name, turn.texts)
    return [answer(callback), screen.as_new_card(turn.person.telegram_id, callback_data.number)]


async def take(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    """What was shown does not matter: the service refuses when somebody else was faster."""
    change = turn.desk.tickets.take(
        callback_data.number, acting=turn.person.name, request_id=turn.key.request_id("take")
    )
    return await _changed(change, "toast-taken", callback, callback_data, turn)


async def resolve(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    change = turn.desk.tickets.resolve(
        callback_data.number,
        etag=callback_data.etag,
        acting=turn.person.name,
        request_id=turn.key.request_id("resolve"),
    )
    return await _changed(change, "toast-resolved", callback, callback_data, turn)


async def confirm(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    change = turn.desk.tickets.confirm(
        callback_data.number,
        etag=callback_data.etag,
        acting=turn.person.name,
        request_id=turn.key.request_id("confirm"),
    )
    return await _changed(change, "toast-confirmed", callback, callback_data, turn)


async def rate(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    change = turn.desk.tickets.rate(
        callback_data.number,
        callback_data.stars,
        acting=turn.person.name,
        request_id=turn.key.request_id("rate"),
    )
    return await _changed(change, "toast-rated", callback, callback_data, turn)


async def write(callback: CallbackQuery, callback_data: TicketButton, turn: Turn) -> Replies:
    """Take the next message for a comment."""
    texts = turn.texts
    if turn.conversation.is_asking:
        return [answer(callback, texts.plain("finish-request-first"), alert=True)]
    ticket = await turn.desk.tickets.get(callback_data.number, acting=turn.person.name)
    if Verb.COMMENT not in ticket.allowed_verbs:
        why = "refused-closed-for-comments" if ticket.done else "refused-forbidden"
        return [
            answer(callback, texts.plain(why), alert=True),
            *await _redrawn(callback, ticket.number, turn),
        ]
    turn.conversation.start_writing(ticket.number)
    question = "ask-comment" if ticket.reporter == turn.person.name else "ask-reply"
    stop = CommentButton(action=CommentAction.STOP_TYPING, draft=turn.key.update_id).pack()
    screen = Screen(
        text=texts(question, number=str(ticket.number), title=ticket.title),
        keyboard=keyboard([button(texts.plain("button-cancel"), stop)]),
    )
    return [answer(callback), turn.sends(screen, about=ticket.number)]


async def _changed(
    change: Awaitable[TicketView], toast: str, callback: CallbackQuery, tap: TicketButton, turn: Turn
) -> Replies:
    """Carry out a change and draw the ticket anew, either way."""
    try:
        await change
    except (StaleError, RefusedError, NotFoundError, ForbiddenError) as error:
        said = answer(callback, sentence_plain(error, turn.texts), alert=True)
    else:
        said = answer(callback, turn.texts.plain(toast))
    return [said, *await _redrawn(callback, tap.number, turn)]


async def _redrawn(callback: CallbackQuery, number: int, turn: Turn) -> Replies:
    try:
        details = await turn.desk.read_ticket.again(number, person=turn.person)
    except NotFoundError:
        return without_buttons(callback)
    return [card(details, turn.person.name, turn.texts).after_tap(callback)]
