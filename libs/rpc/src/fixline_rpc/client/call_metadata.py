"""Metadata of the calls we make."""

import re
from collections.abc import Iterable
from typing import Final

from grpc import aio
from opentelemetry import propagate
from opentelemetry.context import Context

from fixline_rpc.authentication import ACTOR, ACTOR_KEY, TOKEN_KEY

_KEY: Final = re.compile(r"[0-9a-z_.-]+")
_VALUE: Final = re.compile(r"[\x20-\x7e]*")

Pairs = Iterable[tuple[str, str | bytes]]


def acting_as(user_name: str | None) -> tuple[tuple[str, str], ...]:
    """Return the metadata of a call for a user (`users/7`); for None, of one for the service itself.

    Raises ValueError when it is no user's name.
    """
    if user_name is None:
        return ()
    if not ACTOR.fullmatch(user_name):
        raise ValueError("an acting user is named users/{user}")
    return ((ACTOR_KEY, user_name),)


def bearer(token: str) -> str:
    """Raise ValueError when the token cannot travel in a header."""
    if not re.fullmatch(r"[\x21-\x7e]+", token):
        raise ValueError("a token is one or more printable ASCII characters without spaces")
    return f"Bearer {token}"


def outgoing(pairs: Pairs | None, *, authorization: str, trace: Context) -> aio.Metadata:
    """Raise ValueError for metadata that gRPC would hang on: text that is not ASCII, text and bytes mixed up."""
    metadata = aio.Metadata()
    for key, value in pairs or ():
        binary = key.endswith("-bin")
        valid = isinstance(value, bytes) if binary else isinstance(value, str) and _VALUE.fullmatch(value)
        if not _KEY.fullmatch(key) or not valid:
            raise ValueError(f"metadata {key!r} must be {'bytes' if binary else 'printable ASCII'}")
        metadata.add(key, value)
    metadata.add(TOKEN_KEY, authorization)
    carrier: dict[str, str] = {}
    propagate.inject(carrier, context=trace)
    for key, text in carrier.items():
        metadata.add(key, text)
    return metadata
