"""The errors that every service of ours may answer with, whatever it does: those of the framework."""

from collections.abc import Mapping
from typing import Final

import grpc

from fixline_rpc.catalogue import REMEDIES, ErrorEntry
from fixline_rpc.server.streams import RETRY_AFTER_SECONDS

Code = grpc.StatusCode
_METHOD: Final = {"method": "{method}", "scope": "{scope}"}


def _entry(
    code: grpc.StatusCode,
    reason: str,
    when: str,
    message: str,
    remedy: str = "",
    *,
    metadata: Mapping[str, str] | None = None,
    retry_after: float | None = None,
) -> ErrorEntry:
    return ErrorEntry(
        reason=reason,
        code=code,
        when=when,
        remedy=remedy or REMEDIES[code],
        message=message,
        metadata=metadata or {},
        retry_after=retry_after,
    )


OWN_ERRORS: Final = (
    _entry(
        Code.INVALID_ARGUMENT,
        "ACTOR_INVALID",
        "The metadata `fixline-actor` is not one `users/{user}`.",
        "metadata fixline-actor must be one users/{user}",
        "Send one acting user, or none.",
    ),
    _entry(
        Code.INVALID_ARGUMENT,
        "REQUEST_MISSING",
        "The call ended without a request.",
        "the call carries no request",
        "Use generated code of this version.",
    ),
    _entry(
        Code.INVALID_ARGUMENT,
        "REQUEST_UNDECODABLE",
        "The bytes are no message of the method's request type.",
        "the request cannot be decoded",
        "Use generated code of this version.",
    ),
    _entry(
        Code.DEADLINE_EXCEEDED,
        "DEADLINE_EXCEEDED",
        "The call's deadline passed while it was worked on.",
        "the deadline has passed",
    ),
    _entry(
        Code.PERMISSION_DENIED,
        "SCOPE_MISSING",
        "The caller's token does not have the method's scope.",
        "the caller may not use this method",
        "Ask the operators for the scope; repeating does not help.",
        metadata=_METHOD,
    ),
    _entry(
        Code.RESOURCE_EXHAUSTED,
        "CONSUMER_TOO_SLOW",
        "The client of a stream did not take an answer for 30 s.",
        "the client did not take an answer in time",
        "Read faster than you work: hand over what you read. Resume from what was dealt with.",
        retry_after=RETRY_AFTER_SECONDS,
    ),
    _entry(
        Code.RESOURCE_EXHAUSTED,
        "TOO_MANY_STREAMS",
        "The caller has 100 streams open at this process.",
        "the caller has too many streams open",
        "End streams that nobody needs; one that follows all events is enough for a process.",
        metadata={"limit": "{limit}"},
        retry_after=RETRY_AFTER_SECONDS,
    ),
    _entry(
        Code.RESOURCE_EXHAUSTED,
        "TOO_MANY_CALLS",
        "The process works on 1,000 calls already, whoever made them, or on 750 of this caller.",
        "the server is working on too many calls",
        metadata={"limit": "{limit}"},
        retry_after=RETRY_AFTER_SECONDS,
    ),
    _entry(
        Code.CANCELLED,
        "CANCELLED",
        "gRPC itself ended the call before the service looked at it, without an ErrorInfo: too many waited, or the"
        " process ended.",
        "cancelled",
    ),
    _entry(
        Code.UNIMPLEMENTED,
        "METHOD_NOT_IMPLEMENTED",
        "The server does not have the method.",
        "the server does not implement this method",
    ),
    _entry(
        Code.INTERNAL,
        "INTERNAL",
        "A bug of the service. Nothing about it is told.",
        "internal error",
    ),
    _entry(
        Code.UNAVAILABLE,
        "SHUTTING_DOWN",
        "The process is about to end; another one takes the call.",
        "the server is shutting down",
        retry_after=0,
    ),
    _entry(
        Code.UNAUTHENTICATED,
        "CREDENTIALS_INVALID",
        "The token is not one of a known caller.",
        "the call's credentials are not valid",
    ),
    _entry(
        Code.UNAUTHENTICATED,
        "CREDENTIALS_MISSING",
        "The metadata `authorization` is missing.",
        "the call carries no credentials",
    ),
)
