"""Every refusal: its status, its reason, its facts, its fields."""

from collections.abc import AsyncIterator, Awaitable
from typing import Required, TypedDict
from uuid import uuid4

import grpc
import pytest
from google.protobuf.message import Message
from grpc import StatusCode
from prometheus_client import REGISTRY

from files_testing.service import About, Client, Clients, Service, metadata
from fixline.files.v1 import file_pb2
from fixline.files.v1 import file_service_pb2 as pb
from fixline_testing.rpc import failure

MIB = 1024 * 1024


class ListRequest(TypedDict, total=False):
    ticket: Required[str]
    page_size: int
    page_token: str


class AttachRequest(TypedDict, total=False):
    ticket: str
    request_id: str


GOOD_NAME = "files/0b7b2b66-54a8-4ab6-a7a2-5d8f0d5c1f3e"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"file_name": ""}, "metadata.file.file_name"),
        ({"file_name": " \n"}, "metadata.file.file_name"),
        ({"file_name": "x" * 300}, "metadata.file.file_name"),
        ({"ticket": "42"}, "metadata.file.ticket"),
        ({"ticket": "tickets/0"}, "metadata.file.ticket"),
        ({"ticket": "tickets/9223372036854775808"}, "metadata.file.ticket"),
        ({"ticket": "tickets/٤٢"}, "metadata.file.ticket"),
        ({"type": 99}, "metadata.file.type"),
        ({"telegram_kind": 99}, "metadata.file.telegram_kind"),
        ({"telegram_file_id": "a b"}, "metadata.file.telegram_file_id"),
        ({"telegram_file_id": "x" * 256}, "metadata.file.telegram_file_id"),
        ({"request_id": ""}, "metadata.request_id"),
        ({"request_id": "{12345678-1234-5678-1234-567812345678}"}, "metadata.request_id"),
        ({"expected_sha256": "AB" * 32}, "metadata.expected_sha256"),
        ({"expected_sha256": "ab"}, "metadata.expected_sha256"),
        ({"expected_size_bytes": -1}, "metadata.expected_size_bytes"),
        ({"expected_size_bytes": 20 * MIB + 1}, "metadata.expected_size_bytes"),
    ],
)
async def test_bad_metadata_is_named_by_its_field(
    service: Service, client: Client, changes: About, field: str
) -> None:
    refused = await failure(client.upload(b"bytes", **changes))
    assert (refused.code, refused.reason) == (StatusCode.INVALID_ARGUMENT, "INVALID_ARGUMENT")
    assert [fault.field for fault in refused.violations] == [field]
    assert (await service.states(), service.stored_paths()) == ([], [])


async def test_all_faults_come_at_once(client: Client) -> None:
    unknown = file_pb2.FileType.ValueType(99)
    refused = await failure(
        client.upload(b"", file_name="", request_id="x", expected_sha256="y", type=unknown)
    )
    assert {fault.field for fault in refused.violations} == {
        "metadata.file.file_name",
        "metadata.file.type",
        "metadata.request_id",
        "metadata.expected_sha256",
    }


async def test_messages_in_another_order_are_refused(service: Service, client: Client) -> None:
    chunk, nothing = pb.UploadFileRequest(chunk=b"bytes"), pb.UploadFileRequest()
    for requests in (
        (),
        (nothing,),
        (chunk,),
        (chunk, metadata()),
        (metadata(), metadata()),
        (metadata(), chunk, metadata()),
        (metadata(), nothing),
    ):
        refused = await failure(client.send(*requests))
        assert (refused.code, refused.reason) == (StatusCode.INVALID_ARGUMENT, "UPLOAD_OUT_OF_ORDER")
    assert (await service.states(), service.stored_paths()) == ([], [])


@pytest.mark.parametrize("chunk", [b"", b"x" * (MIB + 1)], ids=["empty", "too large"])
async def test_a_chunk_has_its_size(service: Service, client: Client, chunk: bytes) -> None:
    refused = await failure(client.upload(b"first", chunk))
    assert (refused.code, refused.reason) == (StatusCode.INVALID_ARGUMENT, "INVALID_ARGUMENT")
    assert [fault.field for fault in refused.violations] == ["chunk"]
    assert (await service.states(), service.stored_paths()) == ([], [])


