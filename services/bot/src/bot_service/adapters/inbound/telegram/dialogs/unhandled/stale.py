"""Buttons of messages that no longer mean anything."""

from aiogram import Router

from bot_service.adapters.inbound.telegram.dialogs.refused_taps import outdated


def create_router() -> Router:
    router = Router(name="stale")
    router.callback_query.register(outdated)
    return router
