"""Files of an older system over the wire: how they look, who may, and every field refused with its path."""

from datetime import UTC

import pytest
from google.protobuf.message import Message

from fixline.tickets.v1 import old_file_pb2
from fixline.tickets.v1 import old_file_service_pb2 as pb
from fixline_rpc.client.channel import acting_as
from fixline_testing.beyond_types import loosely
from tickets_service.domain.origins.old_file import OldFile, OldFileKind
from tickets_service.domain.people.user import Role, UserId
from tickets_service.domain.tickets.ticket import TicketId
from tickets_testing.client import Client

MOVED = "files/00000000-0000-4000-8000-000000000001"
KEY = "00000000-0000-4000-8000-000000000002"
Outcome = pb.SettleOldFileRequest


def settle(**fields: object) -> pb.SettleOldFileRequest:
    return loosely(pb.SettleOldFileRequest, **{"request_id": KEY, **fields})


async def sent(client: Client, ticket: str, by: str = "", kind: OldFileKind | None = None) -> str:
    now = client.desk.clock.now()
    file = OldFile(
        ticket_id=TicketId(int(ticket.removeprefix("tickets/"))),
        author_id=UserId(int(by.removeprefix("users/"))) if by else None,
        kind=kind,
        telegram_file_id="AgAC-1",
        file_name="lamp.jpg" if by else "",
        size_bytes=1234 if by else None,
        created_at=now,
        due_at=now,
    )
    async with client.desk.ports.unit_of_work() as uow:
        await uow.old_files.add(file)
        await uow.commit()
    return f"oldFiles/{file.id}"


async def test_one_is_shown_with_all_that_is_known(client: Client) -> None:
    ann = await client.person()
    ticket = (await client.create(ann)).name
    known, bare = await sent(client, ticket, ann, OldFileKind.PHOTO), await sent(client, ticket)
    found = await client.call("ListOldFiles", pb.ListOldFilesRequest(ticket=ticket), ann)
    first, second = found.old_files
    assert first.create_time.ToDatetime(UTC) == client.desk.clock.now()
    for each in (first, second):
        each.ClearField("create_time")
    assert first == old_file_pb2.OldFile(
        name=known,
        ticket=ticket,
        kind=old_file_pb2.OldFile.KIND_PHOTO,
        file_name="lamp.jpg",
        telegram_file_id="AgAC-1",
        size_bytes=1234,
        uploader=ann,
        state=old_file_pb2.OldFile.STATE_WAITING,
    )
    waiting = old_file_pb2.OldFile.STATE_WAITING
    assert second == old_file_pb2.OldFile(name=bare, ticket=ticket, telegram_file_id="AgAC-1", state=waiting)
    due = await client.call("ListDueOldFiles", pb.ListDueOldFilesRequest(page_size=1))
    assert ([each.name for each in due.old_files], due.waiting_count) == ([known], 2)
    request = settle(name=known, outcome=Outcome.OUTCOME_MOVED, file=MOVED)
    settled = (await client.call("SettleOldFile", request)).old_file
    assert (settled.state, settled.file) == (old_file_pb2.OldFile.STATE_MOVED, MOVED)


@pytest.mark.parametrize("role", [*Role])
async def test_only_services_move_them(client: Client, role: Role) -> None:
    ticket = (await client.create(await client.person())).name
    file = await sent(client, ticket)
    who = await client.person(77, "Zoe")
    await client.desk.appoint(UserId(int(who.removeprefix("users/"))), role)
    told = settle(name=file, outcome=Outcome.OUTCOME_TOO_LARGE)
    for method, request in (("ListDueOldFiles", pb.ListDueOldFilesRequest()), ("SettleOldFile", told)):
        assert (await client.failure(method, request, who)).reason == "PERMISSION_DENIED"
    if role is Role.USER:
        asked = pb.ListOldFilesRequest(ticket=ticket)
        assert (await client.failure("ListOldFiles", asked, who)).reason == "TICKET_NOT_FOUND"
    else:
        await client.old_files.ListOldFiles(pb.ListOldFilesRequest(ticket=ticket), metadata=acting_as(who))


async def test_one_that_is_not_there(client: Client) -> None:
    request = settle(name="oldFiles/404", outcome=Outcome.OUTCOME_TOO_LARGE)
    assert (await client.failure("SettleOldFile", request)).reason == "OLD_FILE_NOT_FOUND"


@pytest.mark.parametrize(
    ("method", "request_", "field"),
    [
        *[
            ("ListOldFiles", pb.ListOldFilesRequest(ticket=name), "ticket")
            for name in ("", "tickets/", "tickets/0", "tickets/x", "users/1", f"tickets/{1 << 63}")
        ],
        ("ListOldFiles", pb.ListOldFilesRequest(ticket="tickets/1", page_size=-1), "page_size"),
        ("ListDueOldFiles", pb.ListDueOldFilesRequest(page_size=-1), "page_size"),
        *[
            ("SettleOldFile", settle(name=name, outcome=Outcome.OUTCOME_TOO_LARGE), "name")
            for name in ("", "oldFiles/", "oldFiles/x", "files/1")
        ],
        ("SettleOldFile", settle(name="oldFiles/1"), "outcome"),
        (
            "SettleOldFile",
            settle(name="oldFiles/1", outcome=Outcome.OUTCOME_TOO_LARGE, request_id="x"),
            "request_id",
        ),
        (
            "SettleOldFile",
            settle(name="oldFiles/1", outcome=Outcome.OUTCOME_MOVED, file="files/1"),
            "file",
        ),
        (
            "SettleOldFile",
            settle(name="oldFiles/1", outcome=Outcome.OUTCOME_TOO_LARGE, file=MOVED),
            "file",
        ),
    ],
)
async def test_a_field_that_is_wrong_is_named(
    client: Client, method: str, request_: Message, field: str
) -> None:
    refused = await client.failure(method, request_)
    assert [each.field for each in refused.violations] == [field]
