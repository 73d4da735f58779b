"""Emojis that Telegram offers for topics, by their ids."""

from collections.abc import Mapping

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import GetForumTopicIconStickers

log = structlog.get_logger()


class TopicIcons:
    """Asks once; where Telegram does not say, topics have no icon until it does."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._ids: Mapping[str, str] = {}

    async def id_of(self, emoji: str) -> str | None:
        if not self._ids:
            try:
                stickers = await self._bot(GetForumTopicIconStickers())
            except TelegramAPIError as error:
                log.warning("telegram.topic_icons_unknown", error=error.message)
                return None
            self._ids = {
                each.emoji: each.custom_emoji_id for each in stickers if each.emoji and each.custom_emoji_id
            }
        return self._ids.get(emoji)
