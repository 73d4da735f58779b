"""Every error has a status, and no status is for an error that is none."""

import grpc
import pytest

import files_service
from files_service.adapters.inbound.grpc import errors as table
from files_service.adapters.inbound.grpc.answers import TYPES as WRITTEN_TYPES
from files_service.adapters.inbound.grpc.catalogue import catalogue
from files_service.adapters.inbound.grpc.methods import METHODS
from files_service.adapters.inbound.grpc.requests import TYPES as READ_TYPES
from files_service.domain.errors import FilesError, InvalidArgumentError, PageTokenError, Violation
from files_service.domain.file import FileType
from fixline.files.v1 import file_pb2, file_service_pb2
from fixline.files.v1.error_reason_pb2 import ErrorReason
from fixline_rpc.catalogue import leaves
from fixline_rpc.methods import disagreements


def every_error() -> list[type[FilesError]]:
    found = [kind for kind in leaves(FilesError, files_service) if issubclass(kind, FilesError)]
    return sorted(found, key=lambda kind: kind.__name__)


def test_the_table_is_complete() -> None:
    assert sorted(table.STATUSES, key=lambda kind: kind.__name__) == every_error()
    assert set(table.RETRY_AFTER_SECONDS) | set(table.FIELDS) <= set(table.STATUSES)


def test_every_method_says_for_what_it_refuses() -> None:
    assert set().union(*(row.errors for row in METHODS.values())) == set(every_error())


def test_every_reason_is_its_own_and_upper_snake() -> None:
    reasons = [kind.reason for kind in every_error()]
    assert len(set(reasons)) == len(reasons)
    assert all(reason.replace("_", "").isalpha() and reason.isupper() for reason in reasons)


def test_what_is_not_expected_is_a_bug() -> None:
    assert table.translate_error(ValueError("secret")) is None


def test_violations_keep_their_fields() -> None:
    failure = table.translate_error(InvalidArgumentError([Violation("a.b", "is wrong")]))
    assert failure is not None
    assert (failure.code, failure.message) == (grpc.StatusCode.INVALID_ARGUMENT, "a.b: is wrong")
    assert [(fault.field, fault.description) for fault in failure.violations] == [("a.b", "is wrong")]
    failure = table.translate_error(PageTokenError())
    assert failure is not None
    assert [fault.field for fault in failure.violations] == ["page_token"]


@pytest.mark.parametrize("kind", every_error())
def test_unavailable_says_when_to_try_again(kind: type[FilesError]) -> None:
    if table.STATUSES[kind] in {
        grpc.StatusCode.UNAVAILABLE,
        grpc.StatusCode.RESOURCE_EXHAUSTED,
        grpc.StatusCode.ABORTED,
    }:
        assert table.RETRY_AFTER_SECONDS[kind] > 0


def test_every_method_has_its_row() -> None:
    services = file_service_pb2.DESCRIPTOR.services_by_name.values()
    assert disagreements(METHODS, services) == []


def test_every_type_is_known_both_ways() -> None:
    assert set(READ_TYPES) == set(file_pb2.FileType.values())
    assert set(WRITTEN_TYPES) == set(FileType)
    assert all(READ_TYPES[number] is kind for kind, number in WRITTEN_TYPES.items())


def test_the_protos_have_the_same_reasons() -> None:
    told = {f"ERROR_REASON_{entry.reason}" for entry in catalogue()}
    assert told == set(ErrorReason.keys()) - {"ERROR_REASON_UNSPECIFIED"}
