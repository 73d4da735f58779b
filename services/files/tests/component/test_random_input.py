"""Whatever arrives at whatever method: an answer or a refusal that says why, and a refusal leaves no trace."""

from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio
from google.protobuf.message_factory import GetMessageClass
from grpc import aio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from files_service.adapters.inbound.grpc.catalogue import catalogue
from files_service.adapters.inbound.grpc.methods import METHOD_SCOPES
from files_service.application.queries.page_token import PageToken
from files_testing.service import Service
from fixline.files.v1 import file_service_pb2 as pb
from fixline.files.v1.file_service_pb2_grpc import FileServiceStub
from fixline_rpc.client.channel import acting_as
from fixline_rpc.own_errors import OWN_ERRORS
from fixline_testing.formats import formats_in
from fixline_testing.messages import Vocabulary, arbitrary
from fixline_testing.probe import Probe, described, meaningful

METHODS: Final = sorted(METHOD_SCOPES)
EXAMPLES: Final = settings().max_examples // 2
KEYS: Final = [f"0b0e7a0e-4c1c-4bb5-9d55-0a3d1f6a2c{number:02x}" for number in range(20)]
CHUNK: Final = b"\xff\xd8\xff\xe0 a small picture"
USERS: Final = ["users/7", "users/8", "users/9223372036854775807"]
TOKENS: Final = ["", "", str(PageToken(1, 1)), str(PageToken(2, 2**63 - 1)), "files:1:1"]
MOST_MESSAGES: Final = 4

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    # Of the store all methods share; one method's random calls find what those of others left.
    pytest.mark.xdist_group("random input of files"),
]
usual = settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
ACTORS: Final = st.sampled_from([*USERS, *USERS[:1] * 5, None, "users/0", "users/x", "services/bot", ""])


def upload(key: str, *, ticket: str = "") -> list[pb.UploadFileRequest]:
    metadata = pb.UploadFileRequest.Metadata(request_id=key)
    metadata.file.file_name, metadata.file.ticket = "photo.jpg", ticket
    return [pb.UploadFileRequest(metadata=metadata), pb.UploadFileRequest(chunk=CHUNK)]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def channel(lasting_service: Service) -> AsyncIterator[aio.Channel]:
    async with lasting_service.served.channel("bot-token") as channel:
        yield channel


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def names(channel: aio.Channel) -> list[str]:
    """Files that are there: some attached, one by nobody."""
    stub, found = FileServiceStub(channel), []
    for key, ticket, actor in (
        (KEYS[0], "", "users/7"),
        (KEYS[1], "tickets/1", "users/7"),
        (KEYS[2], "tickets/2", "users/8"),
        (KEYS[3], "", None),
    ):
        call = stub.UploadFile(iter(upload(key, ticket=ticket)), metadata=acting_as(actor))
        found.append((await call).file.name)
    return found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def probe(lasting_service: Service, channel: aio.Channel) -> Probe:
    return Probe(
        channel,
        lasting_service.engine,
        (*catalogue(), *OWN_ERRORS),
        more=lambda: [str(path) for path in lasting_service.stored_paths()],
    )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vocabulary(names: list[str]) -> Vocabulary:
    return meaningful(
        formats_in(Path(__file__).parents[4] / "proto"),
        fillers={"{file}": [*(name.removeprefix("files/") for name in names), *KEYS[:2]]},
        numbers=["1", "2", "3", "4711", str(2**63 - 1)],
        by_field={
            "request_id": KEYS,
            "page_token": TOKENS,
            "names": [*names, f"files/{KEYS[0]}"],
            "expected_sha256": ["", "", "", sha256(CHUNK).hexdigest(), "ab" * 32],
            "uploader": USERS,
        },
        otherwise=["photo.jpg", "AgAC", "notes.txt"],
    )


@st.composite
def sent(draw: st.DrawFn, method: str, vocabulary: Vocabulary) -> list[bytes]:
    """Draw what a call sends: for an upload half of the time metadata and then chunks, or whatever."""
    kind = GetMessageClass(described(method).input_type)
    messages = arbitrary(kind, vocabulary)
    if not described(method).client_streaming:
        return [draw(messages).SerializeToString()]
    if draw(st.booleans()):
        metadata = draw(messages.filter(lambda message: message.WhichOneof("payload") == "metadata"))
        chunks = draw(st.lists(st.sampled_from([CHUNK, CHUNK, b"x", b""]), max_size=MOST_MESSAGES))
        stream = [metadata, *(kind(chunk=chunk) for chunk in chunks)]
    else:
        stream = draw(st.lists(messages, max_size=MOST_MESSAGES))
    return [message.SerializeToString() for message in stream]


@pytest.mark.parametrize("method", METHODS)
@usual
@given(data=st.data())
async def test_messages(probe: Probe, vocabulary: Vocabulary, method: str, data: st.DataObject) -> None:
    requests = data.draw(sent(method, vocabulary), label="requests")
    await probe.send(method, requests, data.draw(ACTORS, label="actor"))


@pytest.mark.parametrize("method", METHODS)
@usual
@given(data=st.data())
async def test_bytes(probe: Probe, vocabulary: Vocabulary, method: str, data: st.DataObject) -> None:
    requests = data.draw(sent(method, vocabulary)) or [b""]
    which = data.draw(st.integers(0, len(requests) - 1))
    message, noise = requests[which], data.draw(st.binary(max_size=40))
    cut = data.draw(st.integers(0, len(message)))
    requests[which] = message[:cut] + noise + message[cut + len(noise) :]
    await probe.send(method, requests, None)
