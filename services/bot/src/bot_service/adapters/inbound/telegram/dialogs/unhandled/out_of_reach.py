"""Buttons of what was begun before the conversations came out of reach (decision 39): it is not gone."""

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, TelegramObject

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.buttons.comments import CommentButton
from bot_service.adapters.inbound.telegram.drawing.buttons.requests import DraftButton
from bot_service.adapters.inbound.telegram.drawing.screen import answer
from bot_service.adapters.inbound.telegram.replies.replies import Replies


class OutOfReach(BaseFilter):
    """Passes where what was said before cannot be read now."""

    async def __call__(self, _event: TelegramObject, turn: Turn) -> bool:
        return turn.conversation.is_out_of_reach


def create_router() -> Router:
    router = Router(name="out-of-reach")
    for kind in (DraftButton, CommentButton):
        router.callback_query.register(later, kind.filter(), OutOfReach())
    return router


async def later(callback: CallbackQuery, turn: Turn) -> Replies:
    """Leave the buttons where they are: they will be of use."""
    return [answer(callback, turn.texts.plain("button-out-of-reach"), alert=True)]
