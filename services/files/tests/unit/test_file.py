from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from files_service.domain.errors import AttachedElsewhereError, KeyReusedError, UnknownFileError
from files_service.domain.file import FileId, FileState
from files_service.domain.idempotency import KeyRecord, RequestKey
from files_testing.world import FileMaker


def test_a_new_file_is_pending_and_has_a_key_of_its_own(a_file: FileMaker) -> None:
    file, other = a_file(ready=False), a_file(ready=False)
    assert file.state is FileState.PENDING
    assert file.blob_key == f"2026/01/05/{file.id.hex}"
    assert file.blob_key != other.blob_key
    with pytest.raises(UnknownFileError):
        _ = file.stored


def test_a_complete_file_is_ready_since_its_last_byte(a_file: FileMaker) -> None:
    file, now = a_file(ready=False), datetime(2026, 2, 3, tzinfo=UTC)
    ready = a_file()
    file.complete(ready.stored, now=now)
    assert (file.state, file.uploaded_at, file.stored.size_bytes) == (FileState.READY, now, 3)


def test_attaching_twice_to_one_ticket_changes_nothing(a_file: FileMaker) -> None:
    file = a_file()
    file.attach(42, actor=7)
    file.attach(42, actor=7)
    assert file.ticket == 42


def test_a_file_has_one_ticket_for_good(a_file: FileMaker) -> None:
    file = a_file(ticket=42)
    with pytest.raises(AttachedElsewhereError) as caught:
        file.attach(43, actor=7)
    assert file.ticket == 42
    assert caught.value.facts() == {"file": f"files/{file.id}"}


@pytest.mark.parametrize(
    ("uploader", "ticket", "actor", "visible"),
    [
        (7, None, 7, True),
        (7, None, 8, False),
        (7, None, None, True),
        (None, None, 8, True),
        (7, 42, 8, True),
    ],
)
def test_a_file_on_no_ticket_is_its_uploaders_own(
    a_file: FileMaker, uploader: int | None, ticket: int | None, actor: int | None, visible: bool
) -> None:
    file = a_file(uploader=uploader, ticket=ticket)
    if visible:
        file.require_visible(actor)
        return
    with pytest.raises(UnknownFileError):
        file.require_visible(actor)
    with pytest.raises(UnknownFileError):
        file.attach(42, actor=actor)


def test_a_request_is_recognised_by_what_it_asks_for() -> None:
    request_id, file_id = uuid4(), FileId(uuid4())
    key = RequestKey.of("bot", request_id, "UploadFile", "a", None)
    done = KeyRecord(fingerprint=key.fingerprint, file_id=file_id)
    assert done.file_made_by(RequestKey.of("bot", request_id, "UploadFile", "a", None)) == file_id
    for body in (("UploadFile", "a", "None"), ("UploadFile", "a"), ("AttachFiles", "a", None)):
        with pytest.raises(KeyReusedError) as caught:
            done.file_made_by(RequestKey.of("bot", request_id, *body))
        assert UUID(caught.value.facts()["request_id"]) == request_id


def test_a_request_that_made_no_file_is_no_upload() -> None:
    key = RequestKey.of("bot", uuid4(), "AttachFiles")
    with pytest.raises(KeyReusedError):
        KeyRecord(fingerprint=key.fingerprint, file_id=None).file_made_by(key)
