"""Asks Telegram for updates, where no webhook can be reached."""

import asyncio
from dataclasses import dataclass
from typing import Any, Final

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramConflictError
from aiogram.methods import DeleteWebhook, GetUpdates
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import SpanKind

from bot_service.adapters.inbound.telegram.updates.facts import HANDLED, keepable
from bot_service.adapters.inbound.telegram.updates.receiver import Receiver
from bot_service.application.backoff import backoff
from bot_service.application.errors import UnavailableError
from fixline_telemetry import attributes as names
from fixline_telemetry.crashes import report
from fixline_telemetry.spans.current_spans import CurrentSpan

POLL_SECONDS: Final = 30
MOST_REFUSALS: Final = 5
"""After so many failures that are no outage, an update that cannot be kept is left behind."""
TRACER: Final = trace.get_tracer("fixline.bot.polling")

log = structlog.get_logger()


class GetRawUpdates(GetUpdates):
    """`getUpdates` whose answer is kept as it came: a type that this release does not know is stored all the same."""

    __returning__ = list[dict[str, Any]]


@dataclass(slots=True)
class Poller:
    """One process polls at a time (a lease); Telegram itself keeps what was not confirmed."""

    bot: Bot
    receiver: Receiver
    poll_seconds: int = POLL_SECONDS
    _offset: int | None = None
    _refusals: int = 0

    async def __call__(self) -> None:
        """Poll without end. Outages and other pollers are waited out."""
        self._offset = None
        has_webhook = True
        failures = 0
        while True:
            try:
                if has_webhook:
                    await self.bot(DeleteWebhook(drop_pending_updates=False))
                    has_webhook = False
                await self._poll_once()
            except Exception as error:  # noqa: BLE001  # whatever it is, the next poll brings the same updates
                wait = backoff(failures, first=0.25, longest=5.0)
                failures += 1
                if isinstance(error, TelegramConflictError):
                    has_webhook = True  # of somebody else, or another poller
                log.warning(
                    "telegram.updates_not_kept"
                    if isinstance(error, UnavailableError)
                    else "telegram.poll_failed",
                    error_type=type(error).__name__,
                    error=words_of(error),
                    failures=failures,
                )
                await asyncio.sleep(wait.total_seconds())
            else:
                failures = 0

    async def _poll_once(self) -> None:
        poll = GetRawUpdates(offset=self._offset, timeout=self.poll_seconds, allowed_updates=list(HANDLED))
        updates: Any = await self.bot(poll, request_timeout=self.poll_seconds + 10)
        for update in updates:
            await self._take(update)

    async def _take(self, update: dict[str, Any]) -> None:
        update_id = update["update_id"]
        span = TRACER.start_span(
            "receive telegram.updates",
            Context(),
            kind=SpanKind.CONSUMER,
            attributes={
                names.MESSAGING_SYSTEM: "telegram",
                names.MESSAGING_DESTINATION_NAME: "telegram.updates",
                names.MESSAGING_OPERATION_TYPE: "receive",
                names.TELEGRAM_UPDATE_ID: update_id,
            },
        )
        with CurrentSpan(span):
            try:
                await self.receiver(keepable(update))
            except UnavailableError:
                raise
            except Exception as error:
                self._refusals += 1
                if self._refusals < MOST_REFUSALS:
                    raise
                # It would come first for ever, and nobody else's after it.
                log.warning("telegram.update_left_behind", update_id=update_id, incident=report(error))
        self._refusals = 0
        # Only now: the next poll confirms it, and Telegram forgets it.
        self._offset = update_id + 1


def words_of(error: Exception) -> str:
    """Return what Telegram said, or what is away; anything else may quote what people wrote."""
    if isinstance(error, TelegramAPIError):
        return error.message
    return str(error) if isinstance(error, UnavailableError) else ""
