"""Takes an update from Telegram into the inbox; only then may it be acknowledged."""

from dataclasses import dataclass

import structlog

from bot_service.adapters.inbound.telegram.updates.facts import received
from bot_service.adapters.inbound.telegram.updates.metrics import RECEIVED
from bot_service.application.ports.inbox import Inbox
from fixline_telemetry.propagation import current_traceparent

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Receiver:
    inbox: Inbox

    async def __call__(self, payload: object) -> None:
        """Return when the update is durable. Raises `NotAnUpdateError`; whatever else is raised: hand it over again."""
        update = received(payload)
        is_new = await self.inbox.receive(update, current_traceparent())
        RECEIVED.labels(update.type).inc()
        log.info("update.received", update_id=update.update_id, type=update.type, is_new=is_new)
