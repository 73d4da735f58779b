"""Takes an update from Telegram into the inbox; only then may it be acknowledged."""

from dataclasses import dataclass, field

import structlog
from structlog.typing import FilteringBoundLogger

from bot_service.adapters.inbound.telegram.updates.facts import received
from bot_service.adapters.inbound.telegram.updates.metrics import RECEIVED_OF
from bot_service.application.ports.updates.inbox import Inbox, Reception
from fixline_telemetry.spans.propagation import current_traceparent


@dataclass(frozen=True, slots=True)
class Receiver:
    inbox: Inbox
    # Bound once: `get_logger` binds anew for each line.
    log: FilteringBoundLogger = field(default_factory=lambda: structlog.get_logger().bind(), repr=False)

    async def __call__(self, payload: object) -> None:
        """Return when the update is durable. Raises `NotAnUpdateError`; whatever else is raised: hand it over again."""
        update = received(payload)
        reception = await self.inbox.receive(update, current_traceparent())
        RECEIVED_OF(update.type).inc()
        if reception is not Reception.BEGUN:  # of that, `update.processed` tells
            self.log.info(
                "update.received", update_id=update.update_id, type=update.type, reception=reception
            )
