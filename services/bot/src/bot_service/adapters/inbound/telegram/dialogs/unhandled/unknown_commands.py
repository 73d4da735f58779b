"""Commands that do not exist."""

from aiogram import F, Router
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.replies.replies import Replies


def create_router() -> Router:
    router = Router(name="unknown-commands")
    router.message.register(unknown, F.text.startswith("/"))
    return router


async def unknown(_message: Message, turn: Turn) -> Replies:
    return [turn.says("unknown-command")]
