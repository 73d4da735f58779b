"""Tells when promises are about to be broken, and reckons clocks anew after policies changed."""

from datetime import timedelta
from typing import Final

import structlog
from prometheus_client import Counter

from fixline_telemetry.metrics import counter
from tickets_service.adapters.inbound.worker.recurring import Recurring
from tickets_service.application.commands.sla.review_clocks import ClockReview
from tickets_service.domain.sla.clock import ClockKind
from tickets_service.domain.sla.standing import NOT_COMPUTABLE

ALERTS: Final = Counter("sla_alerts", "SLA alerts told by this process.")
RECKONED: Final = Counter("sla_tickets_reckoned", "Tickets whose SLA clocks were reckoned anew.")
BREACHED: Final = counter(
    "tickets_sla_breached",
    "Promises that this process told to be broken: each once per ticket and clock, at most 15 s late.",
    "clock",
    values=ClockKind,
)
FAILED: Final = counter(
    "sla_tickets_failed",
    "Tickets whose SLA clocks could not be reckoned.",
    "reason",
    values=[error.reason for error in NOT_COMPUTABLE],
)

log = structlog.get_logger()


class SlaAlerts(Recurring[ClockReview]):
    INTERVAL = timedelta(seconds=15)
    """How late an alert may come."""

    POSTPONED = "sla.review_postponed"

    def tell(self, done: ClockReview) -> None:
        ALERTS.inc(done.alerts)
        RECKONED.inc(done.tickets)
        for clock, breaches in done.breaches.items():
            BREACHED.labels(clock).inc(breaches)
        for ticket_id, reason in done.failed:
            FAILED.labels(reason).inc()
            log.warning("sla.not_computable", ticket_id=ticket_id, reason=reason)
        if done.tickets:
            log.info("sla.reviewed", tickets=done.tickets, alerts=done.alerts, unfinished=done.unfinished)
