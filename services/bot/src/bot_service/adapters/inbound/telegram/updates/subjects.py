"""Which ticket a message or a tap is about, where that can be seen from it."""

from typing import Final, TypeVar

from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot_service.adapters.inbound.telegram.dialogs.finding.by_number import NUMBER
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.comments import CommentButton
from bot_service.adapters.inbound.telegram.drawing.buttons.tickets import (
    FilesButton,
    HistoryButton,
    TicketButton,
    TranscriptButton,
    WorkButton,
)

AboutTicket = TicketButton | TranscriptButton | FilesButton | HistoryButton | WorkButton
ABOUT_TICKETS: Final[tuple[type[AboutTicket], ...]] = (
    TicketButton,
    TranscriptButton,
    FilesButton,
    HistoryButton,
    WorkButton,
)
Button = TypeVar("Button", bound=CallbackData)


async def ticket_of(event: TelegramObject, turn: Turn) -> int | None:
    if isinstance(event, CallbackQuery):
        return _ticket_of_button(event.data or "", turn)
    if not isinstance(event, Message):
        return None
    if event.reply_to_message is not None:
        return await turn.desk.links.ticket_of(event.chat.id, event.reply_to_message.message_id)
    match = NUMBER.fullmatch(event.text or "")
    return int(match["number"]) if match else turn.conversation.writing_on


def _ticket_of_button(data: str, turn: Turn) -> int | None:
    for kind in ABOUT_TICKETS:
        button: AboutTicket | None = _unpacked(kind, data)
        if button is not None:
            return button.number
    comment = _unpacked(CommentButton, data)
    waiting = None if comment is None else turn.conversation.comments.get(comment.draft)
    return None if waiting is None else waiting.ticket


def _unpacked(kind: type[Button], data: str) -> Button | None:
    if not data.startswith(f"{kind.__prefix__}:"):
        return None
    try:
        return kind.unpack(data)
    except (TypeError, ValueError):
        return None  # as nobody drew it
