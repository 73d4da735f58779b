"""The dialogs of the staff group, and of a group that may become it."""

from aiogram import F, Router

from bot_service.adapters.inbound.telegram.dialogs.group_chats import GROUPS
from bot_service.adapters.inbound.telegram.dialogs.staff_group import controls, linking, writing
from bot_service.adapters.inbound.telegram.dialogs.topics import told


def create_router() -> Router:
    router = Router(name="staff-group")
    for observer in (router.message, router.edited_message):
        observer.filter(F.chat.type.in_(GROUPS))
    router.callback_query.filter(F.message.chat.type.in_(GROUPS))
    router.include_routers(
        told.create_group_router(), linking.create_router(), writing.create_router(), controls.create_router()
    )
    return router
