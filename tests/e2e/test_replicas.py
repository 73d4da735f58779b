"""Two processes of the tickets service, and one of them after the other is killed."""

import asyncio
import os
import re
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import grpc
import psutil
import pytest
import pytest_asyncio
from google.protobuf.message import Message

from fixline.tickets.v1 import ticket_service_pb2 as tickets_pb
from fixline.tickets.v1 import user_service_pb2 as users_pb
from fixline.tickets.v1.event_pb2 import EVENT_TYPE_TICKET_CREATED
from fixline.tickets.v1.ticket_pb2 import Ticket
from fixline.tickets.v1.ticket_service_pb2_grpc import TicketServiceStub
from fixline.tickets.v1.user_service_pb2_grpc import UserServiceStub
from fixline_local.demo.api_client import api_client
from fixline_local.demo.story import PATIENCE_SECONDS, Story
from fixline_local.desk.addresses import Addresses, Replica
from fixline_local.desk.desk import Desk
from fixline_local.desk.programs import PASSED_ON, Programs
from fixline_local.ports import free_ports
from fixline_local.telegram.client import TelegramPeople
from fixline_rpc.client.call_metadata import bearer
from fixline_rpc.client.channel import acting_as, create_channel
from fixline_testing.desks import holding_databases

from .conftest import START_SECONDS, new_story, require_one_finished_ticket

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("desk-of-replicas")]

API_REFERENCE = Path(__file__).parents[2] / "docs/api/README.md"
REPLICAS = ("tickets", "tickets-2")
KILLS = 4
Answer = TypeVar("Answer")
CALM = {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED}
"""What a caller may see while a replica dies, and answers by repeating the call."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def replicated_desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    grpc_port, admin_port = free_ports(2)
    programs = Programs(
        folder=tmp_path_factory.mktemp("replicated"),
        addresses=Addresses.free(),
        environment={key: os.environ[key] for key in PASSED_ON if key in os.environ},
        durable=False,
        more_tickets=(Replica(grpc=grpc_port, admin=admin_port),),
    )
    async with Desk(await holding_databases(programs), start_seconds=START_SECONDS) as desk:
        yield desk


@dataclass
class Caller:
    """Another service of ours: creates tickets and watches, over a channel to all replicas."""

    channel: grpc.aio.Channel
    created: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    interruptions: int = 0
    reporter: str = ""

    async def register(self) -> None:
        request = users_pb.RegisterUserRequest(telegram_id=4711, display_name="Console")
        self.reporter = (await UserServiceStub(self.channel).RegisterUser(request)).user.name

    async def create(self) -> None:
        """Create tickets one after the other and withdraw each."""
        stub = TicketServiceStub(self.channel)
        for number in count(1):
            create = tickets_pb.CreateTicketRequest(
                ticket=Ticket(title=f"Lamp {number}"), request_id=str(uuid4())
            )
            name = (await self._insist(stub.CreateTicket, create)).ticket.name
            self.created.append(name)
            await self._insist(
                stub.CancelTicket, tickets_pb.CancelTicketRequest(name=name, request_id=str(uuid4()))
            )

    async def _insist(self, method: Callable[..., Awaitable[Answer]], request: Message) -> Answer:
        """Repeat the call, with its `request_id`, until it is answered."""
        while True:
            try:
                return await method(request, metadata=acting_as(self.reporter))
            except grpc.aio.AioRpcError as error:
                assert error.code() in CALM, error  # noqa: PT017  # which, is the question

    async def watch(self) -> None:
        """Note every ticket that is created, from the first on; start again where a stream broke off."""
        stub, token = TicketServiceStub(self.channel), ""
        while True:
            request = tickets_pb.WatchEventsRequest(resume_token=token, types=[EVENT_TYPE_TICKET_CREATED])
            try:
                async for answer in stub.WatchEvents(request):
                    token = answer.resume_token
                    if answer.HasField("event"):
                        self.seen.append(answer.event.ticket)
            except grpc.aio.AioRpcError as error:
                assert error.code() in CALM, error  # noqa: PT017  # which, is the question
            self.interruptions += 1

    async def listed(self) -> list[str]:
        names: list[str] = []
        request = tickets_pb.ListTicketsRequest(page_size=200)
        while True:
            page = await TicketServiceStub(self.channel).ListTickets(
                request, metadata=acting_as(self.reporter)
            )
            names += [ticket.name for ticket in page.tickets]
            if not page.next_page_token:
                return names
            request.page_token = page.next_page_token


async def connections(desk: Desk, replica: str) -> int:
    """Return how many connections of callers a replica has."""
    process = psutil.Process(await desk.pid(replica))
    port = dict(zip(REPLICAS, desk.programs.tickets_ports(), strict=True))[replica]
    return sum(
        each.laddr.port == port and each.status == psutil.CONN_ESTABLISHED
        for each in await asyncio.to_thread(process.net_connections, "tcp")
    )


async def kill_in_turn(desk: Desk, kills: list[str], how: signal.Signals = signal.SIGKILL) -> None:
    """Kill a replica, the next one when whoever calls is connected with both again: never the last one that serves."""
    for victim in cycle(REPLICAS):
        await asyncio.gather(*(desk.ready(name) for name in REPLICAS))
        first, second = 0, 0
        while not first == second > 0:  # other processes
            await asyncio.sleep(0.05)
            first, second = [await connections(desk, name) for name in REPLICAS]
        pid = await desk.pid(victim)
        os.kill(pid, how)
        kills.append(victim)
        while psutil.pid_exists(pid):  # noqa: ASYNC110  # another process
            await asyncio.sleep(0.05)


@asynccontextmanager
async def meanwhile(*works: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Run works without end for as long as the context lasts; what one of them raises ends it at once."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work) for work in works]
        yield
        for task in tasks:
            task.cancel()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def channel(replicated_desk: Desk) -> AsyncIterator[grpc.aio.Channel]:
    programs = replicated_desk.programs
    async with create_channel(programs.tickets_target(), token=programs.token("tickets")) as channel:
        yield channel


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def plain_channel(replicated_desk: Desk) -> AsyncIterator[grpc.aio.Channel]:
    """A channel of gRPC's own, with nothing of ours but the service config that the API reference prints."""
    printed = re.search(r"```json\n(.*?)```", API_REFERENCE.read_text(encoding="utf-8"), re.DOTALL)
    assert printed is not None
    options = [("grpc.service_config", printed[1])]
    target = replicated_desk.programs.tickets_target()
    async with grpc.aio.insecure_channel(target, options=options) as channel:
        yield channel


