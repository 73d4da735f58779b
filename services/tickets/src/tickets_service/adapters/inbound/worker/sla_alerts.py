"""Tells when promises are about to be broken, and reckons clocks anew after policies changed."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

import structlog
from prometheus_client import Counter

from tickets_service.application.commands.review_clocks import ClockReview
from tickets_service.application.errors import StoreError

INTERVAL: Final = timedelta(seconds=15)
"""How late an alert may come."""

ALERTS: Final = Counter("sla_alerts", "SLA alerts told by this process.")
RECKONED: Final = Counter("sla_tickets_reckoned", "Tickets whose SLA clocks were reckoned anew.")
FAILED: Final = Counter("sla_tickets_failed", "Tickets whose SLA clocks could not be reckoned.", ["reason"])

log = structlog.get_logger()


class SlaAlerts:
    """Runs `review` at once and then every `interval`, for the life of the process."""

    def __init__(self, review: Callable[[], Awaitable[ClockReview]], interval: timedelta = INTERVAL) -> None:
        self._review = review
        self._interval = interval

    async def run(self) -> None:
        while True:
            await self.once()
            await asyncio.sleep(self._interval.total_seconds())

    async def once(self) -> None:
        """Do what is due; a store that does not answer is left for the next time."""
        try:
            done = await self._review()
        except StoreError as error:
            log.warning("sla.review_postponed", reason=error.reason)
            return
        ALERTS.inc(done.alerts)
        RECKONED.inc(done.tickets)
        for ticket_id, reason in done.failed:
            FAILED.labels(reason).inc()
            log.warning("sla.not_computable", ticket_id=ticket_id, reason=reason)
        if done.tickets:
            log.info("sla.reviewed", tickets=done.tickets, alerts=done.alerts, unfinished=done.unfinished)
