"""The conversations. Handlers return what is to be said and never send (decision 3)."""

from bot_service.adapters.inbound.telegram.dialogs.router import create_router

__all__ = ["create_router"]
