"""The dialogs of the staff group, and of a group that may become it."""

from aiogram import F, Router
from aiogram.enums import ChatType

from bot_service.adapters.inbound.telegram.dialogs.staff_group import controls, linking, topics, writing


def create_router() -> Router:
    router = Router(name="staff-group")
    in_groups = F.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP})
    for observer in (router.message, router.edited_message):
        observer.filter(in_groups)
    router.callback_query.filter(F.message.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP}))
    router.include_routers(
        topics.create_router(), linking.create_router(), writing.create_router(), controls.create_router()
    )
    return router
