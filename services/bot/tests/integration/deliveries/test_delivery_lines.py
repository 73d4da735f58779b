"""What the log says of each delivery: its trace, what it answers, and how bad it is."""

import pytest
from opentelemetry import trace
from prometheus_client import Histogram
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot_service.adapters.inbound.worker.deliveries import DeliveryWorker
from bot_service.adapters.inbound.worker.metrics import LIMITER_WAIT, NOTIFICATION_SECONDS
from bot_service.domain.deliveries.outgoing import OutgoingCall, Urgency
from bot_testing.sending import Telegram
from fixline_local.telegram.people import RITA
from fixline_telemetry.attributes import pseudonym


def traced(_logger: object, _method: str, said: EventDict) -> EventDict:
    """Add what the sink adds to every line."""
    said["trace_id"] = trace.get_current_span().get_span_context().trace_id
    return said


async def line_of(telegram: Telegram, call: OutgoingCall) -> EventDict:
    """Decide `call` in a trace, try it once, and return what is said of it."""
    with trace.get_tracer("test").start_as_current_span("update") as span:
        await telegram.replica.say(call)
    (delivery,) = await telegram.replica.deliveries.claim(1)
    with capture_logs(processors=[traced]) as lines:
        await DeliveryWorker(telegram.deliver)(delivery)
    (line,) = [line for line in lines if line["event"] == "delivery.tried"]
    assert line["trace_id"] == span.get_span_context().trace_id
    assert line["cause"] == delivery.cause
    assert line["chat"] == pseudonym(call.chat_id)
    assert str(call.chat_id) not in str(line)
    assert line["duration_ms"] > 0
    return line


@pytest.mark.parametrize(
    ("fault", "level", "outcome", "answer"),
    [
        (None, "info", "sent", "Accepted"),
        ({"status": 429, "retry_after": 7}, "info", "waiting", "TooMany"),
        ({"status": 503}, "warning", "retried", "NotNow"),
        (
            {"status": 403, "description": "Forbidden: bot was blocked by the user"},
            "warning",
            "parked",
            "Unreachable",
        ),
        ({"status": 400, "description": "Bad Request: can't parse entities"}, "error", "failed", "Refused"),
    ],
)
async def test_who_is_not_served_is_at_least_a_warning(
    telegram: Telegram, fault: dict[str, object] | None, level: str, outcome: str, answer: str
) -> None:
    if fault is not None:
        await telegram.people.add_fault(method="sendMessage", **fault)
    line = await line_of(
        telegram, OutgoingCall(method="sendMessage", chat_id=RITA, arguments={"text": "hello"})
    )
    assert (line["log_level"], line["outcome"], line["answer"]) == (level, outcome, answer)


def examples(histogram: Histogram) -> set[str]:
    (family,) = histogram.collect()
    return {sample.exemplar.labels["trace_id"] for sample in family.samples if sample.exemplar}


@pytest.mark.parametrize(
    ("histogram", "fault"),
    [(NOTIFICATION_SECONDS, None), (LIMITER_WAIT, {"status": 429, "retry_after": 7})],
    ids=["notification", "wait"],
)
async def test_how_long_it_took_points_to_its_trace(
    telegram: Telegram, histogram: Histogram, fault: dict[str, object] | None
) -> None:
    if fault is not None:
        await telegram.people.add_fault(method="sendMessage", **fault)
    call = OutgoingCall(
        method="sendMessage", chat_id=RITA, arguments={"text": "news"}, urgency=Urgency.NOTIFICATION
    )
    line = await line_of(telegram, call)
    assert f"{line['trace_id']:032x}" in examples(histogram)
