"""WatchEvents over the wire."""

import asyncio

import grpc
import pytest
from google.protobuf.duration_pb2 import Duration

from fixline.tickets.v1 import event_pb2
from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline_rpc.client.channel import acting_as
from fixline_rpc.errors import failure_of
from fixline_testing.beyond_types import of_kind
from tickets_testing.client import Client

PATIENCE = 30


Stream = grpc.aio.UnaryStreamCall[pb.WatchEventsRequest, pb.WatchEventsResponse]


async def read(stream: Stream) -> pb.WatchEventsResponse:
    async with asyncio.timeout(PATIENCE):
        return of_kind(pb.WatchEventsResponse, await stream.read())


async def read_event(stream: Stream) -> pb.WatchEventsResponse:
    """Another test's transaction on the same server may hold an event back for more than a heartbeat."""
    while not (answer := await read(stream)).HasField("event"):
        pass
    return answer


async def test_from_the_beginning_and_on(postgres_client: Client) -> None:
    client = postgres_client
    ann = await client.person()
    ticket = await client.create(ann)
    stream = client.tickets.WatchEvents(pb.WatchEventsRequest())
    first = await read_event(stream)
    assert (first.event.type, first.event.ticket) == (event_pb2.EVENT_TYPE_TICKET_CREATED, ticket.name)
    added = await client.comment(ticket, ann)
    second = await read_event(stream)
    assert second.event.comment == added.comment
    stream.cancel()

    resumed = client.tickets.WatchEvents(pb.WatchEventsRequest(resume_token=first.resume_token))
    assert await read_event(resumed) == second
    resumed.cancel()
    history = await client.call("ListTicketEvents", pb.ListTicketEventsRequest(ticket=ticket.name))
    assert list(history.events) == [first.event, second.event]


async def test_types_and_heartbeats(postgres_client: Client) -> None:
    client = postgres_client
    ann, gus = await client.person(), await client.agent()
    ticket = await client.create(ann)
    await client.do("Take", ticket, gus)
    request = pb.WatchEventsRequest(
        types=[event_pb2.EVENT_TYPE_TICKET_ASSIGNED], heartbeat_interval=Duration(seconds=1)
    )
    stream = client.tickets.WatchEvents(request)
    assigned = await read_event(stream)
    assert assigned.event.assignee.after == gus
    heartbeat = await read(stream)
    assert not heartbeat.HasField("event")
    stream.cancel()
    await client.comment(ticket, gus)
    resumed = client.tickets.WatchEvents(pb.WatchEventsRequest(resume_token=heartbeat.resume_token))
    assert (await read_event(resumed)).event.type == event_pb2.EVENT_TYPE_COMMENT_ADDED
    resumed.cancel()


async def test_the_stream_ends_well_when_the_service_drains(postgres_client: Client) -> None:
    client = postgres_client
    await client.create(await client.person())
    stream = client.tickets.WatchEvents(pb.WatchEventsRequest())
    await read_event(stream)
    client.desk.signal.close()
    # What was on its way comes first.
    async with asyncio.timeout(PATIENCE):
        while (last := await stream.read()) is not grpc.aio.EOF:
            assert not of_kind(pb.WatchEventsResponse, last).HasField("event")
    assert await stream.code() is grpc.StatusCode.OK


@pytest.mark.parametrize("person", [True, False])
async def test_it_is_for_services_with_the_scope(client: Client, person: bool) -> None:
    if person:
        stream = client.tickets.WatchEvents(pb.WatchEventsRequest(), metadata=acting_as(await client.agent()))
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await read(stream)
        assert failure_of(caught.value).reason == "PERMISSION_DENIED"
        return
    async with client.served.channel("reader-token") as reader:
        watch: grpc.aio.UnaryStreamMultiCallable[pb.WatchEventsRequest, pb.WatchEventsResponse]
        watch = reader.unary_stream(
            "/fixline.tickets.v1.TicketService/WatchEvents",
            request_serializer=pb.WatchEventsRequest.SerializeToString,
            response_deserializer=pb.WatchEventsResponse.FromString,
        )
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await read(watch(pb.WatchEventsRequest()))
    assert caught.value.code() is grpc.StatusCode.PERMISSION_DENIED


async def test_a_cancelled_stream_leaves_nothing_behind(client: Client) -> None:
    await client.create(await client.person())
    stream = client.tickets.WatchEvents(pb.WatchEventsRequest())
    await read(stream)
    assert len(client.desk.signal._subscribers) == 1
    stream.cancel()
    async with asyncio.timeout(PATIENCE):
        while client.desk.signal._subscribers:  # noqa: ASYNC110  # the far side of a wire has no event for us
            await asyncio.sleep(0.005)
