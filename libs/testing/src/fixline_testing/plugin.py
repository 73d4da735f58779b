"""The pytest plugin of the workspace: servers once per run, databases once per test."""

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from typing import Final

import hypothesis
import pytest
import pytest_asyncio
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from redis.asyncio import Redis

from fixline_testing.administration import Administration
from fixline_testing.databases import Databases
from fixline_testing.own_postgres import OwnPostgres
from fixline_testing.run_folder import RunFolder
from fixline_testing.servers import FOLDER, SharedServers

RUN: Final = pytest.StashKey[RunFolder]()
EXPORTER: Final = InMemorySpanExporter()

# The machines that run this are shared: how long an example takes says nothing.
# The same examples every time: a run fails because of what it tests, not because of its luck.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True, print_blob=True)
# To look for more: `make test PYTEST="--hypothesis-profile searching -k random"`.
hypothesis.settings.register_profile("searching", deadline=None, max_examples=5_000)
hypothesis.settings.load_profile("steady")


def pytest_configure(config: pytest.Config) -> None:
    # gRPC's C core writes to stderr past every handler; the tests look at what it tells our code.
    os.environ.setdefault("GRPC_VERBOSITY", "NONE")
    if not hasattr(config, "workerinput"):  # pytest-xdist's workers inherit the folder of the run
        config.stash[RUN] = RunFolder.create()
        os.environ[FOLDER] = str(config.stash[RUN].path)
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(EXPORTER))
    trace.set_tracer_provider(provider)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        del os.environ[FOLDER]
        config.stash[RUN].remove()


# From here, before any conftest, to the end of the collection everything is imported, and stays.
gc.disable()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Let the garbage collector walk only what tests make, as in our processes: the rest is a million objects."""
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Have long tests begin before others, which fill the gaps: at the end one worker would work, and the others wait.

    Refuse to run when pytest-xdist does not see its groups; releases of pytest have hidden them silently.
    """
    if not config.getoption("loadgroup", default=False):
        return
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    for item in items:
        if item.get_closest_marker("xdist_group") and "@" not in item.nodeid.rpartition("]")[2]:
            raise pytest.UsageError(
                f"{item.nodeid} is in a group, and pytest-xdist does not know: `make setup` brings the right pytest"
            )


@pytest.fixture(scope="session")
def shared_servers() -> Iterator[SharedServers]:
    yield SharedServers.of_run()
    Administration.close_all()


@pytest.fixture
async def databases(shared_servers: SharedServers) -> AsyncIterator[tuple[Databases, list[str]]]:
    made: list[str] = []
    databases = Databases(shared_servers)
    yield databases, made
    for url in made:
        await databases.drop(url)


@pytest.fixture
def migrated_database(databases: tuple[Databases, list[str]]) -> Callable[[str], Awaitable[str]]:
    """A function from a service's package to the URL of a database of its own at head."""

    async def create(package: str) -> str:
        url = await databases[0].migrated(package)
        databases[1].append(url)
        return url

    return create


@pytest.fixture
def empty_database(databases: tuple[Databases, list[str]]) -> Callable[[], Awaitable[str]]:
    """A function that returns the URL of an empty database of the test's own."""

    async def create() -> str:
        url = await databases[0].empty()
        databases[1].append(url)
        return url

    return create


@pytest.fixture
async def own_postgres(shared_servers: SharedServers) -> AsyncIterator[OwnPostgres]:
    """A server that this test alone uses, and may treat as it likes; it is made by its first `start`."""
    server = OwnPostgres(shared_servers.folder)
    yield server
    await server.remove()


@pytest.fixture
async def valkey_url(shared_servers: SharedServers) -> str:
    """The URL of a logical database that is empty and this test's alone."""
    url = await asyncio.to_thread(shared_servers.valkey_url)
    async with Redis.from_url(url) as client:
        await client.flushdb()
    return url


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    """The spans finished in this test: `spans.get_finished_spans()`."""
    EXPORTER.clear()
    yield EXPORTER
    EXPORTER.clear()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[None]:
    """One Chromium for all pages that tests open on the session's event loop; elsewhere each page starts its own."""
    # Only the tests of pages are to pay for what this imports.
    from fixline_testing.browser import shared_chromium  # noqa: PLC0415

    async with shared_chromium():
        yield