async def test_the_story_ends_well_every_time(replicated_desk: Desk) -> None:
    programs, kills, stories = replicated_desk.programs, list[str](), list[Story]()
    async with (
        TelegramPeople(f"http://127.0.0.1:{programs.addresses.chat}") as people,
        api_client(programs) as api,
    ):
        async with meanwhile(kill_in_turn(replicated_desk, kills)), asyncio.timeout(10 * PATIENCE_SECONDS):
            while len(kills) < KILLS:
                stories.append(await new_story(people, len(stories)))
                await stories[-1].play()
        for story in stories:
            await require_one_finished_ticket(story, api)


async def test_replicas_that_are_asked_to_stop_in_turn_give_no_error(
    replicated_desk: Desk, channel: grpc.aio.Channel, plain_channel: grpc.aio.Channel
) -> None:
    """The callers ask once for each: what has to be repeated, the channels repeat."""
    kills, answered = list[str](), {"ours": 0, "plain": 0}
    token = (("authorization", bearer(replicated_desk.programs.token("tickets"))),)
    callers: dict[str, Callable[[], Awaitable[object]]] = {
        "ours": lambda: UserServiceStub(channel).RegisterUser(request, timeout=30),
        "plain": lambda: UserServiceStub(plain_channel).RegisterUser(request, timeout=30, metadata=token),
    }
    request = users_pb.RegisterUserRequest(telegram_id=4712, display_name="Plain")

    async def call(whose: str) -> None:
        while True:
            await callers[whose]()
            answered[whose] += 1

    async with (
        meanwhile(
            kill_in_turn(replicated_desk, kills, signal.SIGTERM),
            *(call(whose) for whose in callers for _ in range(2)),
        ),
        asyncio.timeout(10 * PATIENCE_SECONDS),
    ):
        while len(kills) < KILLS:  # noqa: ASYNC110  # the replicas are other processes
            await asyncio.sleep(0.1)
    assert min(answered.values()) > KILLS


# Last: the agent hears of every ticket, and people would wait for their turn behind that.
async def test_no_call_is_lost_or_done_twice(replicated_desk: Desk, channel: grpc.aio.Channel) -> None:
    caller, kills = Caller(channel), list[str]()
    await caller.register()
    async with meanwhile(caller.watch()), asyncio.timeout(10 * PATIENCE_SECONDS):
        async with meanwhile(caller.create(), kill_in_turn(replicated_desk, kills)):
            while len(kills) < KILLS:  # noqa: ASYNC110  # the victims are other processes
                await asyncio.sleep(0.1)
        listed = await caller.listed()
        while not set(listed) <= set(caller.seen):  # noqa: ASYNC110  # events come over the wire
            await asyncio.sleep(0.05)
    assert set(caller.created) <= set(listed)
    # The last call may have been cancelled after its ticket was there.
    assert len(listed) - len(caller.created) in {0, 1}
    assert sorted(name for name in caller.seen if name in listed) == sorted(listed)
    assert caller.interruptions
