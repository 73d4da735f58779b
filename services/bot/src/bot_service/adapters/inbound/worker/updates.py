"""Deals with one claimed update as part of the trace that received it."""

import logging
import time
from dataclasses import dataclass, field

import structlog
from structlog.typing import FilteringBoundLogger

from bot_service.adapters.inbound.telegram.updates.metrics import FLOODS, PROCESSED_AS, UPDATE_SECONDS
from bot_service.adapters.inbound.telegram.updates.summaries import summary_of
from bot_service.adapters.inbound.worker.metrics import DEAD
from bot_service.application.commands.updates.process_update import (
    Processed,
    ProcessOutcome,
    ProcessUpdate,
)
from bot_service.application.ports.updates.inbox import ClaimedUpdate
from fixline_telemetry import attributes as names
from fixline_telemetry.effort import begin_effort
from fixline_telemetry.logs.line_context import bind_lines
from fixline_telemetry.spans.exemplars import exemplar
from fixline_telemetry.spans.failed_spans import mark_failed
from fixline_telemetry.spans.propagation import consumer_span


@dataclass(frozen=True, slots=True)
class UpdateWorker:
    process: ProcessUpdate
    # Bound once: `get_logger` binds anew for each line.
    log: FilteringBoundLogger = field(default_factory=lambda: structlog.get_logger().bind(), repr=False)

    async def __call__(self, update: ClaimedUpdate) -> None:
        started, effort = time.perf_counter(), begin_effort()
        tries = update.failures + update.deferrals
        summary = summary_of(update.payload)
        attributes: dict[str, str | int] = {
            names.MESSAGING_SYSTEM: "telegram",
            names.MESSAGING_DESTINATION_NAME: "telegram.updates",
            names.MESSAGING_OPERATION_TYPE: "process",
            names.TELEGRAM_UPDATE_ID: update.key.update_id,
            names.TELEGRAM_UPDATE_TYPE: update.type,
            names.TELEGRAM_UPDATE_SUMMARY: summary.text,
            names.CHAT_PSEUDONYM: names.pseudonym(update.chat_id),
            names.ATTEMPT: tries + 1,
        }
        actor = names.pseudonym(update.user_name) if update.user_name else None
        if actor is not None:
            attributes[names.PERSON] = actor
        if summary.ticket is not None:
            attributes[names.TICKET] = summary.ticket
        # Nothing has to be unbound: the context ends with the task.
        bind_lines(update_id=update.key.update_id, actor=actor)
        with consumer_span(
            "process telegram.updates",
            traceparent=update.traceparent,
            attributes=attributes,
            taken_in=[update.taken_in],
            new_trace=update.is_late,
        ) as span:
            processed = await self.process(update)
            outcome = processed.outcome
            seconds = time.perf_counter() - started
            span.set_attribute(names.OUTCOME, outcome)
            ticket = first_of(summary.ticket, processed.ticket, effort.ticket)
            if ticket is not None:
                span.set_attribute(names.TICKET, ticket)
            if processed.error is not None:
                mark_failed(span, processed.error)
            if processed.in_flood is not None:
                FLOODS["delayed" if processed.in_flood else "allowed"].inc()
            PROCESSED_AS(outcome).inc(exemplar=exemplar())
            if outcome in {ProcessOutcome.DONE, ProcessOutcome.ERROR}:
                UPDATE_SECONDS.observe(update.age.total_seconds() + seconds, exemplar())
            if outcome is ProcessOutcome.ERROR:
                DEAD["inbox"].inc()
            self.log.log(
                level_of(processed),
                "update.processed",
                type=update.type,
                outcome=outcome,
                attempt=tries + 1,
                ticket=ticket,
                duration_ms=round(seconds * 1000, 3),
                database_calls=effort.database_calls,
                cache_hits=effort.cache_hits,
                age_seconds=round(update.age.total_seconds() + seconds, 3),
                exc_info=processed.error,
            )


def first_of(*tickets: int | None) -> int | None:
    return next((ticket for ticket in tickets if ticket is not None), None)


def level_of(processed: Processed) -> int:
    """Whoever waits longer is at least a warning; whoever is not answered at all, an error."""
    if processed.outcome is ProcessOutcome.ERROR:
        return logging.ERROR
    return logging.INFO if processed.error is None else logging.WARNING
