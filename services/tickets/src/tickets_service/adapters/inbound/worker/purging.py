"""Lets the service forget what it need not know any longer."""

from datetime import timedelta

import structlog

from tickets_service.adapters.inbound.worker.recurring import Recurring

log = structlog.get_logger()


class Purging(Recurring[int]):
    INTERVAL = timedelta(minutes=15)
    POSTPONED = "answers.purge_postponed"

    def tell(self, done: int) -> None:
        if done:
            log.info("answers.purged", count=done)
