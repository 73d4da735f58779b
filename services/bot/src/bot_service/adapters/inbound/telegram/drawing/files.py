"""Files of the bot's own, such as lists and sheets, as messages."""

from aiogram.types import InlineKeyboardMarkup

from bot_service.adapters.inbound.telegram.drawing.html import Html
from bot_service.adapters.inbound.telegram.drawing.screen import PARSE_MODE
from bot_service.domain.deliveries.outgoing import OutgoingCall, enclosed


def document(
    chat_id: int, name: str, content: bytes, caption: Html, markup: InlineKeyboardMarkup | None = None
) -> OutgoingCall:
    """Return a message with a file; the caption has at most 1,024 units."""
    arguments = {"document": enclosed(name, content), "caption": str(caption), "parse_mode": PARSE_MODE}
    if markup is not None:
        arguments["reply_markup"] = markup.model_dump(exclude_none=True)
    return OutgoingCall(method="sendDocument", chat_id=chat_id, arguments=arguments)


def photo(chat_id: int, name: str, content: bytes) -> OutgoingCall:
    """Return a message with a picture of at most 10 MB."""
    return OutgoingCall(method="sendPhoto", chat_id=chat_id, arguments={"photo": enclosed(name, content)})
