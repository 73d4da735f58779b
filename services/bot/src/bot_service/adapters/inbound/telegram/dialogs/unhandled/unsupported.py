"""Stickers, games and other things that cannot be part of a request, and Telegram's own messages."""

from aiogram import F, Router
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.content import SUPPORTED, UNSUPPORTED
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.replies.replies import Replies


def create_router() -> Router:
    router = Router(name="unsupported")
    router.message.register(refuse, F.content_type.in_(UNSUPPORTED))
    router.message.register(ignore, ~F.content_type.in_(SUPPORTED))
    return router


async def refuse(_message: Message, turn: Turn) -> Replies:
    return [turn.says("unsupported-kind")]


async def ignore(_message: Message) -> Replies:
    return []
