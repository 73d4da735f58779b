"""What health says, and how fast, while something that a service stands on does not answer."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import aiohttp
import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from fixline_local.demo.story import PATIENCE_SECONDS
from fixline_local.desk.desk import Desk
from fixline_local.soak.process_faults import frozen, stopped

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("desk-faults")]

SERVICES: Final = ("bot", "tickets", "files")
UNREADY: Final[Mapping[str, frozenset[str]]] = {
    "postgres": frozenset(SERVICES),
    "valkey": frozenset(),
    "tickets": frozenset(),
    "files": frozenset(),
}
"""Who takes no work while it is frozen, beside itself: a database is needed, all else may be away for a while."""
ANSWER_SECONDS: Final = 0.05
TRIES: Final = 15
"""A busy machine makes some answers late; it makes none early."""
EXIT_SECONDS: Final = 25.0
SERVING: Final = health_pb2.HealthCheckResponse.SERVING
NOT_SERVING: Final = health_pb2.HealthCheckResponse.NOT_SERVING
RPC_SERVICES: Final = {
    "tickets": ("", "fixline.tickets.v1.TicketService", "fixline.tickets.v1.UserService"),
    "files": ("", "fixline.files.v1.FileService"),
}


@dataclass(frozen=True, slots=True)
class Probes:
    """Asks a service as what runs it would."""

    desk: Desk
    session: aiohttp.ClientSession

    async def status(self, service: str, path: str) -> int:
        port = self.desk.programs.admin_ports()[service]
        async with self.session.get(f"http://127.0.0.1:{port}{path}") as answer:
            await answer.read()
            return answer.status

    async def until(self, service: str, path: str, status: int) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await self.status(service, path) != status:  # noqa: ASYNC110  # another process
                await asyncio.sleep(0.05)

    async def fastest(self, service: str, path: str, status: int) -> float:
        """Return the shortest time of some answers, in seconds; all say the same."""
        times = []
        for _ in range(TRIES):
            started = time.perf_counter()
            assert await self.status(service, path) == status, (service, path)
            times.append(time.perf_counter() - started)
        return min(times)


@pytest.mark.parametrize("dependency", UNREADY)
async def test_no_answer_waits_for_what_is_frozen(desk: Desk, dependency: str) -> None:
    others = [service for service in SERVICES if service != dependency]
    async with aiohttp.ClientSession() as session:
        probes = Probes(desk, session)
        async with frozen(desk, dependency):
            for service in others:
                ready = 503 if service in UNREADY[dependency] else 200
                await probes.until(service, "/readyz", ready)
                for path, status in (("/readyz", ready), ("/livez", 200), ("/startupz", 200)):
                    assert await probes.fastest(service, path, status) <= ANSWER_SECONDS, (service, path)
            for service in RPC_SERVICES.keys() & set(others):
                assert await rpc_health(desk, service) == {SERVING}
        for service in SERVICES:
            await probes.until(service, "/readyz", 200)


async def rpc_health(desk: Desk, service: str) -> set[int]:
    """Return what gRPC's own health says of all services of a process: it is about the process, not its database."""
    async with channel_to(desk, service) as channel:
        stub = health_pb2_grpc.HealthStub(channel)
        answers = [
            await stub.Check(health_pb2.HealthCheckRequest(service=name), timeout=5)
            for name in RPC_SERVICES[service]
        ]
    return {answer.status for answer in answers}


def channel_to(desk: Desk, service: str) -> grpc.aio.Channel:
    addresses = desk.programs.addresses
    ports = {"tickets": addresses.tickets_grpc, "files": addresses.files_grpc}
    return grpc.aio.insecure_channel(f"127.0.0.1:{ports[service]}")


@pytest.mark.parametrize("service", RPC_SERVICES)
async def test_who_watches_is_told_before_a_process_goes(desk: Desk, service: str) -> None:
    async with channel_to(desk, service) as channel:
        stub = health_pb2_grpc.HealthStub(channel)
        watches = [stub.Watch(health_pb2.HealthCheckRequest(service=name)) for name in RPC_SERVICES[service]]
        assert {(await watch.read()).status for watch in watches} == {SERVING}
        next_answers = [asyncio.create_task(watch.read()) for watch in watches]
        started = time.perf_counter()
        async with stopped(desk, service):
            assert time.perf_counter() - started < EXIT_SECONDS
            assert {(await answer).status for answer in next_answers} == {NOT_SERVING}
    await desk.ready(service)
