"""A message as it is drawn, its text and its buttons, and the calls that put it into a chat (decision 28)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, DisabledButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.link_budget import with_links_that_fit
from bot_service.domain.deliveries.opened_rows import OPENS, STANDS
from bot_service.domain.deliveries.outgoing import MessageRole, OutgoingCall

PARSE_MODE: Final = "HTML"
MAX_ANSWER: Final = 200
MAX_LABEL: Final = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """The text of one that holds what people wrote is `fitted`."""

    text: Html
    keyboard: InlineKeyboardMarkup | None = None
    wants_reply: bool = False
    """Whoever reads it as a new message is to answer in words: their app has them reply to it at once."""
    stands: str = ""
    """What rows that are opened in place of a card's buttons stand on; empty where there are none to open."""

    def sent_to(self, chat_id: int, *, about: int | None = None) -> OutgoingCall:
        """Draw this as a new message; a reply to it is a comment on the ticket that it is `about`."""
        return self._call("sendMessage", chat_id, ticket=about)

    def as_notice(self, chat_id: int, ticket: int) -> OutgoingCall:
        """Draw this as a new message that asks for attention."""
        return self._call("sendMessage", chat_id, ticket=ticket, role=MessageRole.NOTICE)

    def as_new_card(self, chat_id: int, ticket: int) -> OutgoingCall:
        """Draw this as a new message, which is the ticket's live card in the chat from then on."""
        return self._call("sendMessage", chat_id, ticket=ticket, role=MessageRole.CARD)

    def as_live_card(self, chat_id: int, ticket: int) -> OutgoingCall:
        """Draw this on the ticket's live card, wherever that is in the chat; where there is none, as a new one."""
        return self._call("editMessageText", chat_id, ticket=ticket, role=MessageRole.CARD, edits_card=True)

    def as_replies(self, chat_id: int, ticket: int, *, anew: bool) -> OutgoingCall:
        """Draw this on the message that grows with what people write on a ticket; `anew`: as a new one."""
        if anew:
            return self._call("sendMessage", chat_id, ticket=ticket, role=MessageRole.REPLIES)
        return self._call(
            "editMessageText", chat_id, ticket=ticket, role=MessageRole.REPLIES, edits_card=True
        )

    def after_tap(self, callback: CallbackQuery) -> OutgoingCall:
        """Draw this in place of the message whose button was tapped; what that message is about stays as it is."""
        if callback.message is None:
            return self.sent_to(callback.from_user.id)
        message = callback.message
        return self.drawn_over(message.chat.id, {"message_id": message.message_id})

    def as_card_there(self, callback: CallbackQuery, ticket: int) -> OutgoingCall:
        """Draw this in place of the message whose button was tapped: from then on it is the ticket's live card."""
        if callback.message is None:
            return self.as_new_card(callback.from_user.id, ticket)
        message = callback.message
        return self._call(
            "editMessageText",
            message.chat.id,
            address={"message_id": message.message_id},
            ticket=ticket,
            role=MessageRole.CARD,
        )

    def drawn_over(self, chat_id: int, address: Mapping[str, Any]) -> OutgoingCall:
        """Draw this in place of the message that `address` names in the arguments of a call."""
        return self._call("editMessageText", chat_id, address=address)

    def _call(
        self,
        method: str,
        chat_id: int,
        *,
        address: Mapping[str, Any] | None = None,
        ticket: int | None = None,
        role: MessageRole = MessageRole.OTHER,
        edits_card: bool = False,
    ) -> OutgoingCall:
        arguments: dict[str, Any] = {
            "text": str(with_links_that_fit(self.text)),
            "parse_mode": PARSE_MODE,
            "link_preview_options": {"is_disabled": True},
        }
        if address is not None:
            arguments |= address
        if edits_card and self.stands:
            arguments[STANDS] = self.stands
        if self.keyboard is not None:
            arguments["reply_markup"] = self.keyboard.model_dump(exclude_none=True)
            if self.wants_reply and method == "sendMessage":
                # An edit cannot change it.
                arguments["reply_markup"]["force_reply"] = True
        return OutgoingCall(
            method=method,
            chat_id=chat_id,
            arguments=arguments,
            ticket=ticket,
            role=role,
            edits_card=edits_card,
        )


class Style(StrEnum):
    """How a button looks; those without one look as the app has it."""

    PRIMARY = "primary"
    """Blue: the next step."""
    SUCCESS = "success"
    """Green: it is done."""
    DANGER = "danger"
    """Red: it is not, or never will be."""


def button(label: str, data: str, style: Style | None = None) -> InlineKeyboardButton:
    """Return a button; `data` is packed callback data of 1 to 64 bytes."""
    return InlineKeyboardButton(text=clip(label, MAX_LABEL), callback_data=data, style=style)


def ticked(label: str, *, is_set: bool) -> str:
    """Return the label of a choice, marked where it is the one that was made."""
    return f"✓ {label}" if is_set else label


def disabled_button(label: str) -> InlineKeyboardButton:
    """Return what looks like a button, says why it is none any more, and does nothing."""
    return InlineKeyboardButton(text=clip(label, MAX_LABEL), disabled=DisabledButton())


def keyboard(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup | None:
    filled = [row for row in rows if row]
    return InlineKeyboardMarkup(inline_keyboard=filled) if filled else None


def answer(callback: CallbackQuery, text: str = "", *, alert: bool = False) -> AnswerCallbackQuery:
    """Return the answer to a tap: nothing, a toast, or with `alert` a box to be closed."""
    return AnswerCallbackQuery(
        callback_query_id=callback.id, text=clip(text, MAX_ANSWER) or None, show_alert=alert or None
    )


def without_buttons(callback: CallbackQuery) -> list[OutgoingCall]:
    """Take the buttons off the message that was tapped."""
    return with_buttons(callback, None)


def with_buttons(
    callback: CallbackQuery,
    markup: InlineKeyboardMarkup | None,
    *,
    on: str = "",
    beneath: InlineKeyboardMarkup | None = None,
) -> list[OutgoingCall]:
    """Give the message that was tapped other buttons, or none.

    `on`: they were opened in place of a card's, and stay open while the ticket `stands` as it does; of rows that are
    not to be kept, `beneath` is what stays open instead.
    """
    if callback.message is None:
        return []
    arguments: dict[str, Any] = {"message_id": callback.message.message_id}
    if markup is not None:
        arguments["reply_markup"] = markup.model_dump(exclude_none=True)
        if on:
            arguments[OPENS] = {"on": on}
        if beneath is not None:
            arguments[OPENS]["rows"] = beneath.model_dump(exclude_none=True)
    return [
        OutgoingCall(method="editMessageReplyMarkup", chat_id=callback.message.chat.id, arguments=arguments)
    ]


def reacted(chat_id: int, message_id: int, emoji: str, otherwise: OutgoingCall) -> OutgoingCall:
    """Put a reaction to somebody's message: it was taken. Where Telegram does not take that, `otherwise` says it."""
    return OutgoingCall(
        method="setMessageReaction",
        chat_id=chat_id,
        arguments={"message_id": message_id, "reaction": [{"type": "emoji", "emoji": emoji}]},
        otherwise=(otherwise,),
    )


def liked(chat_id: int, message_id: int, otherwise: OutgoingCall) -> OutgoingCall:
    """Put a thumb up to somebody's message: it was taken. Where Telegram does not take that, `otherwise` says it."""
    return reacted(chat_id, message_id, "👍", otherwise)
