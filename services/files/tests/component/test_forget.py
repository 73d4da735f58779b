"""Forgetting an uploader over gRPC: all of theirs goes, for a caller with that scope alone."""

import pytest
from grpc import StatusCode

from files_testing.service import CALLERS, Clients, Service
from fixline_testing.rpc import failure

OPERATOR = CALLERS["operator"][0]


async def test_records_and_bytes_are_gone(service: Service, client_of: Clients) -> None:
    theirs, others, operator = client_of(), client_of(actor="users/70"), client_of(token=OPERATOR, actor=None)
    await theirs.upload(b"abc", ticket="tickets/42")
    await theirs.upload(b"de")
    kept = await others.upload(b"f", ticket="tickets/42")
    counted = await operator.forget("users/7", validate_only=True)
    assert (counted.files, counted.size_bytes) == (2, 5)
    assert len(service.stored_paths()) == 3
    assert await operator.forget("users/7") == counted
    assert [file.name for file in (await others.list(ticket="tickets/42")).files] == [kept.name]
    assert len(service.stored_paths()) == len(await service.states()) == 1
    assert (await operator.forget("users/7")).files == 0


@pytest.mark.parametrize("caller", ["bot", "reader", "web"])
async def test_it_takes_a_scope_of_its_own(client_of: Clients, caller: str) -> None:
    refused = await failure(client_of(token=CALLERS[caller][0]).forget("users/7"))
    assert refused.code is StatusCode.PERMISSION_DENIED


@pytest.mark.parametrize("uploader", ["", "7", "users/0", "users/x", "users/7/events/1"])
async def test_whom_is_asked_for_by_its_form(client_of: Clients, uploader: str) -> None:
    refused = await failure(client_of(token=OPERATOR, actor=None).forget(uploader))
    assert refused.code is StatusCode.INVALID_ARGUMENT
