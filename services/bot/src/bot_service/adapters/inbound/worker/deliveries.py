"""Makes one claimed call and says what became of it."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import structlog
from structlog.typing import FilteringBoundLogger

from bot_service.adapters.inbound.worker.metrics import DEAD, DELIVERED_AS, LIMITER_WAIT, NOTIFICATION_SECONDS
from bot_service.application.commands.deliveries.attempts import DeliveryOutcome
from bot_service.application.commands.deliveries.deliver_call import DeliverCall
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.domain.deliveries.outgoing import Urgency
from fixline_telemetry import attributes as names
from fixline_telemetry.effort import begin_effort
from fixline_telemetry.spans.exemplars import exemplar
from fixline_telemetry.spans.propagation import within

LEVELS: Final[Mapping[DeliveryOutcome, int]] = {
    DeliveryOutcome.RETRIED: logging.WARNING,
    DeliveryOutcome.PARKED: logging.WARNING,
    DeliveryOutcome.UNKNOWN: logging.WARNING,
    DeliveryOutcome.FAILED: logging.ERROR,
}
"""Of outcomes that leave somebody waiting, or without an answer; the others are `info`."""


@dataclass(frozen=True, slots=True)
class DeliveryWorker:
    """Its own statements belong to no trace: only the call does, to the one that decided it."""

    deliver: DeliverCall
    # Bound once: `get_logger` binds anew for each line.
    log: FilteringBoundLogger = field(default_factory=lambda: structlog.get_logger().bind(), repr=False)

    async def __call__(self, delivery: Delivery) -> None:
        started, effort = time.perf_counter(), begin_effort()
        attempt = await self.deliver(delivery)
        seconds = time.perf_counter() - started
        DELIVERED_AS(attempt.outcome).inc()
        with within(delivery.traceparent):
            match attempt.outcome:
                case DeliveryOutcome.WAITING:
                    LIMITER_WAIT.observe(attempt.try_again_in, exemplar())
                case DeliveryOutcome.SENT if delivery.call.urgency is Urgency.NOTIFICATION:
                    NOTIFICATION_SECONDS.observe(delivery.age.total_seconds() + seconds, exemplar())
                case DeliveryOutcome.FAILED:
                    DEAD["deliveries"].inc()
                case _:
                    pass
            self.log.log(
                LEVELS.get(attempt.outcome, logging.INFO),
                "delivery.tried",
                delivery_id=delivery.id,
                cause=delivery.cause,
                method=delivery.call.method,
                chat=names.pseudonym(delivery.call.chat_id),
                person=names.pseudonym(delivery.user_name) if delivery.user_name else None,
                ticket=delivery.ticket,
                outcome=attempt.outcome,
                answer=attempt.answer,
                attempt=delivery.attempts + 1,
                duration_ms=round(seconds * 1000, 3),
                database_calls=effort.database_calls,
                cache_hits=effort.cache_hits,
                age_seconds=round(delivery.age.total_seconds() + seconds, 3),
            )
