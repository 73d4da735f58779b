"""Closes what nobody objected to."""

from datetime import timedelta

import structlog

from tickets_service.adapters.inbound.worker.recurring import Recurring

log = structlog.get_logger()


class Closing(Recurring[int]):
    INTERVAL = timedelta(minutes=5)
    POSTPONED = "tickets.closing_postponed"

    def tell(self, done: int) -> None:
        if done:
            log.info("tickets.closed_unanswered", count=done)
