"""Commands that do not exist."""

from aiogram import F, Router
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.drawing.screen import Screen
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.domain.person import Person


def create_router() -> Router:
    router = Router(name="unknown-commands")
    router.message.register(unknown, F.text.startswith("/"))
    return router


async def unknown(_message: Message, person: Person, texts: Texts) -> Replies:
    return [Screen(text=texts("unknown-command")).sent_to(person.telegram_id)]
