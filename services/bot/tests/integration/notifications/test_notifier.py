"""The notifier on real positions: it resumes, waits, retries, and passes what it cannot present."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from opentelemetry import trace
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from structlog.testing import capture_logs

from bot_service.adapters.inbound.worker.notifier import Notifier
from bot_service.application.commands.notifications.present_event import MOST_FAILURES, PresentEvent
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.notifications.event_feed import FeedItem
from bot_service.application.views.events import EventType, EventView
from bot_service.domain.deliveries.outgoing import OutgoingCall, Urgency
from bot_testing.replica import Replica, until
from fixline_telemetry.spans.propagation import current_traceparent


def event(number: int, traceparent: str = "", type_: EventType = EventType.TICKET_CREATED) -> EventView:
    return EventView(
        name=f"tickets/1/events/{number}",
        ticket=1,
        type=type_,
        actor="users/1",
        create_time=datetime(2026, 1, 5, tzinfo=UTC),
        traceparent=traceparent,
    )


class History:
    """What happened; a watch tells it from where its reader stopped, and breaks off when told to."""

    def __init__(self, *events: EventView) -> None:
        self.events = list(events)
        self.told = asyncio.Event()
        self.breaks = 0
        self.taken_in: dict[str, str] = {}
        self.watched_from: list[str] = []
        self.sampled: list[bool] = []

    def add(self, *events: EventView) -> None:
        self.events.extend(events)
        self.told.set()

    async def watch(self, resume_token: str) -> AsyncGenerator[FeedItem, None]:
        self.watched_from.append(resume_token)
        self.sampled.append(trace.get_current_span().get_span_context().trace_flags.sampled)
        at = int(resume_token or 0)
        while True:
            self.told.clear()
            for number, each in enumerate(self.events[at:], start=at + 1):
                yield FeedItem(
                    resume_token=str(number), event=each, taken_in=self.taken_in.get(each.name, "")
                )
                at = number
                if self.breaks:
                    self.breaks -= 1
                    raise UnavailableError("the stream broke")
            yield FeedItem(resume_token=str(at), event=None)
            await self.told.wait()


class Presenter:
    def __init__(self) -> None:
        self.presented: list[str] = []
        self.errors: dict[str, list[Exception]] = {}

    async def __call__(self, events: Sequence[EventView]) -> Sequence[OutgoingCall]:
        for event in events:
            if waiting := self.errors.get(event.name):
                raise waiting.pop(0)
        self.presented.append(" ".join(event.name for event in events))
        return [
            OutgoingCall(
                method="sendMessage",
                chat_id=1,
                arguments={"text": events[0].name, "traceparent": current_traceparent()},
                urgency=Urgency.NOTIFICATION,
            )
        ]


class Setup:
    def __init__(self, replica: Replica, history: History) -> None:
        self.replica = replica
        self.presenter = Presenter()
        self.crashes: list[Exception] = []

        def report(error: Exception, traceparent: str = "") -> str:  # noqa: ARG001  # the port's name
            self.crashes.append(error)
            return "01234567"

        self.notifier = Notifier(
            feed=history,
            positions=replica.positions,
            present=PresentEvent(positions=replica.positions, presenter=self.presenter, report_crash=report),
            longest_wait=0.05,
            alerts_pause=0.05,
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.notifier())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def said(self) -> list[str]:
        rows = await self.replica.rows("SELECT cause FROM deliveries ORDER BY id")
        return [str(cause).rsplit("/", 1)[1] for (cause,) in rows]

    async def stands_at(self, token: str) -> None:
        async def there() -> bool:
            return await self.replica.positions.current("tickets") == token

        await until(there)


async def test_every_event_becomes_its_deliveries_in_order(replica: Replica) -> None:
    history = History(event(1), event(2))
    setup = Setup(replica, history)
    async with setup.running():
        await setup.stands_at("2")
        history.add(event(3))
        await setup.stands_at("3")
    assert await setup.said() == ["1", "2", "3"]


async def test_the_next_notifier_goes_on_where_the_last_one_stopped(replica: Replica) -> None:
    history = History(event(1), event(2))
    async with Setup(replica, history).running():
        await Setup(replica, history).stands_at("2")
    history.add(event(3))
    successor = Setup(replica, history)
    async with successor.running():
        await successor.stands_at("3")
    assert successor.presenter.presented == ["tickets/1/events/3"]
    assert history.watched_from == ["", "2"]


async def test_a_broken_stream_is_watched_again_from_the_token(replica: Replica) -> None:
    history = History(*(event(number) for number in range(1, 6)))
    history.breaks = 3
    setup = Setup(replica, history)
    async with setup.running():
        await setup.stands_at("5")
    assert await setup.said() == ["1", "2", "3", "4", "5"]
    assert len(history.watched_from) == 4


async def test_two_at_once_write_nothing_twice(replica: Replica) -> None:
    history = History(*(event(number) for number in range(1, 21)))
    one, other = Setup(replica, history), Setup(replica, history)
    async with one.running(), other.running():
        await one.stands_at("20")
    assert await one.said() == [str(number) for number in range(1, 21)]


async def test_a_service_that_is_down_holds_the_feed_up(replica: Replica) -> None:
    setup = Setup(replica, History(event(1)))
    setup.presenter.errors["tickets/1/events/1"] = [UnavailableError()] * 3
    async with setup.running():
        await setup.stands_at("1")
    assert await setup.said() == ["1"]
    assert setup.crashes == []


async def test_a_poison_event_is_dead_lettered_and_passed(replica: Replica) -> None:
    setup = Setup(replica, History(event(1), event(2)))
    setup.presenter.errors["tickets/1/events/1"] = [ValueError("bug")] * (MOST_FAILURES + 1)
    with capture_logs() as lines:
        async with setup.running():
            await setup.stands_at("2")
    assert await setup.said() == ["2"]
    told = [line["log_level"] for line in lines if line["event"] == "event.processed"]
    assert told == [*["warning"] * (MOST_FAILURES - 1), "error", "info"]
    assert [type(error) for error in setup.crashes] == [ValueError]
    assert await replica.rows("SELECT event, error, incident FROM dead_events") == [
        ("tickets/1/events/1", "ValueError", "01234567")
    ]


async def test_each_event_is_processed_in_its_own_trace_and_the_watch_in_none(
    replica: Replica, spans: InMemorySpanExporter
) -> None:
    tracer = trace.get_tracer("test")
    with tracer.start_as_current_span("create") as create:
        history = History(event(1, current_traceparent()))
        with tracer.start_as_current_span("receive") as receive:
            history.taken_in["tickets/1/events/1"] = current_traceparent()
    setup = Setup(replica, history)
    async with setup.running():
        await setup.stands_at("1")
    (process,) = [span for span in spans.get_finished_spans() if span.name == "process ticket.events"]
    assert process.parent is not None
    assert process.parent.span_id == create.get_span_context().span_id
    assert [link.context.span_id for link in process.links] == [receive.get_span_context().span_id]
    assert history.sampled == [False]
    ((kept,),) = await replica.rows("SELECT traceparent FROM deliveries")
    assert str(kept).split("-")[1:3] == [
        f"{process.context.trace_id:032x}",
        f"{process.context.span_id:016x}",
    ]


def alerts(*numbers: int) -> list[EventView]:
    return [event(number, type_=EventType.SLA_ALERT) for number in numbers]


async def test_alerts_that_come_together_are_told_together(replica: Replica) -> None:
    history = History(event(1), *alerts(2, 3, 4), event(5), *alerts(6))
    setup = Setup(replica, history)
    async with setup.running():
        await setup.stands_at("6")
        history.add(*alerts(7, 8))
        await setup.stands_at("8")
    assert [names.replace("tickets/1/events/", "") for names in setup.presenter.presented] == [
        "1",
        "2 3 4",
        "5",
        "6",
        "7 8",
    ]
    assert await setup.said() == ["1", "2", "5", "6", "7"]


async def test_alerts_that_cannot_be_told_together_are_told_one_by_one(replica: Replica) -> None:
    setup = Setup(replica, History(*alerts(1, 2, 3)))
    setup.presenter.errors["tickets/1/events/2"] = [ValueError("bug")] * (MOST_FAILURES + 2)
    async with setup.running():
        await setup.stands_at("3")
    assert await setup.said() == ["1", "3"]
    assert await replica.rows("SELECT event FROM dead_events") == [("tickets/1/events/2",)]


async def test_alerts_before_a_broken_stream_are_not_lost(replica: Replica) -> None:
    history = History(*alerts(1, 2, 3))
    history.breaks = 1
    setup = Setup(replica, history)
    async with setup.running():
        await setup.stands_at("3")
    assert await setup.said() == ["1", "2"]
