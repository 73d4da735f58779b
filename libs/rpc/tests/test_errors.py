"""Failures on the wire."""

import grpc
import pytest
from google.rpc import error_details_pb2, status_pb2
from grpc import aio
from structlog.typing import EventDict

from fixline_rpc.errors import (
    DETAILS_KEY,
    MAX_DESCRIPTION_CHARS,
    MAX_DETAILS_BYTES,
    FieldViolation,
    RpcFailure,
    clip_message,
    encode_failure,
    failure_of,
    is_reported_bug,
)

from .calls import begin, failure
from .conftest import Serve, Served
from .echo_service import SERVICE


def received(sent: RpcFailure, *, details: bytes | None = None) -> RpcFailure:
    encoded = encode_failure(sent, domain="test.fixline") if details is None else details
    return failure_of(
        aio.AioRpcError(sent.code, aio.Metadata(), aio.Metadata((DETAILS_KEY, encoded)), sent.message)
    )


@pytest.mark.parametrize(
    "sent",
    [
        RpcFailure(code=grpc.StatusCode.NOT_FOUND, reason="TICKET_NOT_FOUND", message="no such ticket"),
        RpcFailure(
            code=grpc.StatusCode.RESOURCE_EXHAUSTED,
            reason="TOO_MANY",
            message="later",
            metadata={"limit": "5"},
            violations=(FieldViolation(field="ticket.subject", description="is empty"),),
            retry_after=0.25,
        ),
        RpcFailure(code=grpc.StatusCode.UNAVAILABLE, reason="BUSY", message="now", retry_after=0),
    ],
)
def test_what_is_sent_is_read_back(sent: RpcFailure) -> None:
    assert received(sent) == sent


def test_a_quotation_does_not_push_the_path_out() -> None:
    violation = FieldViolation(field="update_mask", description=f"has {'x' * 5000}")
    sent = RpcFailure(
        code=grpc.StatusCode.INVALID_ARGUMENT, reason="MASK", message="x", violations=(violation,)
    )
    (kept,) = received(sent).violations
    assert (kept.field, len(kept.description)) == ("update_mask", MAX_DESCRIPTION_CHARS)


async def test_a_translated_error_arrives_whole(served: Served) -> None:
    error = await failure(begin(served.channel, "UnaryUnary", "expected"))
    assert failure_of(error) == RpcFailure(
        code=grpc.StatusCode.ABORTED,
        reason="TICKET_STALE",
        message="the ticket has changed",
        metadata={"ticket": "tickets/42"},
        violations=(FieldViolation(field="etag", description="is stale"),),
        retry_after=1.5,
    )


async def test_the_domain_is_in_every_error_info(served: Served) -> None:
    error = await failure(begin(served.channel, "UnaryUnary", "abort"))
    status = status_pb2.Status.FromString(dict(error.trailing_metadata())[DETAILS_KEY])
    info = error_details_pb2.ErrorInfo()
    assert status.details[0].Unpack(info)
    assert (status.code, info.domain, info.reason) == (5, "test.fixline", "NOT_FOUND")


@pytest.mark.parametrize("details", [b"", b"\xff\xff garbage"])
def test_without_an_error_info_the_status_is_the_reason(details: bytes) -> None:
    sent = RpcFailure(code=grpc.StatusCode.UNAVAILABLE, reason="BUSY", message="not reached")
    assert received(sent, details=details) == RpcFailure(
        code=grpc.StatusCode.UNAVAILABLE, reason="UNAVAILABLE", message="not reached", is_told=False
    )


def test_a_damaged_detail_is_no_detail() -> None:
    status = status_pb2.Status(code=5)
    status.details.add(type_url="type.googleapis.com/google.rpc.ErrorInfo", value=b"\xff\xff")
    sent = RpcFailure(code=grpc.StatusCode.NOT_FOUND, reason="X", message="m")
    assert received(sent, details=status.SerializeToString()).reason == "NOT_FOUND"


def test_what_does_not_fit_into_metadata_is_left_out() -> None:
    many = [FieldViolation(field=f"labels[{i}]", description="длинное " * 10) for i in range(500)]
    sent = RpcFailure(
        code=grpc.StatusCode.INVALID_ARGUMENT, reason="MANY", message="ж" * 5000, violations=many
    )
    encoded = encode_failure(sent, domain="test.fixline")
    assert len(encoded) <= MAX_DETAILS_BYTES
    kept = received(sent, details=encoded)
    assert kept.reason == "MANY"
    assert 0 < len(kept.violations) < 500
    assert list(kept.violations) == many[: len(kept.violations)]
    assert len(clip_message(sent.message)) == 400
    huge = RpcFailure(
        code=grpc.StatusCode.ABORTED, reason="HUGE", message="ж" * 5000, metadata={"x": "y" * 9000}
    )
    assert received(huge).metadata == {}


async def test_the_largest_failure_reaches_the_client(served: Served) -> None:
    error = await failure(begin(served.channel, "UnaryUnary", "large"))
    answer = failure_of(error)
    assert (answer.code, answer.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "LARGE")
    assert answer.message.startswith("жжж")


async def test_a_reason_that_is_not_declared_is_answered_and_told_once(
    serve: Serve, lines: list[EventDict]
) -> None:
    served = await serve(method_reasons={f"{SERVICE}/UnaryUnary": frozenset({"OTHER"})})
    for _ in range(2):
        error = await failure(begin(served.channel, "UnaryUnary", "expected"))
        assert failure_of(error).reason == "TICKET_STALE"
    assert served.server.undeclared_reasons == {(f"{SERVICE}/UnaryUnary", "TICKET_STALE")}
    assert [line["log_level"] for line in lines if line["event"] == "rpc.served"] == ["error", "info"]


async def test_a_declared_reason_is_no_bug(serve: Serve) -> None:
    served = await serve(method_reasons={f"{SERVICE}/UnaryUnary": frozenset({"TICKET_STALE"})})
    await failure(begin(served.channel, "UnaryUnary", "expected"))
    assert served.server.undeclared_reasons == frozenset()


async def test_a_bug_that_the_server_met_is_reported_there(served: Served) -> None:
    with pytest.raises(aio.AioRpcError) as caught:
        await begin(served.channel, "UnaryUnary", "raise")
    assert is_reported_bug(caught.value)


@pytest.mark.parametrize("code", [grpc.StatusCode.INTERNAL, grpc.StatusCode.UNIMPLEMENTED])
def test_what_no_server_of_ours_said_is_reported_nowhere(code: grpc.StatusCode) -> None:
    assert not is_reported_bug(aio.AioRpcError(code, aio.Metadata(), aio.Metadata(), "from the core"))
    assert not is_reported_bug(ValueError())
