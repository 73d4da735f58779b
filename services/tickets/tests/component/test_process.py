"""The process as operators run it: migrate, serve, stop."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from urllib.error import HTTPError
from urllib.request import urlopen

import grpc
import pytest

from fixline.tickets.v1 import (
    ticket_pb2,
    ticket_service_pb2_grpc,
    user_pb2,
    user_service_pb2,
    user_service_pb2_grpc,
)
from fixline.tickets.v1 import ticket_service_pb2 as pb
from fixline_rpc.client.channel import acting_as, create_channel
from fixline_testing.beyond_types import of_kind, present
from fixline_testing.forked import ForkedProcess, Forks
from tickets_service.adapters.inbound.grpc.methods import METHOD_SCOPES

PATIENCE = 300
"""Seconds: beside the other tests a process may import for more than a minute."""
TOKEN = "process-token"
KEY = "0b0e7a0e-4c1c-4bb5-9d55-0a3d1f6a2c11"


FORKS = Forks(("tickets_service.__main__",))
Process = asyncio.subprocess.Process | ForkedProcess


@dataclass
class Running:
    process: Process
    grpc_port: int
    admin_port: int


def environment(url: str, agents: str = "7") -> dict[str, str]:
    caller = {
        "token_sha256": sha256(TOKEN.encode()).hexdigest(),
        "scopes": sorted(set(METHOD_SCOPES.values())),
    }
    return {
        "PATH": os.environ["PATH"],
        "ENVIRONMENT": "local",
        "TICKETS_DATABASE_URL": url,
        "TICKETS_GRPC_LISTEN": "127.0.0.1:0",
        "TICKETS_ADMIN_LISTEN": "127.0.0.1:0",
        "TICKETS_CALLERS": json.dumps({"bot": caller}),
        "TICKETS_AGENT_TELEGRAM_IDS": agents,
    }


async def start(url: str, *arguments: str, agents: str = "7") -> ForkedProcess:
    return await FORKS.begin("tickets_service", *arguments, env=environment(url, agents))


async def start_anew(url: str, *arguments: str) -> asyncio.subprocess.Process:
    """Start it with an interpreter of its own, as operators do."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tickets_service",
        *arguments,
        env=environment(url),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@asynccontextmanager
async def serving(process: Process) -> AsyncIterator[Running]:
    try:
        ports: dict[str, int] = {}
        async with asyncio.timeout(PATIENCE):
            while len(ports) < 2:
                line = json.loads(await present(process.stdout).readline() or "null")
                assert line is not None, (await present(process.stderr).read()).decode()
                if line["event"] == "grpc.listening":
                    ports["grpc"] = line["port"]
                if line["event"] == "admin.listening":
                    ports["admin"] = line["port"]
        yield Running(process, ports["grpc"], ports["admin"])
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def status(port: int, path: str) -> int:
    def fetch() -> int:
        try:
            with urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:  # our own
                return int(answer.status)
        except HTTPError as error:
            with error:
                return error.code

    return await asyncio.to_thread(fetch)


async def until(port: int, path: str, expected: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while await status(port, path) != expected:  # noqa: ASYNC110  # another process has no event for us
            await asyncio.sleep(0.02)


async def test_serve_and_stop(migrated_database: Callable[[str], Awaitable[str]]) -> None:
    url = await migrated_database("tickets_service")
    async with serving(await start_anew(url, "serve")) as running:
        await until(running.admin_port, "/readyz", 200)
        async with create_channel(f"127.0.0.1:{running.grpc_port}", token=TOKEN) as channel:
            tickets = ticket_service_pb2_grpc.TicketServiceStub(channel)
            users = user_service_pb2_grpc.UserServiceStub(channel)
            person = user_service_pb2.RegisterUserRequest(telegram_id=7, display_name="Gus")
            gus = (await users.RegisterUser(person)).user
            stream = tickets.WatchEvents(pb.WatchEventsRequest(), timeout=PATIENCE)
            request = pb.CreateTicketRequest(ticket=ticket_pb2.Ticket(title="Lamp"), request_id=KEY)
            ticket = (await tickets.CreateTicket(request, metadata=acting_as(gus.name))).ticket
            while not (answer := of_kind(pb.WatchEventsResponse, await stream.read())).HasField("event"):
                pass
            event = answer.event
            assert (event.ticket, event.traceparent[:3]) == (ticket.name, "00-")
            running.process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(PATIENCE):
                while (last := await stream.read()) is not grpc.aio.EOF:
                    assert not of_kind(pb.WatchEventsResponse, last).HasField("event")
                assert await stream.code() is grpc.StatusCode.OK
                assert await running.process.wait() == 0


async def test_who_is_newly_named_is_staff_after_a_restart(
    migrated_database: Callable[[str], Awaitable[str]],
) -> None:
    url = await migrated_database("tickets_service")
    async with serving(await start(url, "serve", agents="7")) as before, people_of(before) as users:
        person = user_service_pb2.RegisterUserRequest(telegram_id=8, display_name="Eve")
        eve = (await users.RegisterUser(person)).user
        assert eve.role == user_pb2.ROLE_USER
    async with serving(await start(url, "serve", agents="7,8")) as after, people_of(after) as users:
        async with asyncio.timeout(PATIENCE):
            while (await users.GetUser(user_service_pb2.GetUserRequest(name=eve.name))).user == eve:  # noqa: ASYNC110  # see above
                await asyncio.sleep(0.02)
        eve.role = user_pb2.ROLE_AGENT
        assert (await users.GetUser(user_service_pb2.GetUserRequest(name=eve.name))).user == eve


@asynccontextmanager
async def people_of(running: Running) -> AsyncIterator[user_service_pb2_grpc.UserServiceStub]:
    await until(running.admin_port, "/readyz", 200)
    async with create_channel(f"127.0.0.1:{running.grpc_port}", token=TOKEN) as channel:
        yield user_service_pb2_grpc.UserServiceStub(channel)


async def test_not_ready_before_the_migrations(empty_database: Callable[[], Awaitable[str]]) -> None:
    url = await empty_database()
    async with serving(await start(url, "serve")) as running:
        assert await status(running.admin_port, "/readyz") == 503
        migrating = await start(url, "migrate", "upgrade")
        output, faults = await migrating.communicate()
        assert migrating.returncode == 0, (output, faults)
        await until(running.admin_port, "/readyz", 200)


@pytest.mark.parametrize("command", [["serve"], ["migrate", "upgrade"]])
async def test_wrong_settings_stop_it_at_once(command: list[str]) -> None:
    process = await start("mysql://x", *command)
    output, faults = await process.communicate()
    assert process.returncode == 78
    assert b"TICKETS_DATABASE_URL" in faults
    assert b"Traceback" not in output + faults


@pytest.mark.parametrize(
    ("action", "said"),
    [("current", b"the database is empty"), ("history", b"0001"), ("sql", b"CREATE TABLE")],
)
async def test_migrating_takes_no_other_settings(
    empty_database: Callable[[], Awaitable[str]], action: str, said: bytes
) -> None:
    environment = {"PATH": os.environ["PATH"]}
    if action == "current":
        environment["TICKETS_DATABASE_URL"] = await empty_database()
    process = await FORKS.begin("tickets_service", "migrate", action, env=environment)
    output, faults = await process.communicate()
    assert process.returncode == 0, faults
    assert said in output
