"""The service against the bare server, turn by turn in one run: only the ratio means anything elsewhere."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from statistics import median
from typing import Final

from fixline_bench import dataset
from fixline_bench.client import Client
from fixline_bench.load import loop
from fixline_bench.rig import Rig

CALLERS: Final = 32
ROUNDS: Final = 8
SECONDS: Final = 2.0
USERS: Final = 1_000
TICKETS: Final = 10_000
WANTED: Final = {"CreateTicket": 0.60, "AddComment": 0.60, "GetTicket": 0.80, "ListTickets(20)": 0.70}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """Medians over the rounds; `ratio` is the median of the rounds' own ratios, `lowest` and `highest` their range."""

    method: str
    ours_per_second: float
    bare_per_second: float
    ratios: list[float]
    wanted: float

    @property
    def ratio(self) -> float:
        return median(self.ratios)


async def measure(rig: Rig) -> AsyncIterator[Ratio]:
    connection = await rig.connect()
    await dataset.people(connection, USERS)
    await dataset.tickets(connection, 1, TICKETS, users=USERS)
    await connection.close()
    # Those that agent 2 may comment on: nobody has taken them.
    open_numbers = range(100, TICKETS, 100)
    async with rig.service() as service, rig.bare() as bare:
        ours, theirs = (Client(served.channel, open_numbers).calls() for served in (service, bare))
        for method in ours:
            for call in (ours[method], theirs[method]):
                await loop(call, callers=CALLERS, seconds=SECONDS / 2)
            pairs = []
            for turn in range(ROUNDS):
                # Each begins every other turn: whoever comes second may find the machine otherwise.
                order = (ours, theirs) if turn % 2 else (theirs, ours)
                per_second = [
                    (await loop(calls[method], callers=CALLERS, seconds=SECONDS)).per_second
                    for calls in order
                ]
                pairs.append(per_second if turn % 2 else per_second[::-1])
            yield Ratio(
                method=method,
                ours_per_second=median(own for own, _ in pairs),
                bare_per_second=median(yardstick for _, yardstick in pairs),
                ratios=[own / yardstick for own, yardstick in pairs],
                wanted=WANTED[method],
            )
