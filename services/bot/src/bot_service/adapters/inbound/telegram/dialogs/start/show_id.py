"""/id."""

from aiogram import Router
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.replies.replies import Replies


def create_router() -> Router:
    router = Router(name="id")
    register_command(router, "id", show_id)
    return router


async def show_id(_message: Message, turn: Turn) -> Replies:
    """Tell people by which number the desk's settings name them."""
    # As text: Fluent would write a number with the language's separators, and nobody could copy it.
    return [turn.says("your-id", id=str(turn.person.telegram_id))]
