"""Buttons of messages that no longer mean anything."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.drawing.screen import answer, without_buttons
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.adapters.inbound.telegram.replies.replies import Replies


def create_router() -> Router:
    router = Router(name="stale")
    router.callback_query.register(outdated)
    return router


async def outdated(callback: CallbackQuery, texts: Texts) -> Replies:
    return [answer(callback, texts.plain("button-outdated"), alert=True), *without_buttons(callback)]
