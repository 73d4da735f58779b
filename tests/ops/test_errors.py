"""Crash reports as Bugsink has them: one bug is one event, in an issue of its own, that leads to its trace."""

import json
import os
import re
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import grpc
import pytest
import pytest_asyncio

from fixline.tickets.v1 import report_service_pb2 as reports_pb
from fixline.tickets.v1 import ticket_service_pb2 as tickets_pb
from fixline.tickets.v1.report_service_pb2_grpc import ReportServiceStub
from fixline.tickets.v1.ticket_service_pb2_grpc import TicketServiceStub
from fixline_local.desk.addresses import Addresses
from fixline_local.desk.desk import Desk
from fixline_local.desk.programs import PASSED_ON, SERVICES, Programs
from fixline_local.desk.reset import HELD
from fixline_local.errors.server import ErrorServer
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN
from fixline_local.traces.client import TraceClient
from fixline_rpc.client.channel import create_channel

from .conftest import START_SECONDS
from .monitors import eventually

pytestmark = [
    pytest.mark.ops,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("desk-with-errors"),
]
HERE = Path(__file__).parent
WEBHOOK_SECRET = "canary-of-the-webhook-0123456789"
PATIENCE_SECONDS = 60.0
CODE = re.compile(r"\b[0-9a-f]{8}\b")


@dataclass(frozen=True, slots=True)
class CrashReports:
    server: ErrorServer
    session: aiohttp.ClientSession

    async def issues(self) -> list[str]:
        """Return the ids of the issues."""
        return [each["id"] for each in (await self._get("issues/?project=1"))["results"]]

    async def events(self, issue: str) -> list[dict[str, Any]]:
        found = await self._get(f"events/?issue={issue}")
        return [(await self._get(f"events/{each['id']}/"))["data"] for each in found["results"]]

    async def all_events(self) -> list[dict[str, Any]]:
        return [event for issue in await self.issues() for event in await self.events(issue)]

    async def saying(self, text: str) -> list[dict[str, Any]]:
        return [event for event in await self.all_events() if text_of(event) == text]

    async def _get(self, path: str) -> Any:
        headers = {"authorization": f"Bearer {self.server.api_token}"}
        async with self.session.get(f"{self.server.url}/api/canonical/0/{path}", headers=headers) as response:
            response.raise_for_status()
            return await response.json()


