"""Stickers, locations and other things that cannot be part of a request, and Telegram's own messages."""

from aiogram import F, Router
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.received import CONTENT, UNSUPPORTED
from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.domain.person import Person


def create_router() -> Router:
    router = Router(name="unsupported")
    router.message.register(refuse, F.content_type.in_(UNSUPPORTED))
    router.message.register(ignore, ~F.content_type.in_(CONTENT))
    return router


async def refuse(_message: Message, person: Person, texts: Texts) -> Replies:
    return [Screen(text=texts("unsupported-kind")).sent_to(person.telegram_id)]


async def ignore(_message: Message) -> Replies:
    return []
