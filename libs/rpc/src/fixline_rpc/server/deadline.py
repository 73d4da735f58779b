"""The time a served call has."""

import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deadline:
    """Counts from the call's arrival; `budget` is in seconds, None without a deadline."""

    arrived_at: float
    budget: float | None

    @classmethod
    def from_remaining(cls, remaining: float | None) -> "Deadline":
        return cls(arrived_at=time.monotonic(), budget=remaining)

    @property
    def ends_at(self) -> float | None:
        return None if self.budget is None else self.arrived_at + self.budget

    def elapsed(self) -> float:
        return time.monotonic() - self.arrived_at

    def passed(self) -> bool:
        """Say whether a call that ends now ends by its deadline.

        The client's timer fires first: the server's starts a network hop later, and gRPC rounds the timeout
        up by as much as 1 % on the wire. So the last bit of the budget counts as late.
        """
        if self.budget is None:
            return False
        slack = min(0.02, self.budget / 10) + self.budget / 100
        return self.elapsed() >= self.budget - slack
