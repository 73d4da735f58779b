"""Edits of what was sent already, or is part of nothing."""

from aiogram import F, Router
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.replies.replies import Replies


def create_router() -> Router:
    router = Router(name="late-edits")
    router.edited_message.register(ignore, F.location | F.poll | F.game)
    router.edited_message.register(not_followed)
    return router


async def not_followed(_message: Message, turn: Turn) -> Replies:
    return [turn.says("edit-not-followed")]


async def ignore(_message: Message) -> Replies:
    """A live location moves, a poll changes: nobody waits for an answer."""
    return []
