"""Messages that were edited after they were sent."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.requests.entry import proceed
from bot_service.adapters.inbound.telegram.dialogs.requests.subjects import offer_of
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.replies.replies import Replies


def create_router() -> Router:
    router = Router(name="edits")
    router.edited_message.register(edited, F.text | F.caption)
    router.edited_message.register(ignore)
    return router


async def edited(message: Message, turn: Turn) -> Replies:
    """Follow an edit of the text of a request that is not sent yet; what was sent stays as it is."""
    request = turn.conversation.unsent
    if request is None or request.text_message != message.message_id:
        return [turn.says("edit-not-followed")]
    request = replace(request, draft=request.draft.with_text(message.text or message.caption or ""))
    if turn.conversation.stage is Stage.OFFERED:
        turn.conversation.keep_request(request, Stage.OFFERED)
        return [turn.sends(await offer_of(request, turn))]
    return [turn.sends(await proceed(request, turn))]


async def ignore(_message: Message) -> Replies:
    """A live location moves, a poll changes: nobody waits for an answer."""
    return []
