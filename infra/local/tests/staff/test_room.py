"""The staff room beside a real simulator, where the desk does not do its part; tests/e2e has it with a real desk."""

from collections.abc import AsyncIterator

import aiohttp
import grpc
import pytest

from fixline.tickets.v1 import user_service_pb2 as pb
from fixline.tickets.v1.user_service_pb2_grpc import (
    UserServiceServicer,
    add_UserServiceServicer_to_server,
)
from fixline_local.ports import free_ports
from fixline_local.staff.room import StaffRoom
from fixline_local.telegram.client import ActionRefusedError, TelegramPeople
from fixline_local.telegram.people import RITA
from fixline_local.telegram.simulator import TelegramSimulator

TOKEN = "staff-token-of-a-test"
ROLE = f"/api/desk/people/{RITA}/role"


class EmptyDesk(UserServiceServicer):
    """A tickets service whose bot has ended: nobody becomes known to it."""

    async def ListUsers(self, _request: pb.ListUsersRequest, _context: object) -> pb.ListUsersResponse:  # noqa: N802
        return pb.ListUsersResponse()


@pytest.fixture
async def port() -> int:
    return free_ports(1)[0]


@pytest.fixture
async def people(port: int) -> AsyncIterator[TelegramPeople]:
    """Return the people of a simulator that was told of a desk at `port`."""
    async with (
        TelegramSimulator(desk=f"http://127.0.0.1:{port}") as simulator,
        TelegramPeople(simulator.url) as people,
    ):
        yield people


def room(port: int, people: TelegramPeople, tickets: str) -> StaffRoom:
    return StaffRoom(
        port=port, tickets_target=tickets, token=TOKEN, simulator_url=people.base_url, arrival_seconds=0.3
    )


async def test_without_a_desk_the_page_is_told_so(people: TelegramPeople) -> None:
    with pytest.raises(ActionRefusedError, match="503: The desk does not answer"):
        await people.request("PUT", ROLE, json={"role": "agent"})
    async with TelegramSimulator() as alone, TelegramPeople(alone.url) as strangers:
        with pytest.raises(ActionRefusedError, match="503: There is no desk beside this simulator"):
            await strangers.request("PUT", ROLE, json={"role": "agent"})


async def test_a_tickets_service_that_is_not_there(port: int, people: TelegramPeople) -> None:
    async with room(port, people, f"127.0.0.1:{free_ports(1)[0]}"):
        with pytest.raises(ActionRefusedError, match="503: The tickets service is not there"):
            await people.request("GET", f"/api/desk/people/{RITA}")


async def test_a_bot_that_is_not_there(port: int, people: TelegramPeople) -> None:
    server = grpc.aio.server()
    desk = EmptyDesk()  # type: ignore[abstract]  # its other methods stay UNIMPLEMENTED, as generated
    add_UserServiceServicer_to_server(desk, server)
    tickets = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    async with room(port, people, f"127.0.0.1:{tickets}"):
        assert await people.request("GET", f"/api/desk/people/{RITA}") == {"role": None}
        with pytest.raises(ActionRefusedError, match="504: The desk did not answer to Start in time"):
            await people.request("PUT", ROLE, json={"role": "agent"})
        assert [message.text for message in await people.person(RITA).messages()] == ["/start"]
        with pytest.raises(ActionRefusedError, match="404: The simulator refused: 404: no person 5"):
            await people.request("PUT", "/api/desk/people/5/role", json={"role": "agent"})
    await server.stop(None)


@pytest.mark.parametrize("body", ["{}", '{"role": "king"}', "[]", "no JSON"])
async def test_a_request_without_a_role(port: int, people: TelegramPeople, body: str) -> None:
    async with room(port, people, "127.0.0.1:9"):
        with pytest.raises(
            ActionRefusedError, match=r"400: (a role is one of reporter, agent|the body is not)"
        ):
            await people.request("PUT", ROLE, data=body)


async def test_another_sites_page_gives_no_roles(port: int, people: TelegramPeople) -> None:
    async with room(port, people, "127.0.0.1:9"), aiohttp.ClientSession() as browser:
        for base in (f"http://127.0.0.1:{port}", f"{people.base_url}/api/desk"):
            answer = await browser.put(
                f"{base}/people/{RITA}/role",
                json={"role": "admin"},
                headers={"Origin": "http://evil.example"},
            )
            assert answer.status == 403
