"""What another service's refusal means to the bot."""

import grpc
import pytest
from google.rpc import code_pb2
from grpc.aio import AioRpcError, Metadata

from bot_service.adapters.outbound.grpc.errors import SCOPE_MISSING, in_our_terms
from bot_service.application.errors import (
    BotForbiddenError,
    ForbiddenError,
    GatewayError,
    InvalidFieldsError,
    NotFoundError,
    Reason,
    RefusedError,
    StaleError,
    UnavailableError,
)
from fixline.files.v1 import error_reason_pb2 as files
from fixline.tickets.v1 import error_reason_pb2 as tickets
from fixline_rpc.errors import DETAILS_KEY, FieldViolation, RpcFailure, encode_failure
from fixline_rpc.own_errors import OWN_ERRORS

Code = grpc.StatusCode


def sent(code: grpc.StatusCode, reason: str = "SOME_REASON", *fields: str) -> AioRpcError:
    failure = RpcFailure(
        code=code,
        reason=reason,
        message="because",
        violations=[FieldViolation(field=field, description="wrong") for field in fields],
    )
    details = encode_failure(failure, domain="test.fixline")
    return AioRpcError(code, Metadata(), Metadata((DETAILS_KEY, details)), "because")


def broken_off(code: grpc.StatusCode, message: str) -> AioRpcError:
    """What gRPC itself says, or a proxy: nothing of ours is in it."""
    return AioRpcError(code, Metadata(), Metadata(), message)


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (sent(Code.UNAVAILABLE), UnavailableError),
        (sent(Code.DEADLINE_EXCEEDED), UnavailableError),
        (sent(Code.RESOURCE_EXHAUSTED), UnavailableError),
        (sent(Code.ABORTED, "UPLOAD_ABANDONED"), UnavailableError),
        (sent(Code.UNAUTHENTICATED), UnavailableError),
        (broken_off(Code.CANCELLED, "CANCELLED"), UnavailableError),
        (broken_off(Code.INTERNAL, "Received RST_STREAM with error code 2"), UnavailableError),
        (broken_off(Code.UNKNOWN, "Stream removed"), UnavailableError),
        (sent(Code.ABORTED, "TICKET_STALE"), StaleError),
        (sent(Code.NOT_FOUND), NotFoundError),
        (sent(Code.PERMISSION_DENIED), ForbiddenError),
        (sent(Code.PERMISSION_DENIED, "SCOPE_MISSING"), BotForbiddenError),
        (sent(Code.FAILED_PRECONDITION), RefusedError),
        (sent(Code.ALREADY_EXISTS), RefusedError),
        (sent(Code.INVALID_ARGUMENT), RefusedError),
        (sent(Code.INVALID_ARGUMENT, "INVALID_ARGUMENT", "ticket.title"), InvalidFieldsError),
    ],
)
def test_refusals_are_put_in_our_terms(error: AioRpcError, meaning: type[GatewayError]) -> None:
    with pytest.raises(meaning) as caught, in_our_terms():
        raise error
    assert type(caught.value) is meaning
    if isinstance(caught.value, RefusedError):
        assert caught.value.reason == "SOME_REASON"
    if isinstance(caught.value, InvalidFieldsError):
        assert caught.value.fields == {"ticket.title": "wrong"}


@pytest.mark.parametrize("which", ["SERVER: Sent", "CLIENT: Received", "CLIENT: Sent", "SERVER: Received"])
def test_a_message_that_is_too_large_is_a_bug_and_no_outage(which: str) -> None:
    """It would be waited for without end."""
    error = broken_off(Code.RESOURCE_EXHAUSTED, f"{which} message larger than max (5087121 vs. 4259840)")
    with pytest.raises(AioRpcError) as caught, in_our_terms():
        raise error
    assert caught.value is error


@pytest.mark.parametrize("code", [Code.INTERNAL, Code.UNKNOWN, Code.UNIMPLEMENTED])
def test_bugs_stay_what_they_are(code: grpc.StatusCode) -> None:
    with pytest.raises(AioRpcError), in_our_terms():
        raise sent(code)


def test_every_status_was_thought_of() -> None:
    bugs = {
        Code.OK,
        Code.UNKNOWN,
        Code.OUT_OF_RANGE,
        Code.UNIMPLEMENTED,
        Code.INTERNAL,
        Code.DATA_LOSS,
    }
    translated = set()
    for code in Code:
        try:
            with in_our_terms():
                raise sent(code)
        except GatewayError:
            translated.add(code)
        except AioRpcError:
            assert code in bugs
    assert translated | bugs == set(Code)
    assert len(code_pb2.Code.items()) == len(Code)


def test_what_the_token_lacks_is_what_every_service_says_of_it() -> None:
    assert SCOPE_MISSING in {entry.reason for entry in OWN_ERRORS}


def test_the_reasons_that_mean_something_are_those_of_the_services() -> None:
    known = [*tickets.ErrorReason.keys(), *files.ErrorReason.keys()]
    assert {f"ERROR_REASON_{reason}" for reason in Reason} <= set(known)
