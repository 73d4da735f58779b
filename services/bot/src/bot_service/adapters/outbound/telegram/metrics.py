"""What calls to Telegram cost and how they end."""

from typing import Final

from prometheus_client import Counter, Histogram

from fixline_telemetry.metrics import CALL_BUCKETS, children_of

REQUESTS: Final = Counter(
    "telegram_api_requests",
    "Calls of the Bot API; error_type is empty for those that succeeded, and for edits that changed nothing.",
    ["method", "error_type"],
)
SECONDS: Final = Histogram(
    "telegram_api_duration_seconds", "Time of a call of the Bot API.", ["method"], buckets=CALL_BUCKETS
)
REQUESTS_OF: Final = children_of(REQUESTS)
SECONDS_OF: Final = children_of(SECONDS)
