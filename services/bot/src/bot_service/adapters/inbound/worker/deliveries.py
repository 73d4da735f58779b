"""Makes one claimed call and says what became of it."""

import time
from dataclasses import dataclass

import structlog

from bot_service.adapters.inbound.worker.metrics import DEAD, DELIVERED, LIMITER_WAIT, NOTIFICATION_SECONDS
from bot_service.application.commands.deliver_call import DeliverCall, Disposal
from bot_service.application.ports.deliveries import Delivery
from bot_service.domain.outgoing import Urgency

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class DeliveryWorker:
    """Its own statements belong to no trace: only the call does, to the one that decided it."""

    deliver: DeliverCall

    async def __call__(self, delivery: Delivery) -> float:
        started = time.perf_counter()
        disposed = await self.deliver(delivery)
        seconds = time.perf_counter() - started
        DELIVERED.labels(disposed.disposal).inc()
        match disposed.disposal:
            case Disposal.WAITING:
                LIMITER_WAIT.observe(disposed.try_again_in)
            case Disposal.SENT if delivery.call.urgency is Urgency.NOTIFICATION:
                NOTIFICATION_SECONDS.observe(delivery.age.total_seconds() + seconds)
            case Disposal.FAILED:
                DEAD["deliveries"].inc()
            case _:
                pass
        log.info(
            "delivery.tried",
            delivery_id=delivery.id,
            method=delivery.call.method,
            disposal=disposed.disposal,
            attempt=delivery.attempts + 1,
            seconds=round(seconds, 4),
            traceparent=delivery.traceparent,
        )
        return disposed.try_again_in
