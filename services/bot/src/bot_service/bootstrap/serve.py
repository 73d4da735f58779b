"""Puts the container under the process's life cycle."""

from functools import partial

import structlog

from bot_service.adapters.inbound.http.server import HttpServer
from bot_service.adapters.inbound.http.webhook import create_webhook_app
from bot_service.bootstrap.container import Container, build_container
from bot_service.bootstrap.settings import BotSettings
from fixline_chassis.revisions import Revisions, require_current_revision
from fixline_chassis.scope import ServiceScope
from fixline_rpc.errors import is_reported_bug
from fixline_telemetry.crashes import reported_elsewhere
from fixline_telemetry.database import instrument

log = structlog.get_logger()


async def build(settings: BotSettings, scope: ServiceScope) -> None:
    """Wire the service and start working; `scope` ends it. Neither Telegram nor another service has to be up."""
    reported_elsewhere(is_reported_bug)
    container = await build_container(settings, scope.stack)
    instrument(container.engine)
    await bring_to_life(settings, scope, container)


async def bring_to_life(settings: BotSettings, scope: ServiceScope, container: Container) -> None:
    """Register what runs, what has to be ready, and how it ends; from then on updates come in."""
    revisions = Revisions.of("bot_service")
    scope.readiness("database", lambda: require_current_revision(container.engine, revisions))
    # Not Valkey: people are served without it (decision 39). Whether Telegram hears us, the registration finds out.
    scope.readiness("telegram", container.registration.require, gates_start=False)

    scope.background("token", container.token_watch.wait)
    scope.background("presence", container.presence.keep)
    scope.background("updates", container.updates.run)
    scope.background("deliveries", container.deliveries.run)
    for name, work in container.led.by_lease().items():
        scope.background(name, partial(container.leases.lead, name, work))
    scope.background("upkeep", container.upkeep)
    scope.background("conversations", container.returning)
    scope.background("registration", container.registration)

    # In reverse: first nothing more comes in, then what was taken is dealt with, then what was said goes out.
    scope.on_drain(container.deliveries.drain)
    scope.on_drain(container.immediate_answers.aclose)
    scope.on_drain(container.updates.drain)
    await receive(settings, scope, container)


async def receive(settings: BotSettings, scope: ServiceScope, container: Container) -> None:
    """Take updates in by webhook where one is configured, else by polling."""
    if not settings.webhook_url or not settings.webhook_secret or not settings.webhook_listen:
        scope.background("polling", lambda: container.leases.lead("polling", container.poller))
        log.info("updates.polling")
        return
    app = create_webhook_app(container.receiver, settings.webhook_secret)
    server = HttpServer(app, settings.webhook_listen)
    scope.on_drain(server.stop)
    log.info("updates.webhook", port=await server.start())
