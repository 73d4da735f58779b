"""Every refusal has a status and a reason of its own; everything else is a bug."""

import importlib
import pkgutil

import grpc
import pytest

import tickets_service
from fixline.tickets.v1.error_reason_pb2 import ErrorReason
from fixline_rpc.catalogue import WORTH_REPEATING
from fixline_testing.beyond_types import present
from fixline_testing.probe import described
from tickets_service.adapters.inbound.grpc.catalogue import catalogue
from tickets_service.adapters.inbound.grpc.errors import STATUS_BY_ERROR, status_of, translate_error
from tickets_service.adapters.inbound.grpc.methods import METHODS
from tickets_service.application.errors import StoreOverloadedError, StoreUnavailableError
from tickets_service.domain.errors import DomainError, InvalidArgumentError, Violation
from tickets_service.domain.permissions.errors import TicketNotFoundError
from tickets_service.domain.sla.standing import NOT_COMPUTABLE
from tickets_service.domain.tickets.ticket import TicketId

BY_FIELD = {
    "request_id": "IDEMPOTENCY_KEY_REUSED",
    "page_token": "PAGE_TOKEN_INVALID",
    "resume_token": "RESUME_TOKEN_INVALID",
}
"""Reasons that come with a field, and only with it."""

for module in pkgutil.walk_packages(tickets_service.__path__, "tickets_service."):
    if ".domain" in module.name or ".application" in module.name:
        importlib.import_module(module.name)


def leaves(error: type[DomainError]) -> list[type[DomainError]]:
    return [leaf for kind in error.__subclasses__() for leaf in leaves(kind)] or [error]


REFUSALS = leaves(DomainError)


@pytest.mark.parametrize("error", REFUSALS)
def test_every_refusal_is_mapped(error: type[DomainError]) -> None:
    assert status_of(error) is not None
    assert error.reason.isupper()
    assert error.__mro__[1] is not DomainError, "an error belongs to a kind"


def test_no_two_refusals_share_a_reason() -> None:
    reasons = [error.reason for error in REFUSALS]
    assert len(set(reasons)) == len(reasons)


def test_no_row_of_the_table_is_dead() -> None:
    for kind in STATUS_BY_ERROR:
        assert any(issubclass(leaf, kind) for leaf in REFUSALS)


def test_every_refusal_is_told_of_and_says_what_to_do() -> None:
    entries = catalogue()
    assert {entry.reason for entry in entries} == {
        error.reason
        for error in REFUSALS
        if error.__module__.startswith("tickets_service.") and error not in NOT_COMPUTABLE
    }
    for entry in entries:
        assert entry.when.endswith("."), entry
        assert entry.remedy.endswith("."), entry
        assert entry.message, entry
        assert (entry.retry_after is not None) == (entry.code in WORTH_REPEATING), entry


def test_every_method_says_for_what_it_refuses() -> None:
    for method, row in METHODS.items():
        assert row.errors <= set(REFUSALS), method
        declared = row.reasons
        fields = described(method).input_type.fields_by_name
        for field, reason in BY_FIELD.items():
            assert (field in fields) == (reason in declared), (method, field)
        assert ("etag" in fields) == any(reason.endswith("_STALE") for reason in declared), method


def test_facts_and_violations_travel() -> None:
    missing = present(translate_error(TicketNotFoundError(TicketId(7))))
    assert (missing.code, missing.reason, dict(missing.metadata)) == (
        grpc.StatusCode.NOT_FOUND,
        "TICKET_NOT_FOUND",
        {"ticket": "tickets/7"},
    )
    assert missing.retry_after is None
    invalid = present(translate_error(InvalidArgumentError([Violation("ticket.title", "must not be empty")])))
    assert [(each.field, each.description) for each in invalid.violations] == [
        ("ticket.title", "must not be empty")
    ]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (StoreUnavailableError(), grpc.StatusCode.UNAVAILABLE),
        (StoreOverloadedError(), grpc.StatusCode.RESOURCE_EXHAUSTED),
    ],
)
def test_where_repeating_helps_it_says_when(error: DomainError, code: grpc.StatusCode) -> None:
    failure = present(translate_error(error))
    assert (failure.code, failure.retry_after) == (code, 1.0)


def test_anything_else_is_a_bug() -> None:
    class UnmappedError(DomainError):
        reason = "UNMAPPED"

    assert translate_error(KeyError("x")) is None
    assert translate_error(UnmappedError("x")) is None


def test_the_protos_have_the_same_reasons() -> None:
    told = {f"ERROR_REASON_{entry.reason}" for entry in catalogue()}
    assert told == set(ErrorReason.keys()) - {"ERROR_REASON_UNSPECIFIED"}
