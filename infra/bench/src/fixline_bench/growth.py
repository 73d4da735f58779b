"""The same calls on a small desk and on one a hundred times its size."""

import itertools
import random
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from fixline.tickets.v1 import ticket_pb2, ticket_service_pb2, ticket_service_pb2_grpc
from fixline_bench import dataset
from fixline_bench.client import QUEUE, acting
from fixline_bench.dataset import AGENT, DISPATCHER
from fixline_bench.load import Call, loop
from fixline_bench.rig import Rig

SMALL: Final = 10_000
LARGE: Final = 1_000_000
USERS: Final = 10_000
CALLS: Final = 300
LATE_PAGE: Final = 500
PAGE_SIZE: Final = 20
WANTED_GROWTH: Final = 1.3
WANTED_SEARCH_P95: Final = 0.100
WORDS: Final = ("lamp flickers", "printer stuck", "heating cold", "windw broken", "lift loud", "tap drips")


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """p50 of one caller at a time, in seconds, on a small desk and on a large one."""

    measured: str
    """What was, and how large the desks are."""
    small: float
    large: float

    @property
    def ratio(self) -> float:
        return self.large / self.small


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchTime:
    """With `LARGE` tickets, in seconds."""

    p50: float
    p95: float


async def measure(rig: Rig) -> AsyncIterator[Growth | SearchTime]:
    connection = await rig.connect()
    await dataset.people(connection, USERS)
    await dataset.tickets(connection, 1, SMALL, users=USERS)
    async with rig.service() as service:
        stub = ticket_service_pb2_grpc.TicketServiceStub(service.channel)
        small = await _p50s(await _calls(stub, SMALL))
        await dataset.tickets(connection, SMALL + 1, LARGE, users=USERS)
        await connection.close()
        large = await _p50s(await _calls(stub, LARGE))
        for name in small:
            measured = f"{name}, p50 at {LARGE:,} tickets against {SMALL:,}"
            yield Growth(measured=measured, small=small[name], large=large[name])
        queries = itertools.cycle(WORDS)

        async def search() -> None:
            request = ticket_service_pb2.SearchTicketsRequest(query=next(queries), page_size=PAGE_SIZE)
            await stub.SearchTickets(request, metadata=acting(DISPATCHER))

        await loop(search, callers=1, calls=len(WORDS))
        found = await loop(search, callers=1, calls=CALLS)
        yield SearchTime(p50=found.p50, p95=found.percentile(95))


async def _p50s(calls: Mapping[str, Call]) -> Mapping[str, float]:
    """Measure them turn by turn, so that a slow moment of the machine is everybody's."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for turn in range(CALLS):
        for name, call in calls.items():
            once = await loop(call, callers=1, calls=1)
            if turn >= CALLS // 10:
                times[name] += once.times
    return {name: median(each) for name, each in times.items()}


async def _calls(stub: Any, tickets: int) -> Mapping[str, Call]:
    chance = random.Random(tickets)  # noqa: S311  # which tickets are read, is no secret
    everything = ticket_service_pb2.ListTicketsRequest.VIEW_ALL
    first = ticket_service_pb2.ListTicketsRequest(view=everything, page_size=PAGE_SIZE)
    late = ticket_service_pb2.ListTicketsRequest(view=everything, page_size=PAGE_SIZE)
    for _ in range(LATE_PAGE - 1):
        page = await stub.ListTickets(late, metadata=acting(DISPATCHER))
        late.page_token = page.next_page_token
    queue = ticket_service_pb2.ListTicketsRequest(view=QUEUE, page_size=PAGE_SIZE)
    by_due_time = ticket_service_pb2.ListTicketsRequest.ORDER_DUE_NEXT
    own = ticket_service_pb2.ListTicketsRequest(
        view=ticket_service_pb2.ListTicketsRequest.VIEW_ASSIGNED, order=by_due_time, page_size=PAGE_SIZE
    )
    everybodys = ticket_service_pb2.ListTicketsRequest(
        view=everything,
        categories=[ticket_pb2.Ticket.CATEGORY_ACTIVE, ticket_pb2.Ticket.CATEGORY_PAUSED],
        order=by_due_time,
        page_size=PAGE_SIZE,
    )

    async def get() -> None:
        request = ticket_service_pb2.GetTicketRequest(name=f"tickets/{chance.randint(1, tickets)}")
        await stub.GetTicket(request, metadata=acting(DISPATCHER))

    async def list_first() -> None:
        await stub.ListTickets(first, metadata=acting(DISPATCHER))

    async def list_late() -> None:
        await stub.ListTickets(late, metadata=acting(DISPATCHER))

    async def list_queue() -> None:
        await stub.ListTickets(queue, metadata=acting(AGENT))

    async def list_own() -> None:
        await stub.ListTickets(own, metadata=acting(AGENT))

    async def list_everybodys() -> None:
        await stub.ListTickets(everybodys, metadata=acting(DISPATCHER))

    return {
        "GetTicket": get,
        "ListTickets, first page": list_first,
        f"ListTickets, page {LATE_PAGE}": list_late,
        "ListTickets, queue": list_queue,
        "ListTickets, one's own by due time": list_own,
        "ListTickets, all that is open by due time": list_everybodys,
    }
