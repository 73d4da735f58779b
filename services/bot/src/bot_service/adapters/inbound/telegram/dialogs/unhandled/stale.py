"""Buttons of messages that no longer mean anything."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.screen import answer, without_buttons
from bot_service.adapters.inbound.telegram.replies.replies import Replies


def create_router() -> Router:
    router = Router(name="stale")
    router.callback_query.register(outdated)
    return router


async def outdated(callback: CallbackQuery, turn: Turn) -> Replies:
    return [answer(callback, turn.texts.plain("button-outdated"), alert=True), *without_buttons(callback)]
