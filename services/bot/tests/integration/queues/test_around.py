"""Upkeep, apologies, and settling while the database is away."""

import asyncio
from datetime import timedelta

from opentelemetry import trace
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import REGISTRY

from bot_service.adapters.inbound.telegram.updates.apologies import TelegramApologies
from bot_service.adapters.inbound.worker.upkeep import Upkeep
from bot_service.adapters.outbound.memory.chats.chats import MemoryChats
from bot_service.adapters.outbound.memory.deliveries.rate_limiter import MemoryRateLimiter
from bot_service.adapters.outbound.sqlalchemy.queues.queue_upkeep import SqlQueueUpkeep
from bot_service.adapters.outbound.sqlalchemy.topics.topics import SqlTopics
from bot_service.adapters.outbound.system.crash_reports import report_crash
from bot_service.adapters.outbound.telegram.api import BotTelegramApi
from bot_service.adapters.outbound.telegram.bot import create_bot
from bot_service.application.commands.deliveries.attempts import DeliveryOutcome
from bot_service.application.commands.deliveries.deliver_call import DeliverCall
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.deliveries.telegram_api import Accepted, ApiOutcome
from bot_service.application.ports.updates.inbox import ClaimedUpdate
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_testing.replica import Replica, until
from bot_testing.unheard import nobody_waits
from fixline_local.telegram.people import BOT_TOKEN, RITA
from fixline_local.telegram.simulator import TelegramSimulator
from fixline_telemetry.spans.propagation import current_traceparent

HELLO = OutgoingCall(method="sendMessage", chat_id=RITA, arguments={"text": "hello"})


async def test_upkeep_measures_what_waits(replica: Replica) -> None:
    await replica.receive(1, chat_id=1)
    await replica.pass_time(100)
    task = asyncio.create_task(Upkeep(SqlQueueUpkeep(replica.database), gauge_seconds=0.01)())

    async def measured() -> bool:
        oldest = REGISTRY.get_sample_value("inbox_oldest_pending_age_seconds") or 0
        return REGISTRY.get_sample_value("inbox_pending") == 1 and 100 <= oldest < 200

    await until(measured)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def update_of(kind: str, sender: object, chat_id: int = RITA) -> ClaimedUpdate:
    return ClaimedUpdate(
        key=UpdateKey(bot_id=1, update_id=1),
        chat_id=chat_id,
        type=kind,
        payload={"update_id": 1, kind: {"from": sender}},
        traceparent="",
        age=timedelta(),
        failures=0,
        deferrals=0,
        claimant=1,
    )


async def test_apologies_are_for_whoever_waits_in_private_in_their_language() -> None:
    apologies = TelegramApologies(MemoryChats())
    (sorry,) = await apologies.gave_up(update_of("message", {"id": RITA, "language_code": "ru"}), "0a1b2c3d")
    assert "0a1b2c3d" in sorry.arguments["text"]
    assert any("а" <= letter <= "я" for letter in sorry.arguments["text"])
    (patience,) = await apologies.takes_longer(update_of("callback_query", {"id": RITA}))
    assert (patience.method, patience.chat_id) == ("sendMessage", RITA)
    for nobody in (
        update_of("message", {"id": RITA}, chat_id=-5),
        update_of("message", None),
        update_of("my_chat_member", {"id": RITA}),
    ):
        assert await apologies.gave_up(nobody, "0a1b2c3d") == ()
        assert await apologies.takes_longer(nobody) == ()
        assert await apologies.in_its_turn(nobody) == ()
    (later,) = await apologies.in_its_turn(update_of("message", {"id": RITA, "language_code": "ru"}))
    assert "Отменю" in later.arguments["text"]


async def test_an_outcome_is_recorded_however_long_the_database_is_away(replica: Replica) -> None:
    locked = asyncio.Event()
    release = asyncio.Event()

    async def hold() -> None:
        async with replica.database.transaction() as holder:
            await holder.exec_driver_sql("LOCK TABLE deliveries IN ACCESS EXCLUSIVE MODE")
            locked.set()
            await release.wait()

    calls = []

    async def api(delivery: Delivery, call: OutgoingCall) -> ApiOutcome:  # noqa: ARG001  # the port's
        calls.append(call.method)
        holding.append(asyncio.create_task(hold()))
        await locked.wait()
        asyncio.get_running_loop().call_later(2.5, release.set)  # longer than a lock is waited for
        return Accepted((100,))

    holding: list[asyncio.Task[None]] = []
    deliver = DeliverCall(
        deliveries=replica.deliveries,
        api=api,
        limiter=MemoryRateLimiter(),
        topics=SqlTopics(replica.database),
        unheard=nobody_waits,
        apologies=TelegramApologies(replica.chats),
        report_crash=report_crash,
    )
    await replica.say(HELLO)
    (delivery,) = await replica.deliveries.claim(1)
    assert (await deliver(delivery)).outcome is DeliveryOutcome.SENT
    assert calls == ["sendMessage"]
    assert await replica.rows("SELECT state, message_id FROM deliveries") == [("SENT", 100)]
    await asyncio.gather(*holding)


async def test_a_late_call_gets_a_trace_of_its_own_with_a_link_back(spans: InMemorySpanExporter) -> None:
    with trace.get_tracer("test").start_as_current_span("decided") as decided:
        traceparent = current_traceparent()
    async with TelegramSimulator() as simulator:
        bot, session = create_bot(BOT_TOKEN, simulator.url)
        api = BotTelegramApi(bot, session)
        call = OutgoingCall(method="sendMessage", chat_id=RITA, arguments={"text": "hello"})
        for age in (timedelta(minutes=1), timedelta(minutes=3)):
            delivery = Delivery(
                id=1,
                call=call,
                traceparent=traceparent,
                age=age,
                attempts=0,
                resent=False,
                claimant=1,
                cause="updates/1/1",
            )
            await api(delivery, call)
        await session.close()
    in_time, late = [span for span in spans.get_finished_spans() if span.name.startswith("POST ")]
    assert in_time.context.trace_id == decided.get_span_context().trace_id
    assert late.context.trace_id != decided.get_span_context().trace_id
    (process,) = [span for span in spans.get_finished_spans() if span.name == "process telegram.deliveries"]
    assert process.parent is None
    assert [link.context.trace_id for link in process.links] == [decided.get_span_context().trace_id]


async def test_a_crash_is_reported_in_the_trace_it_belongs_to(spans: InMemorySpanExporter) -> None:
    with trace.get_tracer("test").start_as_current_span("decided") as decided:
        traceparent = current_traceparent()
        here = report_crash(ValueError("bug"))
    trace_id = f"{decided.get_span_context().trace_id:032x}"
    assert [here, report_crash(ValueError("bug"), traceparent)] == [trace_id[:8]] * 2
    assert len(spans.get_finished_spans()) == 1
