"""What admins look after the desk with."""

from aiogram import Router

from bot_service.adapters.inbound.telegram.dialogs.office.admission import AdmissionMiddleware
from bot_service.adapters.inbound.telegram.dialogs.office.broadcast import broadcast
from bot_service.adapters.inbound.telegram.dialogs.office.locations import locations
from bot_service.adapters.inbound.telegram.dialogs.office.promises import hours, policies
from bot_service.adapters.inbound.telegram.dialogs.office.reports import export, monthly, stats
from bot_service.adapters.inbound.telegram.dialogs.office.setup import setup
from bot_service.adapters.inbound.telegram.dialogs.office.staff import staff


def create_router() -> Router:
    router = Router(name="office")
    for observer in (router.message, router.callback_query):
        observer.middleware(AdmissionMiddleware())
    router.include_routers(
        setup.create_router(),
        staff.create_router(),
        locations.create_router(),
        hours.create_router(),
        policies.create_router(),
        stats.create_router(),
        monthly.create_router(),
        export.create_router(),
        broadcast.create_router(),
    )
    return router
