"""Commands that do not exist."""

from aiogram import F, Router
from aiogram.filters import BaseFilter
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.commands import marked_command
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.replies.replies import Replies


class WholeCommand(BaseFilter):
    """Passes a command and nothing else: of what more is said after an unknown one, a person is understood."""

    async def __call__(self, message: Message) -> bool:
        return (message.text or "").strip() == marked_command(message)


def create_router() -> Router:
    router = Router(name="unknown-commands")
    router.message.register(unknown, F.text, WholeCommand())
    return router


async def unknown(_message: Message, turn: Turn) -> Replies:
    return [turn.says("unknown-command")]
