"""Deals with one claimed update as part of the trace that received it."""

import logging
import time
from dataclasses import dataclass

import structlog

from bot_service.adapters.inbound.telegram.updates.metrics import FLOODS, PROCESSED, UPDATE_SECONDS
from bot_service.adapters.inbound.telegram.updates.summaries import summary_of
from bot_service.adapters.inbound.worker.metrics import DEAD
from bot_service.application.commands.process_update import ProcessOutcome, ProcessUpdate
from bot_service.application.ports.inbox import ClaimedUpdate
from fixline_telemetry import attributes as names
from fixline_telemetry.failed_spans import mark_failed
from fixline_telemetry.metrics import exemplar
from fixline_telemetry.propagation import consumer_span

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class UpdateWorker:
    process: ProcessUpdate

    async def __call__(self, update: ClaimedUpdate) -> float:
        started = time.perf_counter()
        tries = update.failures + update.deferrals
        attributes: dict[str, str | int] = {
            names.MESSAGING_SYSTEM: "telegram",
            names.MESSAGING_DESTINATION_NAME: "telegram.updates",
            names.MESSAGING_OPERATION_TYPE: "process",
            names.TELEGRAM_UPDATE_ID: update.key.update_id,
            names.TELEGRAM_UPDATE_TYPE: update.type,
            names.TELEGRAM_UPDATE_SUMMARY: summary_of(update.payload),
            names.CHAT_PSEUDONYM: names.pseudonym(update.chat_id),
            names.ATTEMPT: tries + 1,
        }
        with (
            structlog.contextvars.bound_contextvars(update_id=update.key.update_id),
            consumer_span(
                "process telegram.updates",
                traceparent=update.traceparent,
                attributes=attributes,
                taken_in=[update.taken_in],
                new_trace=update.is_late,
            ) as span,
        ):
            processed = await self.process(update)
            outcome = processed.outcome
            seconds = time.perf_counter() - started
            span.set_attribute(names.OUTCOME, outcome)
            if processed.error is not None:
                mark_failed(span, processed.error)
            if processed.in_flood is not None:
                FLOODS["delayed" if processed.in_flood else "allowed"].inc()
            PROCESSED.labels(outcome).inc(exemplar=exemplar())
            if outcome in {ProcessOutcome.DONE, ProcessOutcome.ERROR}:
                UPDATE_SECONDS.observe(update.age.total_seconds() + seconds, exemplar())
            if outcome is ProcessOutcome.ERROR:
                DEAD["inbox"].inc()
            log.log(
                logging.INFO if processed.error is None else logging.WARNING,
                "update.processed",
                type=update.type,
                outcome=outcome,
                attempt=tries + 1,
                seconds=round(seconds, 4),
                age_seconds=round(update.age.total_seconds() + seconds, 3),
                exc_info=processed.error,
            )
        return 0.0
