"""A desk to test with: every use case, on memory or on PostgreSQL, and a short way to use it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, AsyncExitStack, contextmanager
from uuid import UUID, uuid4

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_telemetry.database import instrument
from fixline_testing.clock import SteppingClock
from tickets_testing.desk import Desk
from tickets_testing.on_memory import desk_on_memory
from tickets_testing.on_postgres import desk_on, patient_engine


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock()


@pytest.fixture
def memory_desk(clock: SteppingClock) -> Desk:
    return desk_on_memory(clock)


@pytest.fixture
async def postgres_desk(
    clock: SteppingClock, migrated_database: Callable[[str], Awaitable[str]]
) -> AsyncIterator[Desk]:
    async with AsyncExitStack() as stack:
        engine = patient_engine(await migrated_database("tickets_service"))
        stack.push_async_callback(engine.dispose)
        yield desk_on(engine, clock)


@pytest.fixture
def statements_run(
    postgres_desk: Desk, spans: InMemorySpanExporter
) -> Callable[[], AbstractContextManager[list[str]]]:
    """A context that tells, once left, which statements were run in it: `SELECT requests`."""
    instrument(postgres_desk.engine)

    @contextmanager
    def counting() -> Iterator[list[str]]:
        names: list[str] = []
        spans.clear()
        with trace.get_tracer("test").start_as_current_span("work"):
            yield names
        names += [span.name for span in spans.get_finished_spans() if span.name != "work"]

    return counting


@pytest.fixture(scope="session")
def desk_on_engine() -> Callable[[AsyncEngine, SteppingClock], Desk]:
    return desk_on


@pytest.fixture(scope="session")
def desk_at() -> Callable[[str, SteppingClock], Desk]:
    """A function from the URL of a database to a desk that may outlive a test; who asks disposes of its engine."""
    return lambda url, clock: desk_on(patient_engine(url), clock)


@pytest.fixture(params=["memory", "postgres"])
def desk(request: pytest.FixtureRequest) -> Desk:
    """A desk on each set of adapters."""
    found: Desk = request.getfixturevalue(f"{request.param}_desk")
    return found


@pytest.fixture
def request_id() -> UUID:
    return uuid4()
