"""Buttons of messages that no longer mean anything."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot_service.adapters.inbound.telegram.reply import Replies
from bot_service.adapters.inbound.telegram.screen import answer, without_buttons
from bot_service.adapters.inbound.telegram.texts.catalog import Texts


def create_router() -> Router:
    router = Router(name="stale")
    router.callback_query.register(outdated)
    return router


async def outdated(callback: CallbackQuery, texts: Texts) -> Replies:
    return [answer(callback, texts.plain("button-outdated"), alert=True), *without_buttons(callback)]
