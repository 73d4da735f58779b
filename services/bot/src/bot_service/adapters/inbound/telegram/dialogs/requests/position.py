"""Asking for somebody's position by a key below the field where they write: Telegram has it in private chats alone.

It is the chat's, not a message's: it stays until a message takes it away, whatever the person answers instead.
"""

from collections.abc import Sequence
from typing import Final

from aiogram.enums import ContentType
from aiogram.types import KeyboardButton, Message, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import LANGUAGES, texts_in
from bot_service.domain.deliveries.outgoing import OutgoingCall

NO_PLACES: Final = frozenset({ContentType.CONTACT, ContentType.POLL, ContentType.CHECKLIST})
"""Kinds of messages that have words, of which none is where something is."""


ASKING: Final = frozenset({Stage.WHERE, Stage.CORRECT_WHERE})
"""The stages in which a place is asked for."""


def asked(turn: Turn) -> OutgoingCall:
    """Put up the key."""
    turn.conversation.has_key = True
    keys = ReplyKeyboardMarkup(
        keyboard=[[KeyboardButton(text=turn.texts.plain("key-position"), request_location=True)]],
        resize_keyboard=True,
        one_time_keyboard=True,
        input_field_placeholder=turn.texts.plain("key-placeholder"),
    )
    return _said("ask-position", keys, turn)


def is_key(message: Message) -> bool:
    """Tell whether an app that shares no positions sent what is written on the key."""
    return message.text in {texts_in(language).plain("key-position") for language in LANGUAGES}


def put_away(turn: Turn, *, is_answered: bool = False) -> Sequence[OutgoingCall]:
    """Take the key away once it `is_answered`, or the place is not asked for any more; nothing where there is none."""
    conversation = turn.conversation
    if not conversation.has_key or (conversation.stage in ASKING and not is_answered):
        return []
    conversation.has_key = False
    return [_said("key-put-away", ReplyKeyboardRemove(remove_keyboard=True), turn)]


def _said(key: str, markup: ReplyKeyboardMarkup | ReplyKeyboardRemove, turn: Turn) -> OutgoingCall:
    call = turn.sends(Screen(text=turn.texts(key)))
    return call.with_arguments({"reply_markup": markup.model_dump(mode="json", exclude_none=True)})
