"""Who calls the bot in an ordinary group."""

from typing import Final

from aiogram import Bot
from aiogram.types import Message, TelegramObject

from bot_service.adapters.inbound.telegram.dialogs.bot_names import username_of
from bot_service.adapters.inbound.telegram.dialogs.commands import marked_command
from bot_service.adapters.inbound.telegram.dialogs.group_chats import GROUPS

NEW: Final = "/new"


async def calls_new(event: TelegramObject, bot: Bot) -> bool:
    """Tell whether this asks this bot, and no other one, for a request in a group that has no topics."""
    if not isinstance(event, Message) or event.chat.type not in GROUPS or event.chat.is_forum:
        return False
    command, _, mentioned = (marked_command(event) or "").lower().partition("@")
    return command == NEW and (not mentioned or mentioned == (await username_of(bot)).lower())
