"""Who the bot is, as Telegram says."""

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from bot_service.application.errors import UnavailableError


class TelegramBotIdentity:
    """Asks once: a bot's username changes seldom, and then the process is started anew (`token_watch.py`)."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def username(self) -> str:
        try:
            me = await self._bot.me()
        except TelegramAPIError as error:
            raise UnavailableError("Telegram cannot be reached") from error
        return me.username or ""
