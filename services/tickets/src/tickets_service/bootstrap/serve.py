"""Puts the container under the process's life cycle."""

import structlog

from fixline_chassis.revisions import Revisions, require_current_revision
from fixline_chassis.scope import ServiceScope
from fixline_telemetry.database import instrument
from tickets_service.adapters.inbound.worker.anonymizing import Anonymizing
from tickets_service.adapters.inbound.worker.appointing import Appointing
from tickets_service.adapters.inbound.worker.closing import Closing
from tickets_service.adapters.inbound.worker.open_tickets import OpenTickets
from tickets_service.adapters.inbound.worker.purging import Purging
from tickets_service.adapters.inbound.worker.reminding import Reminding
from tickets_service.adapters.inbound.worker.sla_alerts import SlaAlerts
from tickets_service.bootstrap.container import build_container
from tickets_service.bootstrap.settings import TicketsSettings

GRACE_SECONDS = 10.0

log = structlog.get_logger()


async def build(settings: TicketsSettings, scope: ServiceScope) -> None:
    """Wire the service and start serving; `scope` ends it."""
    container = build_container(settings)
    scope.stack.push_async_callback(container.side_engine.dispose)
    scope.stack.push_async_callback(container.engine.dispose)
    instrument(container.engine)

    revisions = Revisions.of("tickets_service")
    scope.readiness("database", lambda: require_current_revision(container.side_engine, revisions))
    scope.background("history-listener", container.listener.run)
    scope.background("appointing", Appointing(container.use_cases.workers.appoint_staff).run)
    scope.background("closing", Closing(container.use_cases.workers.close_unanswered).run)
    scope.background("anonymizing", Anonymizing(container.use_cases.workers.anonymize_ended).run)
    scope.background("sla-alerts", SlaAlerts(container.use_cases.workers.review_clocks).run)
    scope.background("open-tickets", OpenTickets(container.use_cases.workers.count_open_tickets).run)
    scope.background("reminding", Reminding(container.use_cases.workers.remind_reporters).run)
    scope.background("purging", Purging(container.use_cases.workers.purge_answers).run)

    async def end_streams() -> None:
        container.signal.close()

    # In reverse: streams end first, with their resume tokens delivered, then the server drains.
    scope.on_drain(lambda: container.server.drain(GRACE_SECONDS))
    scope.on_drain(end_streams)
    log.info("grpc.listening", port=await container.server.start())