async def test_a_file_that_is_too_large_is_refused_and_counted(service: Service, client: Client) -> None:
    before = REGISTRY.get_sample_value("files_rejected_total", {"reason": "FILE_TOO_LARGE"}) or 0
    refused = await failure(client.upload(*([b"\x00" * MIB] * 20), b"!", b"!"))
    assert (refused.code, refused.reason) == (StatusCode.INVALID_ARGUMENT, "FILE_TOO_LARGE")
    assert refused.metadata == {"limit_bytes": "20971520"}
    assert REGISTRY.get_sample_value("files_rejected_total", {"reason": "FILE_TOO_LARGE"}) == before + 1
    assert (await service.states(), service.stored_paths()) == ([], [])


async def test_a_refusal_reaches_a_client_that_has_much_more_to_send(client: Client) -> None:
    rest = [b"\x00" * MIB] * 20
    for call, reason in (
        (client.upload(*rest, file_name=""), "INVALID_ARGUMENT"),
        (client.upload(b"", *rest), "INVALID_ARGUMENT"),
        (client.upload(*rest, *rest[:15]), "FILE_TOO_LARGE"),
    ):
        assert (await failure(call)).reason == reason


async def test_a_refusal_reaches_a_client_that_waits_for_it(client: Client) -> None:
    call = client.start_upload()
    await call.write(metadata(request_id=""))
    assert (await failure(call)).reason == "INVALID_ARGUMENT"


async def test_a_stream_without_an_end_is_cut_off(service: Service, client: Client) -> None:
    async def endless() -> AsyncIterator[pb.UploadFileRequest]:
        yield metadata()
        while True:
            yield pb.UploadFileRequest(chunk=b"x" * MIB)

    assert (await failure(client.stub.UploadFile(endless(), timeout=30))).code in {
        StatusCode.INVALID_ARGUMENT,
        StatusCode.INTERNAL,  # what grpc.aio makes of an answer that comes while it sends
    }
    assert (await service.states(), service.stored_paths()) == ([], [])


async def test_an_empty_file_is_refused(service: Service, client: Client) -> None:
    refused = await failure(client.upload())
    assert (refused.code, refused.reason) == (StatusCode.INVALID_ARGUMENT, "FILE_EMPTY")
    assert (await service.states(), service.stored_paths()) == ([], [])


@pytest.mark.parametrize("size", [1, 4, 6, 20 * MIB])
async def test_bytes_of_another_size_than_announced_are_refused_and_forgotten(
    service: Service, client: Client, size: int
) -> None:
    request_id = str(uuid4())
    refused = await failure(client.upload(b"by", b"tes", request_id=request_id, expected_size_bytes=size))
    assert (refused.code, refused.reason) == (StatusCode.INVALID_ARGUMENT, "SIZE_MISMATCH")
    assert refused.metadata == {"expected": str(size), "actual": "5"}
    assert (await service.states(), service.stored_paths()) == ([], [])
    file = await client.upload(b"bytes", request_id=request_id, expected_size_bytes=5)
    # Whoever did not know the size when the answer was lost gets the same file.
    assert await client.upload(b"bytes", request_id=request_id) == file


async def test_a_lying_checksum_is_refused(service: Service, client: Client) -> None:
    refused = await failure(client.upload(b"bytes", expected_sha256="0" * 64))
    assert (refused.code, refused.reason) == (StatusCode.INVALID_ARGUMENT, "CHECKSUM_MISMATCH")
    assert refused.metadata["expected"] == "0" * 64
    assert (await service.states(), service.stored_paths()) == ([], [])


async def test_a_request_id_is_for_one_request(client: Client) -> None:
    request_id = str(uuid4())
    file = await client.upload(b"bytes", request_id=request_id)
    for call in (
        client.upload(b"bytes", request_id=request_id, file_name="other.jpg"),
        client.attach(file.name, request_id=request_id),
    ):
        refused = await failure(call)
        assert (refused.code, refused.reason) == (StatusCode.INVALID_ARGUMENT, "IDEMPOTENCY_KEY_REUSED")
        assert refused.metadata == {"request_id": request_id}


@pytest.mark.parametrize(
    "name", ["", "files/", "files/1", "files/../../etc/passwd", "tickets/1", GOOD_NAME[6:], f"{GOOD_NAME}/x"]
)
async def test_a_name_has_its_form(client: Client, name: str) -> None:
    for call in (client.get(name), client.download(name)):
        refused = await failure(call)
        assert (refused.code, refused.reason) == (StatusCode.INVALID_ARGUMENT, "INVALID_ARGUMENT")
        assert [fault.field for fault in refused.violations] == ["name"]


