"""A message as it is drawn: its text and its buttons."""

from dataclasses import dataclass
from typing import Final

from aiogram.methods import AnswerCallbackQuery, EditMessageReplyMarkup, EditMessageText, SendMessage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions

from bot_service.adapters.inbound.telegram.drawing.html import Html, clip

PARSE_MODE: Final = "HTML"
MAX_ANSWER: Final = 200
MAX_LABEL: Final = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    text: Html
    keyboard: InlineKeyboardMarkup | None = None

    def sent_to(self, chat_id: int) -> SendMessage:
        return SendMessage(
            chat_id=chat_id,
            text=self.text,
            parse_mode=PARSE_MODE,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=self.keyboard,
        )

    def instead_of(self, chat_id: int, message_id: int | None) -> EditMessageText:
        """Return the edit that draws this in a message's place; None stands for the live card's message."""
        return EditMessageText(
            chat_id=chat_id,
            message_id=message_id,
            text=self.text,
            parse_mode=PARSE_MODE,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=self.keyboard,
        )

    def after_tap(self, callback: CallbackQuery) -> EditMessageText | SendMessage:
        """Draw this in place of the message whose button was tapped."""
        if callback.message is None:
            return self.sent_to(callback.from_user.id)
        return self.instead_of(callback.message.chat.id, callback.message.message_id)


def button(label: str, data: str) -> InlineKeyboardButton:
    """Return a button; `data` is packed callback data of 1 to 64 bytes."""
    return InlineKeyboardButton(text=clip(label, MAX_LABEL), callback_data=data)


def keyboard(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup | None:
    filled = [row for row in rows if row]
    return InlineKeyboardMarkup(inline_keyboard=filled) if filled else None


def answer(callback: CallbackQuery, text: str = "", *, alert: bool = False) -> AnswerCallbackQuery:
    """Return the answer to a tap: nothing, a toast, or with `alert` a box to be closed."""
    return AnswerCallbackQuery(
        callback_query_id=callback.id, text=clip(text, MAX_ANSWER) or None, show_alert=alert or None
    )


def without_buttons(callback: CallbackQuery) -> list[EditMessageReplyMarkup]:
    """Take the buttons off the message that was tapped."""
    if callback.message is None:
        return []
    return [EditMessageReplyMarkup(chat_id=callback.message.chat.id, message_id=callback.message.message_id)]
