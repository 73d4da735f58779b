"""Who calls the bot in an ordinary group, and who wrote what they reply to: people, and those who are none."""

from typing import Final

from aiogram import Bot
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Message, TelegramObject, User

from bot_service.adapters.inbound.telegram.dialogs.commands import marked_command

NEW: Final = "/new"
GROUPS: Final = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


async def calls_new(event: TelegramObject, bot: Bot) -> bool:
    """Tell whether this asks this bot, and no other one, for a request in a group that has no topics."""
    if not isinstance(event, Message) or event.chat.type not in GROUPS or event.chat.is_forum:
        return False
    command, _, mentioned = (marked_command(event) or "").lower().partition("@")
    return command == NEW and (not mentioned or mentioned == (await username(bot)).lower())


async def username(bot: Bot) -> str:
    """Return the name that stands in links; empty while Telegram does not say it."""
    try:
        return (await bot.me()).username or ""
    except TelegramAPIError:
        return ""


def writer_of(message: Message) -> User | None:
    """Return the person who wrote it; None for bots, and for who writes as a group or a channel.

    Telegram names its own bot as the sender of an admin who writes anonymously.
    """
    user = message.from_user
    if user is None or user.is_bot or message.sender_chat is not None:
        return None
    return user
