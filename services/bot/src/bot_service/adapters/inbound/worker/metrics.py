"""What goes out, how long it takes, and what is stuck."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

from bot_service.application.commands.deliveries.attempts import DeliveryOutcome
from bot_service.application.ports.files.old_files import FetchOutcome
from fixline_telemetry.metrics import children_of, counter

DELIVERED: Final = counter(
    "telegram_deliveries", "Tries to make a waiting call.", "outcome", values=DeliveryOutcome
)
DELIVERED_AS: Final = children_of(DELIVERED)
LIMITER_WAIT: Final = Histogram(
    "telegram_limiter_wait_seconds",
    "How long a call was put off to keep the budget.",
    buckets=(0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0),
)
NOTIFICATION_SECONDS: Final = Histogram(
    "notification_delivery_latency_seconds",
    "Time from deciding on a notification until Telegram took it.",
    buckets=(0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0),
)
EVENTS: Final = Counter("notifier_events", "Events read from a feed.", ["feed", "outcome"])
PENDING: Final = {
    "inbox": Gauge("inbox_pending", "Updates that wait to be dealt with; NaN = could not be measured."),
    "deliveries": Gauge("deliveries_pending", "Calls that wait to be made; NaN = could not be measured."),
}
PARKED: Final = Gauge(
    "deliveries_parked", "Calls that wait until their chat can be reached again; NaN = could not be measured."
)
GIVEN_UP: Final = {
    "inbox": Gauge("inbox_dead", "Updates that are given up and not replayed; NaN = could not be measured."),
    "deliveries": Gauge(
        "deliveries_dead",
        "Calls that failed for good or whose outcome is unknown; NaN = could not be measured.",
    ),
    "events": Gauge("events_dead", "Events that were told to nobody; NaN = could not be measured."),
}
"""By the rows that are there, where `DEAD` counts what happened."""
OLDEST: Final = {
    "inbox": Gauge("inbox_oldest_pending_age_seconds", "Age of the oldest waiting update; 0 = none."),
    "deliveries": Gauge("deliveries_oldest_pending_age_seconds", "Age of the oldest waiting call; 0 = none."),
}
DEAD: Final = {
    "inbox": Counter("inbox_dead_lettered", "Updates given up by this process."),
    "deliveries": Counter("deliveries_dead_lettered", "Calls given up by this process."),
}
OLD_FILES_WAITING: Final = Gauge(
    "old_files_waiting",
    "Files of an older system that wait to be fetched, as the process knows that moves them; NaN = could not be asked.",
)
UNCLEARED_TICKETS: Final = Gauge(
    "uncleared_tickets",
    "Anonymized tickets whose files and messages wait to be deleted, as the process knows that does it;"
    " NaN = could not be asked, or they could not be deleted.",
)
OLD_FILES_TRIED: Final = children_of(
    counter("old_files_tried", "Tries to fetch a file of an older system.", "outcome", values=FetchOutcome)
)
