"""Measures how much work there is."""

import math
from collections.abc import Mapping
from datetime import timedelta
from itertools import product
from typing import Final

from prometheus_client import Gauge

from tickets_service.adapters.inbound.worker.recurring import Recurring
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import OPEN_WORK, State

OPEN: Final = Gauge(
    "tickets_open",
    "Tickets whose work is not done; every replica counts all of them; NaN = could not be measured.",
    ["state", "priority"],
)


class OpenTickets(Recurring[Mapping[tuple[State, Priority], int]]):
    INTERVAL = timedelta(seconds=30)
    POSTPONED = "tickets.count_postponed"

    def tell(self, done: Mapping[tuple[State, Priority], int]) -> None:
        for (state, priority), tickets in done.items():
            OPEN.labels(state, priority).set(tickets)

    def tell_nothing(self) -> None:
        unmeasured()


def unmeasured() -> None:
    """Say that nothing is known: an old value would look like work that nobody does."""
    for state, priority in product(OPEN_WORK, Priority):
        OPEN.labels(state, priority).set(math.nan)


unmeasured()
