"""What a tap on a ticket's button changes, and how the message that was tapped looks after it."""

from collections.abc import Awaitable
from typing import Final

from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import TicketButton, WorkButton
from bot_service.adapters.inbound.telegram.drawing.html import escape
from bot_service.adapters.inbound.telegram.drawing.refusals import sentence, sentence_plain
from bot_service.adapters.inbound.telegram.drawing.screen import (
    Screen,
    answer,
    keyboard,
    with_buttons,
    without_buttons,
)
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Variable
from bot_service.adapters.inbound.telegram.drawing.tickets.card_buttons import closing_rows
from bot_service.adapters.inbound.telegram.drawing.tickets.cards import card
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import ForbiddenError, NotFoundError, RefusedError, StaleError
from bot_service.application.views.tickets import TicketView, Verb
from bot_service.domain.deliveries.outgoing import MessageRole

REFUSED: Final = (NotFoundError, StaleError, RefusedError, ForbiddenError)
NOTICES: Final = frozenset({MessageRole.NOTICE, MessageRole.REPLIES})


async def changed(
    change: Awaitable[TicketView],
    toast: str,
    callback: CallbackQuery,
    tap: TicketButton | WorkButton,
    turn: Turn,
    **variables: Variable,
) -> Replies:
    """Carry out a change and draw the ticket anew, either way."""
    try:
        await change
    except REFUSED as error:
        return await refused(error, callback, tap.number, turn)
    return [
        answer(callback, turn.texts.plain(toast, **variables)),
        *await redrawn(callback, tap.number, turn),
    ]


async def refused(error: Exception, callback: CallbackQuery, number: int, turn: Turn) -> Replies:
    """Say why it is not done, and draw the ticket as it is; `error` is one of `REFUSED`."""
    holder = await turn.colleague_has(number) if isinstance(error, NotFoundError) else None
    said = answer(callback, holder or sentence_plain(error, turn.texts), alert=True)
    return [said, *await redrawn(callback, number, turn)]


async def not_done(error: Exception, number: int, turn: Turn) -> Replies:
    """Say why what was written was not done; `error` is one of `REFUSED`."""
    holder = await turn.colleague_has(number) if isinstance(error, NotFoundError) else None
    return [turn.sends(Screen(text=escape(holder) if holder else sentence(error, turn.texts)))]


async def permitted(verb: Verb, callback: CallbackQuery, number: int, turn: Turn) -> TicketView | Replies:
    """Return the ticket if the person can do that to it now; else what is said of it, and the ticket as it is."""
    try:
        ticket = await turn.desk.tickets.get(number, acting=turn.person.name)
    except NotFoundError as error:
        return await refused(error, callback, number, turn)
    if verb in ticket.allowed_verbs:
        return ticket
    said = answer(callback, turn.texts.plain("refused-changed"), alert=True)
    return [said, *await redrawn(callback, number, turn)]


async def redrawn(callback: CallbackQuery, number: int, turn: Turn) -> Replies:
    """Draw a card anew; a notice says what it said, and has the buttons that are left: it is no second card."""
    try:
        details = await turn.desk.read_ticket.again(number, person=turn.person)
    except NotFoundError:
        return without_buttons(callback)
    if await is_notice(callback, turn):
        rows = closing_rows(details.ticket, turn.person.name, turn.texts)
        return with_buttons(callback, keyboard(*rows))
    return [card(details, turn.person.name, turn.texts).after_tap(callback)]


async def is_notice(callback: CallbackQuery, turn: Turn) -> bool:
    """Tell whether the button that was tapped is one of a notice's, not of a card."""
    message = callback.message
    if message is None:
        return False
    return await turn.desk.links.role_of(message.chat.id, message.message_id) in NOTICES
