"""From a message in Telegram to the bot's answer there: one trace, every parent present, nothing else."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from structlog.testing import capture_logs

from bot_service.adapters.inbound.polling.poller import Poller
from bot_service.adapters.inbound.telegram.updates.apologies import TelegramApologies
from bot_service.adapters.inbound.telegram.updates.receiver import Receiver
from bot_service.adapters.inbound.worker.deliveries import DeliveryWorker
from bot_service.adapters.inbound.worker.slots import Slots
from bot_service.adapters.inbound.worker.updates import UpdateWorker
from bot_service.adapters.inbound.worker.work_loop import WorkLoop
from bot_service.adapters.outbound.memory.deliveries.rate_limiter import MemoryRateLimiter
from bot_service.adapters.outbound.sqlalchemy.chats.chats import SqlChats
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.deliveries.deliveries import SqlDeliveries
from bot_service.adapters.outbound.sqlalchemy.queues.presence import Presence
from bot_service.adapters.outbound.sqlalchemy.topics.topics import SqlTopics
from bot_service.adapters.outbound.sqlalchemy.updates.inbox import SqlInbox
from bot_service.adapters.outbound.system.crash_reports import report_crash
from bot_service.adapters.outbound.telegram.api import BotTelegramApi
from bot_service.adapters.outbound.telegram.bot import create_bot
from bot_service.application.commands.deliveries.deliver_call import DeliverCall
from bot_service.application.commands.updates.process_update import ProcessUpdate
from bot_service.application.ports.chats.chats import Chat
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.updates.inbox import ClaimedUpdate
from bot_service.application.ports.updates.update_handler import UpdateHandler, UpdateKey
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_testing.unheard import nobody_waits
from fixline_chassis.database import create_database_engine
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN, RITA
from fixline_local.telegram.simulator import TelegramSimulator
from fixline_telemetry.attributes import pseudonym
from fixline_telemetry.database import instrument
from fixline_telemetry.effort import note_ticket

Story = Callable[[UpdateHandler], Awaitable[list[ReadableSpan]]]


async def hello(key: UpdateKey, update: Mapping[str, object]) -> Sequence[OutgoingCall]:  # noqa: ARG001  # the port's
    with trace.get_tracer("test").start_as_current_span("handler"):
        return [OutgoingCall(method="sendMessage", chat_id=RITA, arguments={"text": "hello"})]


@pytest.fixture
def story(migrated_database: Callable[[str], Awaitable[str]], spans: InMemorySpanExporter) -> Story:
    """A person writes, the bot polls, handles and answers; returns the spans of it all."""

    async def play(handler: UpdateHandler) -> list[ReadableSpan]:
        engine = create_database_engine(await migrated_database("bot_service"), application_name="test")
        instrument(engine)
        database = Database(engine)
        chats = SqlChats(database)
        await chats.save(Chat(chat_id=RITA, user_name="users/7", language="en"))
        presence = Presence(database, sweep_seconds=0.05)
        workers, senders = Slots[ClaimedUpdate](4), Slots[Delivery](4)
        inbox = SqlInbox(database, presence, 7_000_000_001, chats=chats, workers=workers, senders=senders)
        deliveries = SqlDeliveries(database, presence, senders=senders)
        async with TelegramSimulator() as simulator, TelegramPeople(simulator.url) as people:
            bot, session = create_bot(BOT_TOKEN, simulator.url)
            updates = WorkLoop(
                "updates",
                slots=workers,
                claim=inbox.claim,
                next_in=inbox.next_in,
                do=UpdateWorker(
                    ProcessUpdate(
                        inbox=inbox,
                        handler=handler,
                        apologies=TelegramApologies(chats),
                        report_crash=report_crash,
                    )
                ),
                release=inbox.release,
            )
            sending = WorkLoop(
                "deliveries",
                slots=senders,
                claim=deliveries.claim,
                next_in=deliveries.next_in,
                do=DeliveryWorker(
                    DeliverCall(
                        deliveries=deliveries,
                        api=BotTelegramApi(bot, session),
                        limiter=MemoryRateLimiter(),
                        topics=SqlTopics(database),
                        unheard=nobody_waits,
                        apologies=TelegramApologies(chats),
                        report_crash=report_crash,
                    )
                ),
                release=deliveries.release,
            )
            polling = Poller(bot, Receiver(inbox), poll_seconds=1)
            loops = (presence.keep(), polling(), updates.run(), sending.run())
            tasks = [asyncio.ensure_future(loop) for loop in loops]
            rita = people.person(RITA)
            await rita.send_text("hi")
            await rita.wait_for(lambda message: message.text == "hello")
            await updates.drain()
            await sending.drain()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await session.close()
        await engine.dispose()
        return list(spans.get_finished_spans())

    return play


def parent_of(span: ReadableSpan, among: Sequence[ReadableSpan]) -> ReadableSpan | None:
    if span.parent is None:
        return None
    (parent,) = [each for each in among if each.context.span_id == span.parent.span_id]
    return parent


def taken_in(span: ReadableSpan, among: Sequence[ReadableSpan]) -> str:
    """Return the name of the span that took up what this one does: it links to that, in the same trace."""
    (link,) = span.links
    (found,) = [each for each in among if each.context.span_id == link.context.span_id]
    assert found.context.trace_id == span.context.trace_id == link.context.trace_id
    assert found.start_time is not None
    assert span.start_time is not None
    assert found.start_time <= span.start_time
    return found.name


async def test_one_update_is_one_trace(story: Story) -> None:
    made = await story(hello)
    assert len({span.context.trace_id for span in made}) == 1
    assert [span.name for span in made if span.parent is None] == ["receive telegram.updates"]
    by_name = {span.name: span for span in made}
    for child, parent in (
        ("INSERT inbox", "receive telegram.updates"),
        ("process telegram.updates", "receive telegram.updates"),
        ("handler", "process telegram.updates"),
        ("UPDATE inbox", "process telegram.updates"),
        ("POST /bot{token}/sendMessage", "process telegram.updates"),
    ):
        found = parent_of(by_name[child], made)
        assert found is not None, child
        assert found.name == parent
    assert by_name["process telegram.updates"].kind is SpanKind.CONSUMER
    assert dict(by_name["process telegram.updates"].attributes or {})["telegram.update.summary"] == "text"
    call = by_name["POST /bot{token}/sendMessage"]
    assert call.kind is SpanKind.CLIENT
    assert (
        dict(call.attributes or {}).items()
        >= {
            "http.request.method": "POST",
            "url.template": "/bot{token}/sendMessage",
            "http.response.status_code": 200,
        }.items()
    )
    # By the statements that wrote them, which handed them over; or, had all been busy, by a claim.
    assert taken_in(by_name["process telegram.updates"], made) in {"INSERT inbox", "claim telegram.updates"}
    assert taken_in(call, made) in {"UPDATE inbox", "claim telegram.deliveries"}
    # Nothing that the loops do for themselves: polls, sweeps.
    assert not [span for span in made if "getUpdates" in span.name]


async def test_spans_name_the_person_and_the_ticket(story: Story) -> None:
    async def card(key: UpdateKey, update: Mapping[str, object]) -> Sequence[OutgoingCall]:
        (call,) = await hello(key, update)
        return [replace(call, ticket=5)]

    with capture_logs() as lines:
        made = await story(card)
    for name in ("process telegram.updates", "POST /bot{token}/sendMessage"):
        (span,) = [each for each in made if each.name == name]
        said = dict(span.attributes or {})
        assert said["fixline.ticket"] == 5
        assert said["enduser.pseudo.id"] == pseudonym("users/7")
        assert said["fixline.chat.pseudonym"] == pseudonym(RITA)
    processed, tried = (
        next(line for line in lines if line["event"] == event)
        for event in ("update.processed", "delivery.tried")
    )
    assert (processed["ticket"], tried["ticket"], tried["person"]) == (5, 5, pseudonym("users/7"))
    assert processed["database_calls"] == 1
    assert tried["database_calls"] >= 2


async def test_what_is_answered_with_nothing_is_about_what_was_asked(story: Story) -> None:
    async def commented(key: UpdateKey, update: Mapping[str, object]) -> Sequence[OutgoingCall]:
        note_ticket(7)  # as a call to the tickets service does
        return await hello(key, update)

    made = await story(commented)
    (span,) = [each for each in made if each.name == "process telegram.updates"]
    assert dict(span.attributes or {})["fixline.ticket"] == 7


async def test_the_token_is_nowhere_in_it(story: Story) -> None:
    for span in await story(hello):
        assert BOT_TOKEN.partition(":")[2] not in span.to_json()


async def test_a_second_try_soon_after_belongs_to_the_same_trace(story: Story) -> None:
    tries = 0

    async def fail_once(key: UpdateKey, update: Mapping[str, object]) -> Sequence[OutgoingCall]:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise ValueError("bug")
        return await hello(key, update)

    made = await story(fail_once)
    processed = [span for span in made if span.name == "process telegram.updates"]
    assert [dict(span.attributes or {})["fixline.attempt"] for span in processed] == [1, 2]
    assert [(span.status.status_code, span.status.description) for span in processed] == [
        (StatusCode.ERROR, "ValueError"),
        (StatusCode.UNSET, None),
    ]
    assert [event.name for event in processed[0].events] == ["exception"]
    assert taken_in(processed[1], made) == "claim telegram.updates"
    assert len({span.context.trace_id for span in made}) == 1
    assert all(parent_of(span, made) for span in made if span.parent is not None)
