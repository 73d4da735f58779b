"""What is said to a tap that does nothing."""

from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.screen import answer, without_buttons
from bot_service.adapters.inbound.telegram.replies.replies import Replies


async def outdated(callback: CallbackQuery, turn: Turn) -> Replies:
    """A handler, too: what the button was about is over: none of the message's buttons means anything any more."""
    return [answer(callback, turn.texts.plain("button-outdated"), alert=True), *without_buttons(callback)]


def finish_request_first(callback: CallbackQuery, turn: Turn) -> Replies:
    """A question about a new request waits for its answer, and another one would take its place."""
    return [answer(callback, turn.texts.plain("finish-request-first"), alert=True)]
