"""A consumer of the event stream that stops reading is cut off, and nobody else notices."""

import asyncio

import grpc
import pytest
from sqlalchemy import QueuePool, text

from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline.tickets.v1.ticket_service_pb2_grpc import TicketServiceStub
from fixline_rpc.errors import failure_of
from fixline_testing.beyond_types import of_kind
from tickets_testing.client import Client
from tickets_testing.served import served

PATIENCE = 60
EVENTS = 400
# 64 KiB are under way to a client at most, whatever it could take.
OPTIONS = (("grpc.http2.bdp_probe", 0), ("grpc.http2.lookahead_bytes", 65_536))
MANY = text(
    "INSERT INTO history (request_id, type, actor, change, reason, created_at)"
    " SELECT request_id, type, actor, change, repeat('x', 1000), created_at FROM history, generate_series(2, :events)"
)


Watch = grpc.aio.UnaryStreamCall[pb.WatchEventsRequest, pb.WatchEventsResponse]


async def read(call: Watch) -> pb.WatchEventsResponse:
    return of_kind(pb.WatchEventsResponse, await call.read())


async def write_events(client: Client) -> None:
    await client.create(await client.person())
    async with client.desk.engine.begin() as connection:
        await connection.execute(MANY, {"events": EVENTS})


async def read_all(call: Watch, count: int) -> None:
    """Read `count` events, and see that there are no more; a slow machine may send heartbeats between them."""
    async with asyncio.timeout(PATIENCE):
        while count:
            count -= (await read(call)).HasField("event")
        assert not (await read(call)).HasField("event")
        call.cancel()


async def read_into(seen: list[pb.WatchEventsResponse], call: Watch) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            seen.append(await read(call))


def watch(channel: grpc.aio.Channel, token: str = "") -> Watch:
    request = pb.WatchEventsRequest(resume_token=token)
    request.heartbeat_interval.FromSeconds(1)
    return TicketServiceStub(channel).WatchEvents(request, metadata=(("authorization", "Bearer test-token"),))


async def test_it_is_cut_off_and_goes_on_where_it_was(postgres_client: Client) -> None:
    await write_events(postgres_client)
    desk = postgres_client.desk
    async with (
        served(desk.do, slow_consumer_seconds=1) as server,
        grpc.aio.insecure_channel(server.target, options=OPTIONS) as lazy_channel,
        grpc.aio.insecure_channel(server.target) as channel,
    ):
        lazy = watch(lazy_channel)
        seen = [await read(lazy)]
        # While it stands still it holds no connection, and another consumer gets everything.
        await read_all(watch(channel), EVENTS)
        async with asyncio.timeout(PATIENCE):
            while desk.signal._subscribers:  # noqa: ASYNC110  # the far side of a wire has no event for us
                await asyncio.sleep(0.01)
        assert of_kind(QueuePool, desk.engine.pool).checkedout() == 0
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await read_into(seen, lazy)
        told = failure_of(caught.value)
        assert (told.code, told.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "CONSUMER_TOO_SLOW")
        assert told.retry_after is not None
        delivered = sum(answer.HasField("event") for answer in seen)
        assert 0 < delivered < EVENTS
        await read_all(watch(channel, seen[-1].resume_token), EVENTS - delivered)