@pytest.fixture(scope="module")
def bugs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that says where the next bug is."""
    return tmp_path_factory.mktemp("bugs")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def faulty_desk(tmp_path_factory: pytest.TempPathFactory, bugs: Path) -> AsyncIterator[Desk]:
    addresses = Addresses.free()
    environment = {key: os.environ[key] for key in PASSED_ON if key in os.environ}
    webhook = {
        "BOT_WEBHOOK_URL": f"http://127.0.0.1:{addresses.webhook}/telegram/webhook",
        "BOT_WEBHOOK_SECRET": WEBHOOK_SECRET,
    }
    programs = Programs(
        folder=tmp_path_factory.mktemp("faulty-desk"),
        addresses=addresses,
        environment=environment | webhook | {"ERRORS": "1"},
        durable=False,
        installed={
            name: [sys.executable, str(HERE / "faulty_service.py"), str(bugs), name] for name in SERVICES
        },
    )
    async with Desk(programs, start_seconds=START_SECONDS) as desk:
        yield desk


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def reports(faulty_desk: Desk) -> AsyncIterator[CrashReports]:
    assert faulty_desk.programs.errors is not None
    async with aiohttp.ClientSession() as session:
        yield CrashReports(faulty_desk.programs.errors, session)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def channel(faulty_desk: Desk) -> AsyncIterator[grpc.aio.Channel]:
    programs = faulty_desk.programs
    async with create_channel(programs.tickets_target(), token=programs.api_token()) as channel:
        yield channel


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def people(faulty_desk: Desk) -> AsyncIterator[TelegramPeople]:
    async with TelegramPeople(f"http://127.0.0.1:{faulty_desk.programs.addresses.chat}") as people:
        yield people


async def the_event(reports: CrashReports, text: str, service: str) -> dict[str, Any]:
    """Wait for the event of a bug; it says of which release, environment, incident and trace it is."""
    found = await eventually(lambda: reports.saying(text))
    assert len(found) == 1, text
    (event,) = found
    assert event["release"].startswith(f"fixline-{service}@")
    assert event["environment"] == "local"
    assert event["fingerprint"][0] == event["exception"]["values"][-1]["type"]
    assert CODE.fullmatch(event["tags"]["incident"])
    return event


def trace_of(event: dict[str, Any]) -> str:
    trace_id = str(event["contexts"]["trace"]["trace_id"])
    assert trace_id.startswith(event["tags"]["incident"])
    return trace_id


@pytest.mark.parametrize(("place", "service"), [("start", "files"), ("worker", "tickets")])
async def test_a_bug_at_start_and_one_in_a_worker_are_an_event_each(
    reports: CrashReports, faulty_desk: Desk, bugs: Path, place: str, service: str
) -> None:
    await faulty_desk.stop_program(service)
    (bugs / place).touch()
    await faulty_desk.start_program(service)
    await the_event(reports, f"a bug in {place}", service)
    await faulty_desk.ready(service)


@pytest.mark.usefixtures("reports")
async def test_make_reset_removes_all_that_is_kept(faulty_desk: Desk) -> None:
    assert {path.name for path in faulty_desk.programs.folder.iterdir()} <= HELD.keys()


async def test_bugs_of_one_type_and_text_are_issues_by_their_places(
    reports: CrashReports, channel: grpc.aio.Channel, bugs: Path, faulty_desk: Desk
) -> None:
    tickets = TicketServiceStub(channel)
    for place in ("first", "second"):
        (bugs / place).touch()
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await tickets.GetTicket(tickets_pb.GetTicketRequest(name="tickets/1"), timeout=10)
        assert (refused.value.code(), refused.value.details()) == (grpc.StatusCode.INTERNAL, "internal error")
    events = [await the_event(reports, f"ticket {number}", "tickets") for number in (1, 2)]
    assert [event["fingerprint"][1].rpartition(".")[2] for event in events] == ["first_bug", "second_bug"]
    texts = [{text_of(event) for event in await reports.events(issue)} for issue in await reports.issues()]
    assert [found for found in texts if found & {"ticket 1", "ticket 2"}] in (
        [{"ticket 1"}, {"ticket 2"}],
        [{"ticket 2"}, {"ticket 1"}],
    )
    traces = TraceClient(f"http://127.0.0.1:{faulty_desk.programs.addresses.traces}")
    for event in events:
        await traces.wait_for(trace_of(event), lambda trace: trace.failed, PATIENCE_SECONDS)


async def test_a_bug_in_a_stream_is_one_event(
    reports: CrashReports, channel: grpc.aio.Channel, bugs: Path
) -> None:
    (bugs / "stream").touch()
    stream = ReportServiceStub(channel).ExportTickets(reports_pb.ExportTicketsRequest(), timeout=10)
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await anext(aiter(stream))
    assert refused.value.code() == grpc.StatusCode.INTERNAL
    trace_of(await the_event(reports, "a bug in stream", "tickets"))


@pytest.mark.parametrize(
    ("place", "command", "service"), [("dialog", "/id", "bot"), ("every-time", "/my", "tickets")]
)
async def test_a_bug_behind_an_update_is_one_event_with_the_code_that_the_person_sees(
    reports: CrashReports, people: TelegramPeople, bugs: Path, place: str, command: str, service: str
) -> None:
    """Once where it broke, however often it is tried, and nothing of the caller's who met its consequence."""
    rita = await people.create_person("Rita", last_name=place)
    await rita.wait_for(lambda _: True, PATIENCE_SECONDS, after=await rita.start())
    (bugs / place).touch()
    sent = await rita.send_text(command)
    told = await rita.wait_for(
        lambda message: CODE.search(message.text) is not None, PATIENCE_SECONDS, after=sent
    )
    (bugs / place).unlink()
    event = await the_event(reports, f"a bug in {place}", service)
    trace_id = trace_of(event)
    assert event["tags"]["incident"] in told.text
    of_the_trace = [each for each in await reports.all_events() if trace_of_any(each) == trace_id]
    assert of_the_trace == [event]


async def test_a_bug_in_a_route_is_one_event_and_telegram_hands_the_update_over_again(
    reports: CrashReports, people: TelegramPeople, bugs: Path
) -> None:
    rita = await people.create_person("Rita", last_name="route")
    (bugs / "route").touch()
    await rita.wait_for(lambda _: True, PATIENCE_SECONDS, after=await rita.start())
    trace_of(await the_event(reports, "a bug in route", "bot"))


async def test_what_is_expected_is_no_event_and_nothing_secret_is_in_any(
    reports: CrashReports, channel: grpc.aio.Channel, people: TelegramPeople, faulty_desk: Desk
) -> None:
    before = await reports.all_events()
    tickets = TicketServiceStub(channel)
    for name, code in {
        "tickets/999999": grpc.StatusCode.NOT_FOUND,
        "no name": grpc.StatusCode.INVALID_ARGUMENT,
    }.items():
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await tickets.GetTicket(tickets_pb.GetTicketRequest(name=name), timeout=10)
        assert refused.value.code() == code
    rita = await people.create_person("Rita", last_name="expected")
    await rita.wait_for(lambda _: True, PATIENCE_SECONDS, after=await rita.start())
    await rita.wait_for(lambda _: True, PATIENCE_SECONDS, after=await rita.send_text("/nonsense"))
    events = await reports.all_events()
    assert len(events) == len(before) > 0
    programs = faulty_desk.programs
    secrets = [path.read_text().strip() for path in (programs.folder / "secrets").iterdir()]
    said = json.dumps(events)
    for secret in (BOT_TOKEN, BOT_TOKEN.partition(":")[2], WEBHOOK_SECRET, *secrets):
        assert secret not in said


def text_of(event: dict[str, Any]) -> str:
    return str(event["exception"]["values"][-1]["value"])


def trace_of_any(event: dict[str, Any]) -> str:
    return str(event.get("contexts", {}).get("trace", {}).get("trace_id", ""))
