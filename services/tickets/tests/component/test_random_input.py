"""Whatever arrives at whatever method: an answer or a refusal that says why, and a refusal changes nothing."""

from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio
from google.protobuf.message_factory import GetMessageClass
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fixline_rpc.own_errors import OWN_ERRORS
from fixline_testing.formats import formats_in
from fixline_testing.messages import arbitrary
from fixline_testing.probe import Probe, described, meaningful
from tickets_service.adapters.inbound.grpc.catalogue import catalogue
from tickets_service.adapters.inbound.grpc.methods import METHOD_SCOPES
from tickets_service.application.tokens import seal
from tickets_service.domain.people.user import Role, UserId
from tickets_testing.client import Client

METHODS: Final = sorted(METHOD_SCOPES)
EXAMPLES: Final = settings().max_examples // 4
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

VOCABULARY: Final = meaningful(
    FORMATS, fillers=FILLED, numbers=NUMBERS, by_field=BY_FIELD, otherwise=ANYTHING
)

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    # Of the tables all methods share; one method's random calls find what those of others left.
    pytest.mark.xdist_group("random input"),
]
usual = settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
fewer = settings(usual, max_examples=EXAMPLES // 2)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def probe(lasting_client: Client) -> Probe:
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
    return Probe(client.channel, client.desk.engine, (*catalogue(), *OWN_ERRORS))


async def test_every_method_is_tried_as_it_is() -> None:
    assert not any(described(method).client_streaming for method in METHODS)


@pytest.mark.parametrize("method", METHODS)
@usual
@given(data=st.data())
async def test_messages(probe: Probe, method: str, data: st.DataObject) -> None:
    kind = GetMessageClass(described(method).input_type)
    request = data.draw(arbitrary(kind, VOCABULARY), label="request")
    await probe.send(method, [request.SerializeToString()], data.draw(ACTORS, label="actor"))


@pytest.mark.parametrize("method", METHODS)
@fewer
@given(data=st.data())
async def test_bytes(probe: Probe, method: str, data: st.DataObject) -> None:
    kind = GetMessageClass(described(method).input_type)
    noise = data.draw(st.binary(max_size=40))
    message = data.draw(arbitrary(kind, VOCABULARY)).SerializeToString()
    cut = data.draw(st.integers(0, len(message)))
    await probe.send(method, [message[:cut] + noise + message[cut + len(noise) :]], None)
