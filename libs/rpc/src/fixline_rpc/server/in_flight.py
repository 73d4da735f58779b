"""The calls being served, so that a drain can end and await them."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

from fixline_rpc.server.served_method import ServedMethod


class InFlight:
    """Counts a call from its arrival to the end of its handler's last `finally` block."""

    def __init__(self) -> None:
        self._calls: dict[asyncio.Task[object], ServedMethod] = {}
        self._interrupted: set[asyncio.Task[object]] = set()
        self._sending: set[asyncio.Task[object]] = set()
        self._postponed: set[asyncio.Task[object]] = set()
        self._draining = False
        self._last_arrival = time.monotonic()

    def tracked(self, method: ServedMethod) -> "Tracked":
        """Return the context manager for the current task's call."""
        return Tracked(self, method)

    def arrived(self, task: asyncio.Task[object], method: ServedMethod) -> None:
        self._calls[task] = method
        self._last_arrival = time.monotonic()
        if self._draining and method.long_lived:
            self._interrupt(task)

    def ended(self, task: asyncio.Task[object]) -> None:
        del self._calls[task]
        self._interrupted.discard(task)
        self._postponed.discard(task)

    @contextmanager
    def sending(self) -> Iterator[None]:
        """Put the drain off while a message is on its way: gRPC takes no status after half of a message."""
        task = _current()
        self._sending.add(task)
        try:
            yield
        finally:
            self._sending.discard(task)
            if task in self._postponed:
                self._interrupt(task)

    def begin_drain(self) -> None:
        """End the long-lived calls, also those that still arrive: they would last as long as the drain."""
        self._draining = True
        for task, method in self._calls.items():
            if method.long_lived and task in self._sending:
                self._postponed.add(task)
            elif method.long_lived:
                self._interrupt(task)

    def interrupt_all(self) -> None:
        """End every call now, even one whose client does not take its messages."""
        for task in self._calls:
            self._interrupt(task)

    def claim_interruption(self) -> bool:
        """Say whether the current task's cancellation is the drain's; if so, it may go on to answer."""
        task = _current()
        if task not in self._interrupted:
            return False
        self._interrupted.discard(task)
        return task.uncancel() == 0

    async def wait_until_empty(self, timeout_seconds: float) -> bool:
        """Return False when calls are left after the timeout."""
        ends_at = time.monotonic() + timeout_seconds
        while self._calls and (remaining := ends_at - time.monotonic()) > 0:
            await asyncio.wait(set(self._calls), timeout=remaining)
        return not self._calls

    async def wait_until_quiet(self, quiet_seconds: float, timeout_seconds: float) -> None:
        """Return when no call has arrived for a while, or after the timeout."""
        ends_at = time.monotonic() + timeout_seconds
        # No event to wait for: it is time itself that passes.
        while (wait := min(self._last_arrival + quiet_seconds, ends_at) - time.monotonic()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(wait)

    def methods(self) -> list[str]:
        return sorted(method.name for method in self._calls.values())

    def _interrupt(self, task: asyncio.Task[object]) -> None:
        self._postponed.discard(task)
        if task not in self._interrupted:
            self._interrupted.add(task)
            task.cancel()


class Tracked:
    """One call's place among those in flight. No generator: every call takes one."""

    __slots__ = ("_in_flight", "_method", "_task")

    def __init__(self, in_flight: InFlight, method: ServedMethod) -> None:
        self._in_flight = in_flight
        self._method = method
        self._task = _current()

    def __enter__(self) -> None:
        self._in_flight.arrived(self._task, self._method)

    def __exit__(self, *_: object) -> None:
        self._in_flight.ended(self._task)


def _current() -> asyncio.Task[object]:
    task = asyncio.current_task()
    if task is None:
        raise RuntimeError("a call is served in a task")
    return task
