"""Reminds those whose answer is awaited."""

from datetime import timedelta

import structlog

from tickets_service.adapters.inbound.worker.recurring import Recurring
from tickets_service.application.commands.tickets.remind_reporters import Reminded

log = structlog.get_logger()


class Reminding(Recurring[Reminded]):
    INTERVAL = timedelta(minutes=5)
    POSTPONED = "tickets.reminding_postponed"

    def tell(self, done: Reminded) -> None:
        if done != Reminded(0, 0):
            log.info("tickets.reporters_reminded", reminders=done.reminders, resolved=done.resolved)
