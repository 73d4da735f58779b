"""Faults that a test asks for: what happens to the next calls of a method."""

import itertools
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Fault(BaseModel):
    """What to do to matching calls. `method` "*" is every method, "file" a download; `times` None is until cleared.

    In the order they act: `delay_seconds`, then `reset` "before", or `status`, or (after the effect) `reset` "after",
    `garbage`, `short` (half of the body, as if it were all), `drip_seconds` (pause before each tenth of the body).
    """

    model_config = ConfigDict(extra="forbid")

    id: int = 0
    method: str = "*"
    chat_id: int | None = None
    times: int | None = Field(default=1, ge=1)
    skip: int = Field(default=0, ge=0, description="calls to let through first")
    delay_seconds: float = Field(default=0, ge=0, le=600)
    status: int | None = Field(default=None, ge=400, le=599)
    description: str | None = None
    retry_after: int | None = Field(default=None, ge=1)
    reset: Literal["before", "after"] | None = None
    drip_seconds: float = Field(default=0, ge=0, le=60)
    garbage: bool = False
    short: bool = False

    def matches(self, method: str, chat_id: int | None) -> bool:
        named = self.method == "*" or self.method.lower() == method.lower()
        return named and (self.chat_id is None or self.chat_id == chat_id)


@dataclass(slots=True)
class FaultPlan:
    faults: list[Fault] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def add(self, fault: Fault) -> Fault:
        added = fault.model_copy(update={"id": next(self._numbers)})
        self.faults.append(added)
        return added

    def clear(self, fault_id: int | None = None) -> None:
        self.faults = [fault for fault in self.faults if fault_id is not None and fault.id != fault_id]

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """Return the first fault that matches this call and count it."""
        for fault in self.faults:
            if not fault.matches(method, chat_id):
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            if fault.times is not None:
                fault.times -= 1
                if fault.times == 0:
                    self.faults.remove(fault)
            return fault
        return None
