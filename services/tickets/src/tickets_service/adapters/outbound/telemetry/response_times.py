"""How long reporters wait until staff respond, as a metric."""

from datetime import timedelta
from typing import Final

from prometheus_client import Histogram

from fixline_telemetry.spans.exemplars import exemplar

MINUTE: Final = 60
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
FIRST_RESPONSE: Final = Histogram(
    "tickets_first_response_seconds",
    "Time from a ticket's creation until staff took it or wrote to its reporter; nights and holidays count.",
    buckets=(
        *(MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE),
        *(HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR),
        *(DAY, 2 * DAY, 4 * DAY, 8 * DAY),
    ),
)


class MeasuredResponseTimes:
    def first_response(self, after: timedelta) -> None:
        FIRST_RESPONSE.observe(after.total_seconds(), exemplar())
