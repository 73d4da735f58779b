"""What holds in every group: which chats are groups, who wrote there, how they are answered and led away."""

from collections.abc import Mapping
from typing import Any, Final

from aiogram.enums import ChatType
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message, User

from bot_service.adapters.inbound.telegram.drawing.deep_links import FROM_GROUP, deep_link
from bot_service.domain.deliveries.outgoing import OutgoingCall

GROUPS: Final = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


def writer_of(message: Message) -> User | None:
    """Return the person who wrote it; None for bots, and for who writes as a group or a channel.

    Telegram names its own bot as the sender of an admin who writes anonymously.
    """
    user = message.from_user
    if user is None or user.is_bot or message.sender_chat is not None:
        return None
    return user


def replying(call: OutgoingCall, message_id: int | None, thread_id: int | None = None) -> OutgoingCall:
    """Have the call answer a message, in a topic where there is one; it is sent also after that was deleted."""
    place: Mapping[str, Any] = {} if thread_id is None else {"message_thread_id": thread_id}
    if message_id is not None:
        answered = {"message_id": message_id, "allow_sending_without_reply": True}
        place = {**place, "reply_parameters": answered}
    return call.with_arguments(place)


def private_link(bot_name: str, label: str, payload: str = FROM_GROUP) -> InlineKeyboardMarkup | None:
    """Return the button that opens one's own chat with the bot; None while its name is not known."""
    if not bot_name:
        return None
    leads = InlineKeyboardButton(text=label, url=deep_link(bot_name, payload))
    return InlineKeyboardMarkup(inline_keyboard=[[leads]])
