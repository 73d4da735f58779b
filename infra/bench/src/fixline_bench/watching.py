"""The event stream: how fast it catches up, and how soon it tells what happens now."""

import asyncio
import time
from dataclasses import dataclass
from statistics import median
from typing import Final

from fixline.tickets.v1 import event_pb2, ticket_service_pb2, ticket_service_pb2_grpc
from fixline_bench import dataset
from fixline_bench.client import Client, bearer
from fixline_bench.load import loop, percentile
from fixline_bench.rig import Rig, Served

BACKLOG: Final = 50_000
LIVE: Final = 300
PAUSE_SECONDS: Final = 0.02
TICKETS: Final = 1_000
WANTED_PER_SECOND: Final = 5_000
WANTED_P50: Final = 0.020


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """One consumer. Latency in seconds, from the event's time, which is when its call arrived, to its delivery."""

    events_per_second: float
    latency_p50: float
    latency_p95: float


async def measure(rig: Rig) -> Watching:
    connection = await rig.connect()
    await dataset.people(connection, 100)
    await dataset.tickets(connection, 1, TICKETS, users=100)
    await dataset.events(connection, BACKLOG, tickets=TICKETS)
    await connection.close()
    async with rig.service() as service:
        per_second, token = await _catch_up(service)
        latencies = await _latencies(service, token)
    return Watching(
        events_per_second=per_second,
        latency_p50=median(latencies),
        latency_p95=percentile(latencies, 95),
    )


async def _catch_up(service: Served) -> tuple[float, str]:
    stub = ticket_service_pb2_grpc.TicketServiceStub(service.channel)
    seen, token, started = 0, "", time.perf_counter()
    stream = stub.WatchEvents(ticket_service_pb2.WatchEventsRequest(), metadata=bearer())
    async for answer in stream:
        seen += answer.HasField("event")
        token = answer.resume_token
        if seen == BACKLOG:
            break
    seconds = time.perf_counter() - started
    stream.cancel()
    return seen / seconds, token


async def _latencies(service: Served, token: str) -> list[float]:
    stub = ticket_service_pb2_grpc.TicketServiceStub(service.channel)
    create = Client(service.channel, range(1, TICKETS)).calls()["CreateTicket"]
    request = ticket_service_pb2.WatchEventsRequest(
        resume_token=token, types=[event_pb2.EVENT_TYPE_TICKET_CREATED]
    )
    stream = stub.WatchEvents(request, metadata=bearer())
    latencies: list[float] = []

    async def consume() -> None:
        async for answer in stream:
            if answer.HasField("event"):
                latencies.append(time.time() - answer.event.create_time.ToNanoseconds() / 1e9)
            if len(latencies) == LIVE:
                return

    async def produce() -> None:
        for _ in range(LIVE):
            await loop(create, callers=1, calls=1)
            await asyncio.sleep(PAUSE_SECONDS)  # one event at a time, not a burst

    await asyncio.gather(consume(), produce())
    stream.cancel()
    return latencies
