"""What comes in from Telegram and what becomes of it."""

from typing import Final

from prometheus_client import Gauge, Histogram

from bot_service.adapters.inbound.telegram.updates.facts import HANDLED, UNKNOWN_TYPE
from bot_service.application.commands.updates.process_update import ProcessOutcome
from fixline_telemetry.metrics import children_of, counter, decision_counters

RECEIVED: Final = counter(
    "telegram_updates_received",
    "Updates handed over, new or repeated.",
    "type",
    values=(*HANDLED, UNKNOWN_TYPE),
)
PROCESSED: Final = counter(
    "telegram_updates_processed", "Tries to deal with an update.", "outcome", values=ProcessOutcome
)
RECEIVED_OF: Final = children_of(RECEIVED)
PROCESSED_AS: Final = children_of(PROCESSED)
UPDATE_SECONDS: Final = Histogram(
    "telegram_update_duration_seconds",
    "Time from receiving an update until it was dealt with.",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 120.0, 600.0),
)
FLOODS: Final = decision_counters("chat_messages", ("allowed", "delayed"))
"""Delayed: the answer waits until the chat is quiet, and takes the place of others."""
REJECTED: Final = counter(
    "telegram_webhook_rejected",
    "Requests to the webhook that were refused.",
    "reason",
    values=("bad_secret", "too_large", "too_slow", "bad_body", "failed"),
)
WEBHOOK_PENDING: Final = Gauge(
    "telegram_webhook_pending_updates", "Updates that Telegram could not hand over yet."
)
WEBHOOK_LAST_ERROR: Final = Gauge(
    "telegram_webhook_last_error_timestamp_seconds",
    "When Telegram last failed to hand over an update; 0 = never.",
)
REACHABLE: Final = Gauge(
    "telegram_reachable", "Whether the bot is registered and Telegram answers its calls: 1 or 0."
)
