"""What the bot may do in a group, as Telegram says."""

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import GetChat, GetChatMember
from aiogram.types import ChatMemberAdministrator

from bot_service.application.errors import UnavailableError
from bot_service.application.ports.topics.staff_group import GroupRights


class TelegramGroupInspector:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def rights_in(self, chat_id: int) -> GroupRights:
        try:
            chat = await self._bot(GetChat(chat_id=chat_id))
            member = await self._bot(GetChatMember(chat_id=chat_id, user_id=self._bot.id))
        except TelegramAPIError as error:
            raise UnavailableError("Telegram does not say what the bot may do there") from error
        rights = member if isinstance(member, ChatMemberAdministrator) else None
        return GroupRights(
            is_forum=bool(chat.is_forum),
            can_manage_topics=rights is not None and bool(rights.can_manage_topics),
            can_pin_messages=rights is not None and bool(rights.can_pin_messages),
        )
