"""The service's five calls when all is well."""

import hashlib
import re
import struct
import zlib
from pathlib import Path
from uuid import UUID, uuid4

from files_testing.service import Client, Clients, Service
from fixline.files.v1 import file_pb2
from fixline_testing.rpc import failure

MIB = 1024 * 1024


async def test_a_file_goes_in_and_comes_out(service: Service, client: Client) -> None:
    content = b"\xff\xd8\xff" + bytes(range(256)) * 4096 * 3
    chunks = [content[start : start + MIB] for start in range(0, len(content), MIB)]
    digest = hashlib.sha256(content).hexdigest()
    file = await client.upload(
        *chunks,
        file_name="../pipe.jpg",
        type=file_pb2.FILE_TYPE_PHOTO,
        telegram_file_id="AgACAgIAAx",
        telegram_kind=file_pb2.TELEGRAM_KIND_DOCUMENT,
        expected_sha256=digest,
    )
    assert file.name == f"files/{UUID(file.name.removeprefix('files/'))}"
    assert file == file_pb2.File(
        name=file.name,
        type=file_pb2.FILE_TYPE_PHOTO,
        file_name=".._pipe.jpg",
        content_type="image/jpeg",
        size_bytes=len(content),
        sha256=digest,
        telegram_file_id="AgACAgIAAx",
        telegram_kind=file_pb2.TELEGRAM_KIND_DOCUMENT,
        uploader="users/7",
        create_time=file.create_time,
    )
    assert file.create_time.ToJsonString() == "2026-01-05T09:00:00Z"

    record, *rest = await client.download(file.name)
    assert record.file == file == await client.get(file.name)
    assert all(1 <= len(answer.chunk) <= MIB for answer in rest)
    assert b"".join(answer.chunk for answer in rest) == content
    assert [path.stat().st_size for path in service.stored_paths()] == [len(content)]


async def test_a_file_of_the_largest_size_goes_through(client: Client) -> None:
    file = await client.upload(*([b"\x00" * MIB] * 20))
    assert file.size_bytes == 20 * MIB
    assert sum(len(answer.chunk) for answer in (await client.download(file.name))[1:]) == 20 * MIB


async def test_what_a_client_may_not_set_is_ignored(client_of: Clients) -> None:
    client = client_of(actor=None)
    file = await client.upload(
        b"<svg onload='alert(1)'/>",
        file_name="x.svg",
        name="files/mine",
        content_type="image/svg+xml",
        size_bytes=1,
        sha256="ab" * 32,
        uploader="users/1",
    )
    assert (file.type, file.content_type) == (file_pb2.FILE_TYPE_DOCUMENT, "application/octet-stream")
    assert (file.uploader, file.size_bytes) == ("", 24)
    assert file.name != "files/mine"


async def test_a_repeated_upload_is_answered_without_its_bytes(service: Service, client: Client) -> None:
    request_id = str(uuid4())
    file = await client.upload(b"bytes", request_id=request_id)
    # 20 MiB more than the transport buffers: the server must not wait for them, nor the client to send them.
    again = await client.upload(*([b"\x00" * MIB] * 20), request_id=request_id.upper())
    assert again == file
    assert await client.upload(request_id=request_id) == file
    assert (await service.states(), len(service.stored_paths())) == (["READY"], 1)


async def test_the_callers_have_request_ids_of_their_own(client_of: Clients) -> None:
    request_id = str(uuid4())
    mine = await client_of().upload(b"bytes", request_id=request_id)
    theirs = await client_of(token="web-token").upload(b"other", request_id=request_id, file_name="o")
    assert mine.name != theirs.name


async def test_files_are_attached_and_listed_in_pages(client: Client) -> None:
    names = [(await client.upload(b"bytes", file_name=f"{number}.jpg")).name for number in range(5)]
    attached = await client.attach(*reversed(names))
    assert [(file.name, file.ticket) for file in attached] == [
        (name, "tickets/42") for name in reversed(names)
    ]
    assert list(await client.attach(*reversed(names))) == list(attached)

    found, token = [], ""
    while True:
        page = await client.list(ticket="tickets/42", page_size=2, page_token=token)
        assert len(page.files) <= 2
        found += [file.name for file in page.files]
        token = page.next_page_token
        if not token:
            break
    assert found == names
    assert not (await client.list(ticket="tickets/43")).files


async def test_a_file_may_belong_to_a_ticket_from_the_start(client: Client) -> None:
    file = await client.upload(b"bytes", ticket="tickets/42")
    assert [listed.name for listed in (await client.list(ticket="tickets/42")).files] == [file.name]
    assert (await client.attach(file.name))[0] == file


async def test_a_file_on_no_ticket_is_for_its_uploader_and_for_services(client_of: Clients) -> None:
    file = await client_of(actor="users/7").upload(b"bytes")
    stranger = client_of(actor="users/8")
    for call in (stranger.get(file.name), stranger.download(file.name), stranger.attach(file.name)):
        assert (await failure(call)).reason == "FILE_NOT_FOUND"
    assert await client_of(actor=None).get(file.name) == file
    await client_of(actor="users/7").attach(file.name)
    assert (await stranger.get(file.name)).ticket == "tickets/42"


async def test_a_picture_that_would_be_gigabytes_is_stored_as_the_few_bytes_that_it_is(
    client: Client,
) -> None:
    """60,000 x 60,000 points, said in 70 bytes: nobody here draws it."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(head)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    stored = await client.upload(bomb)
    assert (stored.content_type, stored.size_bytes) == ("image/png", len(bomb))
    assert b"".join(answer.chunk for answer in await client.download(stored.name)) == bomb


UNPACKERS = re.compile(r"^\s*(?:import|from) (PIL|zipfile|tarfile|gzip|bz2|lzma|cv2|imageio)\b", re.MULTILINE)


def test_no_service_unpacks_or_draws_what_people_send() -> None:
    """Whoever begins to has to bound what comes of it, and to stand here."""
    services = Path(__file__).parents[3]
    found = {
        path.name: set(UNPACKERS.findall(path.read_text()))
        for path in services.glob("*/src/*_service/**/*.py")
    }
    assert {name: names for name, names in found.items() if names} == {
        "charts.py": {"PIL"},  # draws figures of the desk's own
        "workbooks.py": {"zipfile"},  # an operator's own files, and how much comes of them is looked at first
    }
