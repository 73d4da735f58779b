"""What the desk itself is looked after with, and by whom."""

from collections.abc import Collection

from aiogram import Router

from bot_service.adapters.inbound.telegram.dialogs.office.admission import AdmissionMiddleware
from bot_service.adapters.inbound.telegram.dialogs.office.audit import audit
from bot_service.adapters.inbound.telegram.dialogs.office.broadcast import broadcast
from bot_service.adapters.inbound.telegram.dialogs.office.places import locations
from bot_service.adapters.inbound.telegram.dialogs.office.promises import hours, policies
from bot_service.adapters.inbound.telegram.dialogs.office.reports import export, monthly, stats
from bot_service.adapters.inbound.telegram.dialogs.office.retention import retention
from bot_service.adapters.inbound.telegram.dialogs.office.setup import setup
from bot_service.adapters.inbound.telegram.dialogs.office.staff import staff
from bot_service.domain.people.person import ADMINS, CONTROLLERS, SEERS, Role


def create_router() -> Router:
    router = Router(name="office")
    router.include_routers(
        # In the order of the menus.
        admitting(
            "administration",
            ADMINS,
            "admins-only",
            setup.create_router(),
            staff.create_router(),
            locations.create_router(),
            hours.create_router(),
            policies.create_router(),
        ),
        admitting("reports", SEERS, "seers-only", stats.create_router(), export.create_router()),
        admitting(
            "controlling", CONTROLLERS, "controllers-only", audit.create_router(), retention.create_router()
        ),
        admitting("telling", ADMINS, "admins-only", monthly.create_router(), broadcast.create_router()),
    )
    return router


def admitting(name: str, roles: Collection[Role], refusal: str, *routers: Router) -> Router:
    """Return a router of `routers` for those roles alone."""
    router = Router(name=name)
    for observer in (router.message, router.callback_query):
        observer.middleware(AdmissionMiddleware(roles, refusal))
    router.include_routers(*routers)
    return router
