"""What a serving process holds after many calls."""

from dataclasses import dataclass
from typing import Final

from fixline_bench import dataset
from fixline_bench.client import Client
from fixline_bench.load import loop
from fixline_bench.rig import Rig

CALLS: Final = 100_000
CALLERS: Final = 32
TICKETS: Final = 10_000
MIXTURE: Final = {"GetTicket": 0.6, "ListTickets(20)": 0.2, "AddComment": 0.1, "CreateTicket": 0.1}
WANTED_MIB: Final = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Resident set of the service's process, in MiB, before the first call and after the last."""

    calls: int
    before: float
    after: float


async def measure(rig: Rig) -> Memory:
    connection = await rig.connect()
    await dataset.people(connection, 1_000)
    await dataset.tickets(connection, 1, TICKETS, users=1_000)
    await connection.close()
    async with rig.service() as service:
        before = service.process.memory_info().rss
        calls = Client(service.channel, range(100, TICKETS, 100)).calls()
        for method, share in MIXTURE.items():
            await loop(calls[method], callers=CALLERS, calls=round(CALLS * share))
        after = service.process.memory_info().rss
    return Memory(calls=CALLS, before=before / 2**20, after=after / 2**20)
