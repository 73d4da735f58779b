"""A PostgreSQL server that stops, starts and runs out of connections, under calls over real gRPC."""

import asyncio
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import grpc

from fixline.tickets.v1 import ticket_pb2
from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline_chassis.database import create_database_engine
from fixline_rpc.errors import failure_of
from fixline_testing.beyond_types import of_kind
from fixline_testing.clock import SteppingClock
from fixline_testing.connections import connected
from fixline_testing.own_postgres import FEW_CONNECTIONS, OwnPostgres
from tickets_service.adapters.inbound.worker.appointing import Appointing
from tickets_service.adapters.inbound.worker.closing import Closing
from tickets_service.adapters.inbound.worker.purging import Purging
from tickets_service.adapters.inbound.worker.recurring import Recurring
from tickets_service.adapters.inbound.worker.reminding import Reminding
from tickets_service.adapters.inbound.worker.sla_alerts import SlaAlerts
from tickets_service.application.use_cases.workers import WorkerUseCases
from tickets_testing.client import Client, client_of, new_id
from tickets_testing.desk import Desk
from tickets_testing.on_postgres import desk_on

CALLERS = 6
STATUSES = {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.RESOURCE_EXHAUSTED}


async def create_until_done(client: Client, by: str, failures: Counter[object]) -> str:
    """Return the ticket's name; the same request again and again, as the bot does it."""
    request = pb.CreateTicketRequest(ticket=ticket_pb2.Ticket(title="Lamp"), request_id=new_id())
    while True:
        try:
            return str((await client.call("CreateTicket", request, by)).ticket.name)
        except grpc.aio.AioRpcError as error:
            failures[error.code()] += 1


@asynccontextmanager
async def working(workers: WorkerUseCases) -> AsyncIterator[None]:
    """Let all of them work, far more often than they do; they must all work still at the end."""
    often = timedelta(seconds=0.01)
    all_of_them: list[Recurring[Any] | Appointing] = [
        Closing(workers.close_unanswered, often),
        SlaAlerts(workers.review_clocks, often),
        Reminding(workers.remind_reporters, often),
        Purging(workers.purge_answers, often),
        Appointing(workers.appoint_staff, often),
    ]
    tasks = [asyncio.create_task(each.run(), name=type(each).__name__) for each in all_of_them]
    yield
    assert [task.get_name() for task in tasks if task.done()] == []
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_restarts_are_told_as_an_outage_and_end_no_worker(
    own_postgres: OwnPostgres, clock: SteppingClock
) -> None:
    await own_postgres.start(holding=["tickets_service"])
    engine = create_database_engine(
        own_postgres.server.url("tickets_service"), application_name="t", pool_size=8
    )
    desk = desk_on(engine, clock)
    failures: Counter[object] = Counter()
    acknowledged: list[str] = []
    async with client_of(desk) as client, working(desk.do.workers):
        ann = await client.person()
        is_over = False

        async def call() -> None:
            while not is_over:
                acknowledged.append(await create_until_done(client, ann, failures))

        calling = [asyncio.create_task(call()) for _ in range(CALLERS)]
        for how in (signal.SIGINT, signal.SIGQUIT):
            done = len(acknowledged)
            await progress(acknowledged, done + CALLERS)
            await own_postgres.stop(how)
            # Longer than the channel's own tries: callers do hear of it.
            told = failures.total()
            while failures.total() < told + CALLERS:  # noqa: ASYNC110  # other tasks count them
                await asyncio.sleep(0.01)
            await own_postgres.start()
        await progress(acknowledged, len(acknowledged) + CALLERS)
        is_over = True
        await asyncio.gather(*calling)
    assert set(failures) <= STATUSES
    assert len(set(acknowledged)) == len(acknowledged)
    assert await stored_tickets(desk) == len(acknowledged)
    await engine.dispose()


async def test_connections_that_are_cut_again_and_again_lose_no_ticket(postgres_desk: Desk) -> None:
    desk, failures, acknowledged, is_over = postgres_desk, Counter[object](), list[str](), False
    async with connected(desk.engine.url) as admin, client_of(desk) as client:
        ann = await client.person()

        async def call() -> None:
            while not is_over:
                acknowledged.append(await create_until_done(client, ann, failures))

        calling = [asyncio.create_task(call()) for _ in range(CALLERS)]
        for _ in range(10):
            await admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            await progress(acknowledged, len(acknowledged) + 2)
        is_over = True
        await asyncio.gather(*calling)
    assert set(failures) <= STATUSES
    assert len(set(acknowledged)) == len(acknowledged) == await stored_tickets(desk)


async def progress(acknowledged: list[str], number: int) -> None:
    async with asyncio.timeout(60):
        while len(acknowledged) < number:  # noqa: ASYNC110  # other tasks append
            await asyncio.sleep(0.01)


async def stored_tickets(desk: Desk) -> int:
    async with desk.engine.connect() as connection:
        found = await connection.exec_driver_sql("SELECT count(*) FROM requests")
        return int(found.scalar_one())


async def test_no_free_connection_is_an_overload_and_told_at_once(
    own_postgres: OwnPostgres, clock: SteppingClock
) -> None:
    own_postgres.settings = FEW_CONNECTIONS
    await own_postgres.start(holding=["tickets_service"])
    engine = create_database_engine(
        own_postgres.server.url("tickets_service"), application_name="t", pool_size=30
    )
    desk = desk_on(engine, clock)
    async with client_of(desk) as client:
        ann = await client.person()
        await engine.dispose()
        request = pb.CreateTicketRequest(ticket=ticket_pb2.Ticket(title="Lamp"), request_id=new_id())
        reads = pb.GetTicketRequest(name="tickets/1")
        async with own_postgres.exhausted(), working(desk.do.workers):
            for method, message in (("CreateTicket", request), ("GetTicket", reads)):
                started = time.monotonic()
                calls = [client.call(method, message, ann) for _ in range(20)]
                refusals = await asyncio.gather(*calls, return_exceptions=True)
                assert time.monotonic() - started < 5
                told = [failure_of(of_kind(grpc.aio.AioRpcError, refusal)) for refusal in refusals]
                assert {(each.code, each.reason, each.retry_after) for each in told} == {
                    (grpc.StatusCode.RESOURCE_EXHAUSTED, "STORE_OVERLOADED", 1.0)
                }
        assert (await client.call("CreateTicket", request, ann)).ticket.title == "Lamp"
    await engine.dispose()
