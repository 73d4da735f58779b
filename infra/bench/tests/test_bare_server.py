"""The yardstick does the work: what it answers is what the service answers."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from fixline.tickets.v1 import ticket_pb2, ticket_service_pb2, ticket_service_pb2_grpc
from fixline_bench import dataset
from fixline_bench.client import QUEUE, Client, acting
from fixline_bench.otlp_sink import otlp_sink
from fixline_bench.rig import Rig, Served
from fixline_testing.servers import SharedServers

TICKETS = 200
LISTED = 3


async def test_the_service_and_the_bare_server_answer_alike(
    tmp_path: Path, migrated_database: Callable[[str], Awaitable[str]], shared_servers: SharedServers
) -> None:
    database = (await migrated_database("tickets_service")).rpartition("/")[2]
    postgres = await asyncio.to_thread(shared_servers.postgres)
    async with otlp_sink() as otlp_port:
        rig = Rig(folder=tmp_path, postgres=postgres, database=database, otlp_port=otlp_port)
        connection = await rig.connect()
        await dataset.people(connection, 100)
        await dataset.tickets(connection, 1, TICKETS, users=100)
        async with rig.service() as service, rig.bare() as bare:
            for served in (service, bare):
                for call in Client(served.channel, range(100, TICKETS, 100)).calls().values():
                    await call()
            ours, theirs = [await queue(served) for served in (service, bare)]
        written = await connection.fetchrow(
            "SELECT (SELECT count(*) FROM comments) AS comments, (SELECT count(*) FROM history) AS events,"
            " (SELECT count(*) FROM requests) AS tickets, (SELECT count(*) FROM idempotency_keys) AS keys"
        )
        await connection.close()
    assert dict(written) == {"comments": 2, "events": 4, "tickets": TICKETS + 2, "keys": 4}
    assert ours == theirs
    assert len(ours) == LISTED


async def queue(served: Served) -> list[ticket_pb2.Ticket]:
    request = ticket_service_pb2.ListTicketsRequest(view=QUEUE, page_size=LISTED)
    stub = ticket_service_pb2_grpc.TicketServiceStub(served.channel)
    answer = await stub.ListTickets(request, metadata=acting(dataset.AGENT))
    return list(answer.tickets)
