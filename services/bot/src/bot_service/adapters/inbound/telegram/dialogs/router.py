"""All dialogs in the order in which they are asked whether an update is theirs."""

from aiogram import F, Router
from aiogram.enums import ChatType

from bot_service.adapters.inbound.telegram.dialogs import (
    commands,
    comments,
    edits,
    lists,
    new_request,
    offers,
    request_buttons,
    stale,
    tickets,
    unsupported,
    welcome,
)
from bot_service.adapters.inbound.telegram.refusals import RefusalMiddleware


def create_router() -> Router:
    """Return the router of the private chats; groups and channels are not handled."""
    router = Router(name="dialogs")
    refusals = RefusalMiddleware()
    for observer in (router.message, router.edited_message):
        observer.filter(F.chat.type == ChatType.PRIVATE, F.from_user)
        observer.middleware(refusals)
    router.callback_query.filter(~F.message | (F.message.chat.type == ChatType.PRIVATE))
    router.callback_query.middleware(refusals)
    router.include_routers(
        welcome.create_router(),
        lists.create_router(),
        new_request.create_command_router(),
        commands.create_router(),
        unsupported.create_router(),
        comments.create_router(),
        new_request.create_router(),
        request_buttons.create_router(),
        tickets.create_router(),
        edits.create_router(),
        offers.create_router(),
        stale.create_router(),
    )
    return router