async def test_an_unknown_file_is_not_found(client: Client) -> None:
    for call in (client.get(GOOD_NAME), client.download(GOOD_NAME), client.attach(GOOD_NAME)):
        refused = await failure(call)
        assert (refused.code, refused.reason) == (StatusCode.NOT_FOUND, "FILE_NOT_FOUND")
        assert refused.metadata == {"file": GOOD_NAME}


@pytest.mark.parametrize(
    ("request_", "reason", "field"),
    [
        ({"ticket": ""}, "INVALID_ARGUMENT", "ticket"),
        ({"ticket": "tickets/x"}, "INVALID_ARGUMENT", "ticket"),
        ({"ticket": "tickets/42", "page_size": -1}, "INVALID_ARGUMENT", "page_size"),
        ({"ticket": "tickets/42", "page_token": "nonsense"}, "PAGE_TOKEN_INVALID", "page_token"),
    ],
)
async def test_a_list_is_asked_for_properly(
    client: Client, request_: ListRequest, reason: str, field: str
) -> None:
    refused = await failure(client.list(**request_))
    assert (refused.code, refused.reason) == (StatusCode.INVALID_ARGUMENT, reason)
    assert [fault.field for fault in refused.violations] == [field]


async def test_a_token_of_another_tickets_list_is_refused(client: Client) -> None:
    for _ in range(2):
        await client.upload(b"bytes", ticket="tickets/42")
    token = (await client.list(ticket="tickets/42", page_size=1)).next_page_token
    assert (await failure(client.list(ticket="tickets/43", page_token=token))).reason == "PAGE_TOKEN_INVALID"


@pytest.mark.parametrize(
    ("names", "about", "field"),
    [
        ([], {}, "names"),
        ([f"{GOOD_NAME[:-2]}{number:02}" for number in range(11)], {}, "names"),
        ([GOOD_NAME, "files/x"], {}, "names[1]"),
        ([GOOD_NAME, GOOD_NAME.upper().replace("FILES", "files")], {}, "names[1]"),
        ([GOOD_NAME], {"ticket": ""}, "ticket"),
        ([GOOD_NAME], {"request_id": ""}, "request_id"),
    ],
)
async def test_an_attachment_is_asked_for_properly(
    client: Client, names: list[str], about: AttachRequest, field: str
) -> None:
    refused = await failure(client.attach(*names, **about))
    assert (refused.code, refused.reason) == (StatusCode.INVALID_ARGUMENT, "INVALID_ARGUMENT")
    assert [fault.field for fault in refused.violations] == [field]


async def test_files_of_another_ticket_are_not_taken_from_it(client: Client) -> None:
    mine, elsewhere = await client.upload(b"a"), await client.upload(b"b", ticket="tickets/43")
    refused = await failure(client.attach(mine.name, elsewhere.name))
    assert (refused.code, refused.reason) == (StatusCode.FAILED_PRECONDITION, "FILE_ATTACHED_ELSEWHERE")
    assert refused.metadata == {"file": elsewhere.name}
    assert not (await client.get(mine.name)).ticket


async def test_callers_do_what_their_tokens_allow(client_of: Clients) -> None:
    file = await client_of().upload(b"bytes")
    reader, stranger = client_of(token="reader-token"), client_of(token="no-token")
    assert await reader.get(file.name) == file
    forbidden: list[Awaitable[object]] = [reader.upload(b"bytes"), reader.attach(file.name)]
    for call in forbidden:
        assert (await failure(call)).code is StatusCode.PERMISSION_DENIED
    unknown: list[Awaitable[object]] = [
        stranger.upload(b"bytes"),
        stranger.get(file.name),
        stranger.download(file.name),
        stranger.list(ticket="tickets/42"),
        stranger.attach(file.name),
    ]
    for call in unknown:
        assert (await failure(call)).code is StatusCode.UNAUTHENTICATED


async def test_bytes_that_are_no_message_are_refused(service: Service) -> None:
    channel = service.served.channel("bot-token")
    method: grpc.aio.UnaryUnaryMultiCallable[bytes, bytes] = channel.unary_unary(
        "/fixline.files.v1.FileService/GetFile", request_serializer=identity
    )
    assert (await failure(method(b"\xff\xff\xff", timeout=30))).code is StatusCode.INVALID_ARGUMENT
    await channel.close()


def identity(message: bytes | Message) -> bytes:
    assert isinstance(message, bytes)
    return message
