"""The worker that watches the clocks, for as long as the process lives."""

import asyncio
from datetime import timedelta

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from tickets_service.adapters.inbound.worker.sla_alerts import SlaAlerts
from tickets_service.application.commands.sla.review_clocks import ClockReview
from tickets_service.application.errors import StoreUnavailableError
from tickets_service.domain.tickets.ticket import TicketId


def failures() -> float:
    return REGISTRY.get_sample_value("sla_tickets_failed_total", {"reason": "WHY"}) or 0.0


async def test_it_goes_on_when_the_store_does_not_answer() -> None:
    calls: list[int] = []
    enough = asyncio.Event()
    before = failures()

    async def review() -> ClockReview:
        calls.append(len(calls))
        if len(calls) == 1:
            raise StoreUnavailableError
        if len(calls) == 4:
            enough.set()
        if len(calls) == 2:
            return ClockReview(alerts=3, tickets=2, failed=[(TicketId(7), "WHY")])
        return ClockReview()

    with capture_logs() as logs:
        running = asyncio.create_task(SlaAlerts(review, interval=timedelta()).run())
        async with asyncio.timeout(30):
            await enough.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert [(line["event"], line["log_level"]) for line in logs] == [
        ("sla.review_postponed", "warning"),
        ("sla.not_computable", "warning"),
        ("sla.reviewed", "info"),
    ]
    assert (logs[1]["ticket_id"], logs[1]["reason"]) == (7, "WHY")
    assert (logs[2]["alerts"], logs[2]["tickets"]) == (3, 2)
    assert failures() == before + 1


async def test_a_bug_is_not_swallowed() -> None:
    async def review() -> ClockReview:
        raise KeyError("bug")

    with pytest.raises(KeyError):
        await SlaAlerts(review).run()
