"""Apologies in the person's language, in private chats only."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiogram import Bot

from bot_service.adapters.inbound.telegram.dialogs.apology import apology, delayed
from bot_service.adapters.inbound.telegram.outgoing_calls import outgoing
from bot_service.adapters.inbound.telegram.reply import Reply
from bot_service.application.ports.inbox import ClaimedUpdate
from bot_service.domain.outgoing import OutgoingCall


class TelegramApologies:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def gave_up(self, update: ClaimedUpdate, incident: str) -> Sequence[OutgoingCall]:
        language = language_in(update)
        if language is None:
            return ()
        return [outgoing(self._bot, Reply(method=apology(language, incident, chat_id=update.chat_id)))]

    async def takes_longer(self, update: ClaimedUpdate) -> Sequence[OutgoingCall]:
        language = language_in(update)
        if language is None:
            return ()
        return [outgoing(self._bot, Reply(method=delayed(language, chat_id=update.chat_id)))]


def language_in(update: ClaimedUpdate) -> str | None:
    """Return the language that the update itself names; None where nobody waits for an answer in private."""
    event = update.payload.get(update.type)
    if update.type not in {"message", "callback_query"} or not isinstance(event, Mapping):
        return None
    sender: Any = event.get("from")
    match sender:
        case {"id": update.chat_id, "language_code": str(language)}:
            return language
        case {"id": update.chat_id}:
            return ""
        case _:
            return None
