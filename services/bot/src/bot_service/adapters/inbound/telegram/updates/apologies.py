"""Apologies in the person's language: in private chats, and in groups to whoever called the bot there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot_service.adapters.inbound.telegram.dialogs.group_chats import replying
from bot_service.adapters.inbound.telegram.dialogs.groups.callers import NEW
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import language_of, texts_in
from bot_service.adapters.inbound.telegram.replies.staying import staying, topic_of
from bot_service.application.ports.chats.chats import Chats
from bot_service.application.ports.updates.inbox import ClaimedUpdate
from bot_service.domain.deliveries.outgoing import OutgoingCall

CALL: Final = re.compile(rf"{NEW}(@\w+)?(\s|$)", re.IGNORECASE)


class TelegramApologies:
    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    async def gave_up(self, update: ClaimedUpdate, incident: str) -> Sequence[OutgoingCall]:
        language, called_by = language_in(update), call_in_group(update)
        if called_by is not None:
            said = apology(called_by.language, incident, chat_id=update.chat_id)
            return [replying(said, called_by.message_id)]
        if language is None:
            return ()
        return staying([apology(language, incident, chat_id=update.chat_id)], topic_of(update.payload))

    async def takes_longer(self, update: ClaimedUpdate) -> Sequence[OutgoingCall]:
        language, called_by = language_in(update), call_in_group(update)
        if called_by is not None:
            said = delayed(called_by.language, chat_id=update.chat_id)
            return [replying(said, called_by.message_id)]
        if language is None:
            return ()
        return staying([delayed(language, chat_id=update.chat_id)], topic_of(update.payload))

    async def in_its_turn(self, update: ClaimedUpdate) -> Sequence[OutgoingCall]:
        language = language_in(update)
        if language is None:
            return ()
        text = texts_in(language_of(language))("cancels-later")
        return staying([Screen(text=text).sent_to(update.chat_id)], topic_of(update.payload))

    async def unsaid(self, call: OutgoingCall, incident: str) -> Sequence[OutgoingCall]:
        if call.chat_id < 0:
            return ()
        chat = await self._chats.get(call.chat_id)
        texts = texts_in(language_of(None if chat is None else chat.language))
        if call.ticket is None:
            text = texts.plain("unsaid", code=incident)
        else:
            text = texts.plain("unsaid-about", number=str(call.ticket), code=incident)
        # Without markup or buttons: there is nothing in it that could be refused.
        return [
            OutgoingCall(
                method="sendMessage", chat_id=call.chat_id, arguments={"text": text}, urgency=call.urgency
            )
        ]


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


@dataclass(frozen=True, slots=True)
class CallInGroup:
    message_id: int
    language: str
    """Of whoever called, as Telegram says it; may be empty."""


def call_in_group(update: ClaimedUpdate) -> CallInGroup | None:
    """Return the message that asks for a request in a group; None where nobody there waits for a word."""
    message: Any = update.payload.get(update.type)
    match message:
        case {"message_id": int(message_id), "from": {"is_bot": False, **sender}} if update.chat_id < 0:
            said = message.get("text") or message.get("caption") or ""
            if update.type == "message" and isinstance(said, str) and CALL.match(said):
                return CallInGroup(message_id, str(sender.get("language_code") or ""))
    return None


def apology(language: str, incident_code: str, *, chat_id: int) -> OutgoingCall:
    """Say that an update was given up, with the code under which it can be found."""
    text = texts_in(language_of(language))("apology", code=incident_code)
    return Screen(text=text).sent_to(chat_id)


def delayed(language: str, *, chat_id: int) -> OutgoingCall:
    """Say that an update is kept and takes longer."""
    return Screen(text=texts_in(language_of(language))("delayed")).sent_to(chat_id)
