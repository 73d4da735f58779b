"""Takes people and their words out of what ended long ago."""

from datetime import timedelta
from typing import Final

import structlog
from prometheus_client import Counter

from tickets_service.adapters.inbound.worker.recurring import Recurring
from tickets_service.application.commands.retention.anonymize_ended import Anonymized

ANONYMIZED: Final = Counter("tickets_anonymized", "Tickets that this process anonymized.")

log = structlog.get_logger()


class Anonymizing(Recurring[Anonymized]):
    INTERVAL = timedelta(hours=1)
    POSTPONED = "retention.postponed"

    def tell(self, done: Anonymized) -> None:
        ANONYMIZED.inc(done.tickets)
        if done.tickets:
            log.info("retention.anonymized", tickets=done.tickets, comments=done.comments)
