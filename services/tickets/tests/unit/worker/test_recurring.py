"""The workers that come round again, for as long as the process lives: what each says, and what it survives."""

import asyncio
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from tickets_service.adapters.inbound.worker.anonymizing import Anonymizing
from tickets_service.adapters.inbound.worker.closing import Closing
from tickets_service.adapters.inbound.worker.open_tickets import OpenTickets
from tickets_service.adapters.inbound.worker.purging import Purging
from tickets_service.adapters.inbound.worker.recurring import Recurring
from tickets_service.adapters.inbound.worker.reminding import Reminding
from tickets_service.adapters.inbound.worker.sla_alerts import SlaAlerts
from tickets_service.application.commands.retention.anonymize_ended import Anonymized
from tickets_service.application.commands.sla.review_clocks import ClockReview
from tickets_service.application.commands.tickets.remind_reporters import Reminded
from tickets_service.application.errors import StoreUnavailableError
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.clock import ClockKind
from tickets_service.domain.state import State
from tickets_service.domain.tickets.ticket import TicketId

Worker = type[Recurring[Any]]
"""What a worker tells of is its own."""
WORKERS: Final[Sequence[Worker]] = (
    *(Anonymizing, Closing, OpenTickets, Purging, Reminding),
    SlaAlerts,
)
REVIEWED: Final = ClockReview(
    alerts=3, tickets=2, breaches=Counter({ClockKind.RESOLUTION: 2}), failed=[(TicketId(7), "WHY")]
)
COUNTED: Final = {(State.OPEN, Priority.LOW): 2, (State.IN_PROGRESS, Priority.URGENT): 0}


async def lines_of(worker: Worker, done: object, nothing: object) -> Sequence[Mapping[str, Any]]:
    """Return the log lines where the store does not answer at first, then work is done, then there is none, twice."""
    calls: list[int] = []
    enough = asyncio.Event()

    async def work() -> object:
        calls.append(len(calls))
        if len(calls) == 1:
            raise StoreUnavailableError
        if len(calls) == 4:
            enough.set()
        return done if len(calls) == 2 else nothing

    with capture_logs() as logs:
        running = asyncio.create_task(worker(work, interval=timedelta()).run())
        async with asyncio.timeout(30):
            await enough.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    return logs


@pytest.mark.parametrize(
    ("worker", "done", "nothing", "postponed", "told"),
    [
        (
            Anonymizing,
            Anonymized(tickets=2, comments=5),
            Anonymized(tickets=0, comments=0),
            "retention.postponed",
            [("retention.anonymized", "info", {"tickets": 2, "comments": 5})],
        ),
        (Closing, 2, 0, "tickets.closing_postponed", [("tickets.closed_unanswered", "info", {"count": 2})]),
        (OpenTickets, COUNTED, COUNTED, "tickets.count_postponed", []),
        (Purging, 2, 0, "answers.purge_postponed", [("answers.purged", "info", {"count": 2})]),
        (
            Reminding,
            Reminded(2, 1),
            Reminded(0, 0),
            "tickets.reminding_postponed",
            [("tickets.reporters_reminded", "info", {"reminders": 2, "resolved": 1})],
        ),
        (
            SlaAlerts,
            REVIEWED,
            ClockReview(),
            "sla.review_postponed",
            [
                ("sla.not_computable", "warning", {"ticket_id": 7, "reason": "WHY"}),
                ("sla.reviewed", "info", {"alerts": 3, "tickets": 2}),
            ],
        ),
    ],
)
async def test_it_goes_on_when_the_store_does_not_answer(
    worker: Worker,
    done: object,
    nothing: object,
    postponed: str,
    told: Sequence[tuple[str, str, Mapping[str, object]]],
) -> None:
    first, *rest = await lines_of(worker, done, nothing)
    assert (first["event"], first["log_level"]) == (postponed, "warning")
    assert [(line["event"], line["log_level"]) for line in rest] == [
        (event, level) for event, level, _ in told
    ]
    for line, (_, _, fields) in zip(rest, told, strict=True):
        assert {name: line[name] for name in fields} == fields


async def test_broken_promises_are_counted_by_clock_from_zero_on() -> None:
    def told(clock: ClockKind) -> float | None:
        return REGISTRY.get_sample_value("tickets_sla_breached_total", {"clock": clock})

    before = [told(clock) for clock in ClockKind]
    assert None not in before
    await lines_of(SlaAlerts, REVIEWED, ClockReview())
    assert [told(ClockKind.FIRST_RESPONSE), told(ClockKind.RESOLUTION)] == [before[0], (before[1] or 0) + 2]


async def test_work_that_cannot_be_counted_is_not_said_to_be_what_it_was() -> None:
    def waiting() -> float:
        return REGISTRY.get_sample_value("tickets_open", {"state": "OPEN", "priority": "LOW"}) or 0.0

    answers: list[Mapping[tuple[State, Priority], int]] = [COUNTED]

    async def count() -> Mapping[tuple[State, Priority], int]:
        if not answers:
            raise StoreUnavailableError
        return answers.pop()

    worker = OpenTickets(count)
    await worker.once()
    assert waiting() == 2
    await worker.once()
    assert math.isnan(waiting())


async def test_a_clock_that_cannot_be_computed_is_counted() -> None:
    def failures() -> float:
        return REGISTRY.get_sample_value("sla_tickets_failed_total", {"reason": "WHY"}) or 0.0

    before = failures()
    await lines_of(SlaAlerts, REVIEWED, ClockReview())
    assert failures() == before + 1


@pytest.mark.parametrize("worker", WORKERS)
async def test_a_bug_is_not_swallowed(worker: Worker) -> None:
    async def work() -> object:
        raise KeyError("bug")

    with pytest.raises(KeyError):
        await worker(work).run()
