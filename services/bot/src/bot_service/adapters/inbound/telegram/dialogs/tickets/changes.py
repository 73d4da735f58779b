"""What a tap on a ticket's button changes, and how the message that was tapped looks after it."""

from collections.abc import Awaitable
from typing import Final

from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons import TicketButton
from bot_service.adapters.inbound.telegram.drawing.cards import card, closing_rows
from bot_service.adapters.inbound.telegram.drawing.refusals import sentence_plain
from bot_service.adapters.inbound.telegram.drawing.screen import (
    answer,
    keyboard,
    with_buttons,
    without_buttons,
)
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.application.errors import ForbiddenError, NotFoundError, RefusedError, StaleError
from bot_service.application.views import TicketView
from bot_service.domain.outgoing import MessageRole

NOTICES: Final = frozenset({MessageRole.NOTICE, MessageRole.REPLIES})


async def changed(
    change: Awaitable[TicketView], toast: str, callback: CallbackQuery, tap: TicketButton, turn: Turn
) -> Replies:
    """Carry out a change and draw the ticket anew, either way."""
    try:
        await change
    except NotFoundError as error:
        why = await turn.colleague_has(tap.number) or sentence_plain(error, turn.texts)
        said = answer(callback, why, alert=True)
    except (StaleError, RefusedError, ForbiddenError) as error:
        said = answer(callback, sentence_plain(error, turn.texts), alert=True)
    else:
        said = answer(callback, turn.texts.plain(toast))
    return [said, *await redrawn(callback, tap.number, turn)]


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
