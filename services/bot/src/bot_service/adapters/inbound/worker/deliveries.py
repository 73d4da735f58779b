"""Makes one claimed call and says what became of it."""

import time
from dataclasses import dataclass

import structlog

from bot_service.adapters.inbound.worker.metrics import DEAD, DELIVERED, LIMITER_WAIT, NOTIFICATION_SECONDS
from bot_service.application.commands.deliver_call import DeliverCall, DeliveryOutcome
from bot_service.application.ports.deliveries import Delivery
from bot_service.domain.outgoing import Urgency

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class DeliveryWorker:
    """Its own statements belong to no trace: only the call does, to the one that decided it."""

    deliver: DeliverCall

    async def __call__(self, delivery: Delivery) -> float:
        started = time.perf_counter()
        attempt = await self.deliver(delivery)
        seconds = time.perf_counter() - started
        DELIVERED.labels(attempt.outcome).inc()
        match attempt.outcome:
            case DeliveryOutcome.WAITING:
                LIMITER_WAIT.observe(attempt.try_again_in)
            case DeliveryOutcome.SENT if delivery.call.urgency is Urgency.NOTIFICATION:
                NOTIFICATION_SECONDS.observe(delivery.age.total_seconds() + seconds)
            case DeliveryOutcome.FAILED:
                DEAD["deliveries"].inc()
            case _:
                pass
        log.info(
            "delivery.tried",
            delivery_id=delivery.id,
            method=delivery.call.method,
            outcome=attempt.outcome,
            attempt=delivery.attempts + 1,
            seconds=round(seconds, 4),
            traceparent=delivery.traceparent,
        )
        return attempt.try_again_in
