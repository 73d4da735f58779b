"""Deleting the files of tickets over gRPC: all of theirs goes, for a caller with that scope alone."""

from uuid import uuid4

import pytest
from grpc import StatusCode

from files_testing.service import CALLERS, Clients, Service
from fixline.files.v1 import file_service_pb2 as pb
from fixline_testing.rpc import failure

KEEPER = CALLERS["keeper"][0]


def request(*tickets: str, validate_only: bool = False) -> pb.DeleteTicketFilesRequest:
    return pb.DeleteTicketFilesRequest(tickets=tickets, validate_only=validate_only, request_id=str(uuid4()))


async def test_records_and_bytes_are_gone(service: Service, client_of: Clients) -> None:
    ann, bob, keeper = client_of(), client_of(actor="users/70"), client_of(token=KEEPER, actor=None)
    await ann.upload(b"abc", ticket="tickets/42")
    await bob.upload(b"de", ticket="tickets/42")
    await bob.upload(b"f", ticket="tickets/43")
    kept = await bob.upload(b"g", ticket="tickets/44")
    counted = await keeper.delete(request("tickets/42", "tickets/43", validate_only=True))
    assert (counted.files, counted.size_bytes) == (3, 6)
    assert len(service.stored_paths()) == 4
    assert await keeper.delete(request("tickets/42", "tickets/43")) == counted
    assert [file.name for file in (await bob.list(ticket="tickets/44")).files] == [kept.name]
    assert len(service.stored_paths()) == len(await service.states()) == 1
    assert (await keeper.delete(request("tickets/42"))).files == 0


async def test_what_the_disk_does_not_let_go_of_keeps_nothing_else(
    service: Service, client_of: Clients
) -> None:
    ann, keeper = client_of(), client_of(token=KEEPER, actor=None)
    await ann.upload(b"abc", ticket="tickets/42")
    (stuck,) = service.stored_paths()
    await ann.upload(b"de", ticket="tickets/42")
    # Not even root removes a folder as if it were a file.
    stuck.unlink()
    (stuck / "inside").mkdir(parents=True)
    refused = await failure(keeper.delete(request("tickets/42")))
    assert (refused.code, refused.reason) == (StatusCode.UNAVAILABLE, "BLOB_STORE_UNAVAILABLE")
    assert service.stored_paths() == []
    assert len(await service.states()) == 1, "the record still leads to it"
    (stuck / "inside").rmdir()
    stuck.rmdir()
    assert (await keeper.delete(request("tickets/42"))).files == 1
    assert await service.states() == []


@pytest.mark.parametrize("caller", ["bot", "reader", "web", "operator"])
async def test_it_takes_a_scope_of_its_own(client_of: Clients, caller: str) -> None:
    refused = await failure(client_of(token=CALLERS[caller][0]).delete(request("tickets/42")))
    assert refused.code is StatusCode.PERMISSION_DENIED


@pytest.mark.parametrize(
    "tickets",
    [(), ("",), ("42",), ("tickets/0",), ("users/7",), ("tickets/1",) * 1_001],
    ids=["none", "empty", "bare", "zero", "other", "many"],
)
async def test_tickets_are_asked_for_by_their_form(client_of: Clients, tickets: tuple[str, ...]) -> None:
    refused = await failure(client_of(token=KEEPER, actor=None).delete(request(*tickets)))
    assert refused.code is StatusCode.INVALID_ARGUMENT
