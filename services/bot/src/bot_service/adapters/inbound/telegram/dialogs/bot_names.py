"""What the bot itself is called: links that open the chat with it have its name."""

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError


async def username_of(bot: Bot) -> str:
    """Return the name that stands in links; empty while Telegram does not say it."""
    try:
        return (await bot.me()).username or ""
    except TelegramAPIError:
        return ""
