"""Follows the feed of events and turns each into deliveries."""

import asyncio
import logging
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, aclosing
from dataclasses import dataclass
from typing import Final

import structlog
from opentelemetry.trace import Span

from bot_service.adapters.inbound.worker.bundles import bundles
from bot_service.adapters.inbound.worker.metrics import EVENTS
from bot_service.application.backoff import backoff
from bot_service.application.commands.notifications.present_event import Presented, PresentEvent
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.notifications.event_feed import EventFeed, FeedItem
from bot_service.application.ports.notifications.feed_positions import (
    FeedPositions,
    FeedStep,
    PositionMovedError,
)
from bot_service.application.views.events import EventView
from fixline_telemetry import attributes as names
from fixline_telemetry.crashes import report
from fixline_telemetry.effort import begin_effort
from fixline_telemetry.spans.failed_spans import mark_failed
from fixline_telemetry.spans.propagation import consumer_span

FEED: Final = "tickets"
OUTCOMES: Final = ("presented", "retried", "dead_lettered")
ALERTS_PAUSE: Final = 1.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notifier:
    """One process at a time runs it (a lease); two at once would write nothing twice, only waste effort."""

    feed: EventFeed
    positions: FeedPositions
    present: PresentEvent
    feed_name: str = FEED
    longest_wait: float = 5.0
    """Seconds between tries to reach the feed again."""
    alerts_pause: float = ALERTS_PAUSE
    """Seconds without another alert after which those that came are told of."""

    def __post_init__(self) -> None:
        for outcome in OUTCOMES:
            EVENTS.labels(self.feed_name, outcome)

    async def __call__(self) -> None:
        """Follow the feed without end, from where the last notifier stopped."""
        failures = 0
        while True:
            try:
                position = await self.positions.current(self.feed_name)
                # Closing it ends the call behind it.
                async with aclosing(bundles(self.feed, position, self.alerts_pause)) as found:
                    async for items in found:
                        failures = 0
                        position = await self._take(items, position)
            except Exception as error:  # noqa: BLE001  # whatever it is, nothing was lost: start again from the token
                if not isinstance(error, UnavailableError | PositionMovedError):
                    report(error, recurs=True)
                log.warning("notifier.interrupted", feed=self.feed_name, error_type=type(error).__name__)
            wait = backoff(failures, first=0.1, longest=self.longest_wait)
            failures += 1
            await asyncio.sleep(wait.total_seconds())

    async def _take(self, items: Sequence[FeedItem], position: str) -> str:
        """Record the items and return the new position; alerts that cannot be told together are told one by one."""
        events = [item.event for item in items if item.event is not None]
        step = FeedStep(
            feed=self.feed_name,
            before=position,
            after=items[-1].resume_token,
            event=events[0].name if events else "",
        )
        if not events:
            if step.after != step.before:
                await self.positions.advance(step, ())
            return step.after
        failures = deferrals = 0
        while True:
            started, effort = time.perf_counter(), begin_effort()
            with event_span(events[0], [item.taken_in for item in items], failures + deferrals + 1) as span:
                presented = await self.present(step, events, failures=failures, deferrals=deferrals)
                if presented.error is not None:
                    mark_failed(span, presented.error)
                outcome = outcome_of(presented)
                for event in events:
                    EVENTS.labels(self.feed_name, outcome).inc()
                    log.log(
                        level_of(presented),
                        "event.processed",
                        event_name=event.name,
                        type=event.type,
                        outcome=outcome,
                        ticket=event.ticket,
                        actor=names.actor(event.actor),
                        duration_ms=round((time.perf_counter() - started) * 1000, 3),
                        database_calls=effort.database_calls,
                        cache_hits=effort.cache_hits,
                        attempt=failures + deferrals + 1,
                        exc_info=presented.error,
                    )
            if presented.done:
                return step.after
            if presented.is_failure and len(items) > 1:
                for item in items:
                    position = await self._take([item], position)
                return position
            failures += presented.is_failure
            deferrals += not presented.is_failure
            await asyncio.sleep(presented.try_again_in.total_seconds())


def outcome_of(presented: Presented) -> str:
    if not presented.done:
        return "retried"
    return "dead_lettered" if presented.is_dead_lettered else "presented"


def level_of(presented: Presented) -> int:
    """Whoever hears of it later is at least a warning; an event that nobody hears of, an error."""
    if presented.is_dead_lettered:
        return logging.ERROR
    return logging.INFO if presented.error is None else logging.WARNING


def attributes_of(event: EventView, attempt: int) -> dict[str, str | int]:
    said: dict[str, str | int] = {
        names.MESSAGING_SYSTEM: "fixline",
        names.MESSAGING_DESTINATION_NAME: "ticket.events",
        names.MESSAGING_OPERATION_TYPE: "process",
        names.MESSAGING_MESSAGE_ID: event.name,
        names.EVENT_TYPE: event.type,
        names.TICKET: event.ticket,
        names.ATTEMPT: attempt,
    }
    if names.is_person(event.actor):
        said[names.PERSON] = names.pseudonym(event.actor)
    return said


def event_span(event: EventView, taken_in: Sequence[str], attempt: int) -> AbstractContextManager[Span]:
    return consumer_span(
        "process ticket.events",
        traceparent=event.traceparent,
        attributes=attributes_of(event, attempt),
        taken_in=taken_in,
    )
