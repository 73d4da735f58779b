"""Follows the feed of events and turns each into deliveries."""

import asyncio
import logging
from contextlib import AbstractContextManager, aclosing
from dataclasses import dataclass
from typing import Final

import structlog
from opentelemetry.trace import Span

from bot_service.adapters.inbound.worker.metrics import EVENTS
from bot_service.application.backoff import backoff
from bot_service.application.commands.present_event import Presented, PresentEvent
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.event_feed import EventFeed, FeedItem
from bot_service.application.ports.feed_positions import FeedPositions, FeedStep, PositionMovedError
from bot_service.application.views import EventView
from fixline_telemetry import attributes as names
from fixline_telemetry.crashes import report
from fixline_telemetry.failed_spans import mark_failed
from fixline_telemetry.propagation import consumer_span

FEED: Final = "tickets"

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

    async def __call__(self) -> None:
        """Follow the feed without end, from where the last notifier stopped."""
        failures = 0
        while True:
            try:
                position = await self.positions.current(self.feed_name)
                # Closing it ends the call behind it.
                async with aclosing(self.feed.watch(position)) as items:
                    async for item in items:
                        failures = 0
                        position = await self._take(item, position)
            except Exception as error:  # noqa: BLE001  # whatever it is, nothing was lost: start again from the token
                if not isinstance(error, UnavailableError | PositionMovedError):
                    report(error)
                log.warning("notifier.interrupted", feed=self.feed_name, error_type=type(error).__name__)
            wait = backoff(failures, first=0.1, longest=self.longest_wait)
            failures += 1
            await asyncio.sleep(wait.total_seconds())

    async def _take(self, item: FeedItem, position: str) -> str:
        """Record the item and return the new position."""
        step = FeedStep(
            feed=self.feed_name,
            before=position,
            after=item.resume_token,
            event="" if item.event is None else item.event.name,
        )
        if item.event is None:
            if step.after != step.before:
                await self.positions.advance(step, ())
            return step.after
        failures = deferrals = 0
        while True:
            with event_span(item.event, attempt=failures + deferrals + 1) as span:
                presented = await self.present(step, item.event, failures=failures, deferrals=deferrals)
                if presented.error is not None:
                    mark_failed(span, presented.error)
                outcome = outcome_of(presented)
                log.log(
                    logging.INFO if presented.error is None else logging.WARNING,
                    "event.processed",
                    event_name=item.event.name,
                    type=item.event.type,
                    outcome=outcome,
                    attempt=failures + deferrals + 1,
                    exc_info=presented.error,
                )
            EVENTS.labels(self.feed_name, outcome).inc()
            if presented.done:
                return step.after
            failures += presented.is_failure
            deferrals += not presented.is_failure
            await asyncio.sleep(presented.try_again_in.total_seconds())


def outcome_of(presented: Presented) -> str:
    if not presented.done:
        return "retried"
    return "dead_lettered" if presented.is_dead_lettered else "presented"


def event_span(event: EventView, attempt: int) -> AbstractContextManager[Span]:
    return consumer_span(
        "process ticket.events",
        traceparent=event.traceparent,
        attributes={
            names.MESSAGING_SYSTEM: "fixline",
            names.MESSAGING_DESTINATION_NAME: "ticket.events",
            names.MESSAGING_OPERATION_TYPE: "process",
            names.MESSAGING_MESSAGE_ID: event.name,
            names.EVENT_TYPE: event.type,
            names.ATTEMPT: attempt,
        },
        link_current=False,
    )
