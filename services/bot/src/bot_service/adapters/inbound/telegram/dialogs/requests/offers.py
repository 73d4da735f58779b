"""What somebody sends outside of any dialog is offered as a new request."""

from typing import Final

from aiogram import Router
from aiogram.types import Message

from bot_service.adapters.inbound.telegram.dialogs.content import content_of
from bot_service.adapters.inbound.telegram.dialogs.conversation import Stage
from bot_service.adapters.inbound.telegram.dialogs.remembered import UnsentRequest
from bot_service.adapters.inbound.telegram.dialogs.requests.entry import join
from bot_service.adapters.inbound.telegram.dialogs.requests.subjects import offer_of
from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.replies.replies import Replies
from bot_service.domain.requests.draft import Draft

SECONDS_OF_ONE_STORY: Final = 600
"""People tell one story in several messages; what comes later than this is another one."""


def create_router() -> Router:
    router = Router(name="offers")
    router.message.register(offered)
    return router


async def offered(message: Message, turn: Turn) -> Replies:
    """Offer it, together with what was offered just before and not answered yet."""
    content = content_of(message, turn.texts)
    request = turn.conversation.unsent
    if request is None or content.sent_at - request.last_message_at > SECONDS_OF_ONE_STORY:
        request = UnsentRequest(draft=Draft(id=turn.key.update_id))
    entry = join(request, content, Draft.with_more_text)
    stage = Stage.OFFERED if entry.request.draft.text else Stage.WHAT
    turn.conversation.keep_request(entry.request, stage)
    entry.remember(turn.conversation)
    replies = entry.replies(await offer_of(entry.request, turn), turn)
    return [turn.says("out-of-reach"), *replies] if turn.conversation.is_out_of_reach else replies
