"""One process that the supervisor keeps alive."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One supervised process. Stages start in order and stop in reverse."""

    name: str
    stage: int
    command: list[str]
    stop_signal: str = "TERM"
    environment: Mapping[str, str] = field(default_factory=dict)
    """What differs from the environment that all share."""
    starts_by_itself: bool = True
    """Else the desk starts it, once what it needs is there."""
