"""Whatever arrives at whatever method: an answer or a refusal that says why, and a refusal changes nothing."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import grpc
import pytest
import pytest_asyncio
from google.protobuf.descriptor import FieldDescriptor, MethodDescriptor
from google.protobuf.descriptor_pool import Default
from google.protobuf.message_factory import GetMessageClass
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from fixline_rpc.authentication import ACTOR_KEY
from fixline_rpc.errors import failure_of
from fixline_rpc.own_errors import OWN_ERRORS
from fixline_testing.formats import formats_in
from fixline_testing.messages import arbitrary
from tickets_service.adapters.inbound.grpc.catalogue import catalogue
from tickets_service.adapters.inbound.grpc.method_scopes import METHOD_SCOPES
from tickets_service.application.tokens import seal
from tickets_service.domain.user import Role, UserId

METHODS: Final = sorted(METHOD_SCOPES)
EXAMPLES: Final = settings().max_examples // 4
ANSWER_SECONDS: Final = 30.0
QUIET_SECONDS: Final = 0.05
"""A stream that has said nothing for so long has accepted the request and waits for events."""

KEYS: Final = [f"0b0e7a0e-4c1c-4bb5-9d55-0a3d1f6a2c{number:02x}" for number in range(40)]
NUMBERS: Final = ["1", "2", "3", "4", "5", "6", "4711", str(2**63 - 1)]
FORMATS: Final = formats_in(Path(__file__).parents[4] / "proto")
FILLED: Final = {
    "{file}": KEYS[:2],
    "{code}": ["HQ", "hq", "R-1", "NOWHERE", "H_Q"],
    "{priority}": ["low", "medium", "high", "urgent"],
    "{calendar}": ["default", "office", "night"],
    "YYYY-MM-DD": ["2026-12-31", "2026-02-30"],
    "HH:MM": ["00:00", "09:30", "24:00"],
}
"""What stands for a part of a format; a number for every other one."""
USERS: Final = [f"users/{number}" for number in NUMBERS]
TOKENS: Final = [
    *[""] * 9,
    seal("page", "0" * 16, 7),
    seal("page", 2**70, "x"),
    seal("watch", 0, 0),
    seal("watch", 2**62, 2**62),
    seal("watch", "x", 2**80),
]
BY_FIELD: Final = {
    "request_id": KEYS,
    "etag": ["W/1", *TOKENS],
    "page_token": TOKENS,
    "resume_token": TOKENS,
    "code": ["HQ", "hq", "R-1"],
}
ANYTHING: Final = ["Lamp", "de", "Europe/Berlin", "HQ", "tickets/01", "night", "reason"]
ACTORS: Final = st.sampled_from(
    [*USERS[:5], None, *USERS, "users/0", "users/9999999999999999999", "users/x", "services/bot", ""]
)

TABLES: Final = text("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
REFUSALS: Final = {
    grpc.StatusCode.INVALID_ARGUMENT,
    grpc.StatusCode.NOT_FOUND,
    grpc.StatusCode.PERMISSION_DENIED,
    grpc.StatusCode.FAILED_PRECONDITION,
    grpc.StatusCode.ABORTED,
    grpc.StatusCode.ALREADY_EXISTS,
}
REASONS: Final = {entry.reason: entry.code for entry in (*catalogue(), *OWN_ERRORS)}
LEAK: Final = re.compile(
    r"Traceback|Error\b|Exception|\.py\b|object at 0x|<class|sqlalchemy|asyncpg|INSERT INTO|[\x00-\x1f]"
)

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    # Of the tables all methods share; one method's random calls find what those of others left.
    pytest.mark.xdist_group("random input"),
]
usual = settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
fewer = settings(usual, max_examples=EXAMPLES // 2)


def described(method: str) -> MethodDescriptor:
    service, _, name = method.partition("/")
    return Default().FindServiceByName(service).methods_by_name[name]


def vocabulary(field: FieldDescriptor) -> Sequence[str]:
    told = FORMATS.get((field.containing_type.name, field.name))
    if told is None:
        return BY_FIELD.get(field.name, ANYTHING)
    found = [told]
    for part in re.findall(r"\{\w+\}|YYYY-MM-DD|HH:MM", told):
        found = [each.replace(part, filler, 1) for each in found for filler in FILLED.get(part, NUMBERS)]
    return found


@dataclass
class Probe:
    """Sends bytes, and knows what all tables hold."""

    client: Any
    digests: str = ""
    held: str | None = None

    async def holds(self) -> str:
        async with self.client.desk.engine.connect() as connection:
            if not self.digests:
                tables = await connection.execute(TABLES)
                parts = [f"(SELECT sum(hashtextextended(t::text, 0)) FROM {name} t)" for (name,) in tables]  # noqa: S608
                self.digests = f"SELECT concat_ws(' ', {', '.join(parts)})"
            return str((await connection.execute(text(self.digests))).scalar())

    async def send(self, method: str, request: bytes, actor: str | None) -> None:
        """Assert that it is answered, or refused with a reason; what is refused or only reads changes nothing."""
        if self.held is None:
            self.held = await self.holds()
        try:
            await self._call(method, request, () if actor is None else ((ACTOR_KEY, actor),))
        except grpc.aio.AioRpcError as error:
            failure = failure_of(error)
            assert failure.code in REFUSALS, failure
            assert REASONS[failure.reason] is failure.code, failure
            told = [failure.message, *failure.metadata.values()]
            told += [said for each in failure.violations for said in (each.field, each.description)]
            assert not [said for said in told if LEAK.search(said)], failure
            if failure.reason == "REQUEST_UNDECODABLE":  # nobody has seen it
                return
        else:
            if "request_id" in described(method).input_type.fields_by_name:
                self.held = None
                return
        assert await self.holds() == self.held, "it changed something"

    async def _call(self, method: str, request: bytes, metadata: Any) -> None:
        if not described(method).server_streaming:
            await self.client.channel.unary_unary(f"/{method}")(
                request, metadata=metadata, timeout=ANSWER_SECONDS
            )
            return
        call = self.client.channel.unary_stream(f"/{method}")(
            request, metadata=metadata, timeout=ANSWER_SECONDS
        )
        try:
            async with asyncio.timeout(QUIET_SECONDS):
                while await call.read() is not grpc.aio.EOF:
                    pass
        except TimeoutError:
            call.cancel()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def probe(lasting_client: Any) -> Probe:
    """A desk with a person of every role, one who is shut out, and tickets in several states."""
    client = lasting_client
    people = [await client.person(number, role.value) for number, role in enumerate(Role, 50)]
    for who, role in zip(people, Role, strict=True):
        await client.desk.appoint(UserId(int(who.removeprefix("users/"))), role)
    reporter, agent = (people[list(Role).index(role)] for role in (Role.USER, Role.AGENT))
    for verbs in ("", "Take", "Take Resolve", "Take Resolve Confirm", "Cancel", "Take Release"):
        ticket = await client.create(reporter)
        await client.comment(ticket, reporter)
        for verb in verbs.split():
            by = reporter if verb in {"Confirm", "Cancel"} else agent
            await client.do(verb, ticket, by)
    await client.desk.deactivate(UserId(int((await client.person(60)).removeprefix("users/"))))
    return Probe(client)


async def test_every_method_that_is_served_is_tried(probe: Probe) -> None:
    assert set(METHODS) == set(probe.client.served.server._registrations.methods)
    assert not any(described(method).client_streaming for method in METHODS)


@pytest.mark.parametrize("method", METHODS)
@usual
@given(data=st.data())
async def test_messages(probe: Probe, method: str, data: st.DataObject) -> None:
    kind = GetMessageClass(described(method).input_type)
    request = data.draw(arbitrary(kind, vocabulary), label="request")
    await probe.send(method, request.SerializeToString(), data.draw(ACTORS, label="actor"))


@pytest.mark.parametrize("method", METHODS)
@fewer
@given(data=st.data())
async def test_bytes(probe: Probe, method: str, data: st.DataObject) -> None:
    kind = GetMessageClass(described(method).input_type)
    noise = data.draw(st.binary(max_size=40))
    message = data.draw(arbitrary(kind, vocabulary)).SerializeToString()
    cut = data.draw(st.integers(0, len(message)))
    await probe.send(method, message[:cut] + noise + message[cut + len(noise) :], None)
