"""What a service's composition root registers while it wires the service."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

Step = Callable[[], Awaitable[None]]


@dataclass(slots=True, kw_only=True)
class ServiceScope:
    """Collects what belongs to the life of one process; `fixline_chassis.process` acts on it.

    `stack` closes what was built, last built first, after everything else has stopped.
    """

    stack: AsyncExitStack
    readiness_checks: dict[str, Step] = field(default_factory=dict)
    start_conditions: dict[str, Step] = field(default_factory=dict)
    drain_steps: list[Step] = field(default_factory=list)
    background_tasks: dict[str, Step] = field(default_factory=dict)

    def readiness(self, name: str, check: Step, *, gates_start: bool = True) -> None:
        """Not ready while `check` raises; its text is shown at `/readyz`.

        Background tasks wait until it has passed once, except where `gates_start` is false: for what only they bring
        about.
        """
        self.readiness_checks[name] = check
        if gates_start:
            self.start_conditions[name] = check

    def on_drain(self, step: Step) -> None:
        """Run on shutdown, while dependencies still work; the step registered last runs first."""
        self.drain_steps.append(step)

    def background(self, name: str, task: Step) -> None:
        """Run for the life of the process: cancelled after draining; a crash or an early return ends the process."""
        self.background_tasks[name] = task
