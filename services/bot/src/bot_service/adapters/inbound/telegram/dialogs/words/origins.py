"""Whose words they are: what was quoted stands above an answer, where a forward comes from below it."""

from typing import Final

from aiogram.types import (
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

from bot_service.adapters.inbound.telegram.dialogs.words.entities import spelled_out
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.domain.requests.draft import QUOTED
from bot_service.domain.words.visible import visible_name

Origin = MessageOriginUser | MessageOriginHiddenUser | MessageOriginChat | MessageOriginChannel
LONGEST_NAME: Final = 128


def quoted(message: Message) -> str:
    """Return the part of another message that this one answers, a mark before each line; empty where it has none."""
    if message.quote is None:
        return ""
    text = spelled_out(message.quote.text, message.quote.entities).strip()
    lines = [f"{QUOTED}{line}" for line in text.splitlines()]
    if message.external_reply is not None and (name := _name(message.external_reply.origin)):
        lines.insert(0, f"{QUOTED}{name}:")
    return "\n".join(lines)


def forwarded_from(message: Message, texts: Texts) -> str:
    """Say whose message was forwarded; empty for one's own, and for what is no forward."""
    origin = message.forward_origin
    if origin is None:
        return ""
    sender = 0 if message.from_user is None else message.from_user.id
    if isinstance(origin, MessageOriginUser) and origin.sender_user.id == sender:
        return ""
    name = _name(origin)
    return texts.plain("forwarded-from", name=name) if name else texts.plain("forwarded")


def _name(origin: Origin) -> str:
    """Return what the origin is called; empty of an account that was deleted."""
    name = ""
    match origin:
        case MessageOriginUser(sender_user=user):
            name = user.full_name
        case MessageOriginHiddenUser(sender_user_name=hidden):
            name = hidden
        case MessageOriginChat(sender_chat=chat) | MessageOriginChannel(chat=chat):
            name = chat.title or chat.full_name
    return visible_name(name, LONGEST_NAME)
