"""/cancel."""

from aiogram import Router
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.commands import register_command
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.replies.replies import Replies


def create_router() -> Router:
    router = Router(name="cancel")
    register_command(router, "cancel", cancel)
    return router


async def cancel(_message: Message, turn: Turn) -> Replies:
    conversation = turn.conversation
    if conversation.stage is Stage.COMMENT:
        conversation.stop_writing()
        return [turn.says("writing-stopped")]
    if conversation.stage is Stage.REOPEN:
        number = conversation.written_on
        conversation.stop_writing()
        return [turn.says("reopening-stopped", number=str(number))]
    if conversation.unsent is not None:
        conversation.drop_request()
        return [turn.says("request-cancelled")]
    return [turn.says("comment-dropped" if conversation.drop_comments() else "nothing-to-cancel")]
