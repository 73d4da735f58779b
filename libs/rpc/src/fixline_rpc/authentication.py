"""Who may call what: bearer tokens, scopes per method, the acting user (decision 5)."""

import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import grpc

from fixline_rpc.context import Caller
from fixline_rpc.errors import RpcFailure
from fixline_rpc.refusal import Refusal

TOKEN_KEY: Final = "authorization"  # noqa: S105  # the header's name
ACTOR_KEY: Final = "fixline-actor"
ACTOR: Final = re.compile(r"users/[1-9][0-9]{0,18}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")

Values = Sequence[str | bytes]
"""What a call's metadata holds under one key."""


@dataclass(frozen=True)
class CallerConfig:
    """One known caller; `token_sha256` is lower-case hex of the SHA-256 of its token.

    `former_token_sha256` is that of the token before, where it is still taken.
    """

    token_sha256: str
    scopes: list[str]
    former_token_sha256: str | None = None


class CallerTokens:
    """Knows callers by the SHA-256 of their tokens; the tokens themselves are nowhere stored."""

    def __init__(self, callers: Mapping[bytes, Caller]) -> None:
        self._callers = dict(callers)

    @classmethod
    def from_config(cls, callers: Mapping[str, CallerConfig]) -> "CallerTokens":
        """Raise ValueError when a hash is malformed or stands for two callers."""
        known: dict[bytes, Caller] = {}
        for name, config in callers.items():
            caller = Caller(name=name, scopes=frozenset(config.scopes))
            for given in (config.token_sha256, config.former_token_sha256):
                if given is None:
                    continue
                if not _SHA256.fullmatch(given):
                    raise ValueError(f"caller {name}: token_sha256 must be 64 lower-case hex digits")
                digest = bytes.fromhex(given)
                if digest in known:
                    raise ValueError(f"callers {known[digest].name} and {name} share a token")
                known[digest] = caller
        return cls(known)

    def caller_with(self, token: str) -> Caller | None:
        """Return whose token it is; takes the same time whichever caller it is, or none."""
        presented = sha256(token.encode()).digest()
        found = None
        for digest, caller in self._callers.items():
            if hmac.compare_digest(digest, presented):
                found = caller
        return found

    def authenticate(self, authorizations: Values) -> Caller:
        """Return the caller that `authorization: Bearer <token>` proves. Raises Refusal (UNAUTHENTICATED)."""
        if not authorizations:
            raise _unauthenticated("CREDENTIALS_MISSING", "the call carries no credentials")
        scheme, _, token = str(authorizations[0]).partition(" ")
        caller = self.caller_with(token.strip()) if scheme.lower() == "bearer" else None
        if caller is None or len(authorizations) > 1:
            raise _unauthenticated("CREDENTIALS_INVALID", "the call's credentials are not valid")
        return caller


def require_scope(caller: Caller, method: str, scope: str | None) -> None:
    """Refuse a caller without the method's scope, and everyone where the method has none."""
    if scope is None or scope not in caller.scopes:
        raise Refusal(
            RpcFailure(
                code=grpc.StatusCode.PERMISSION_DENIED,
                reason="SCOPE_MISSING",
                message="the caller may not use this method",
                metadata={"method": method} if scope is None else {"method": method, "scope": scope},
            )
        )


def the_actor(actors: Values) -> str | None:
    """Return the acting user's name. Raises Refusal (INVALID_ARGUMENT) unless it is one `users/<1..19 digits>`."""
    if not actors:
        return None
    actor = actors[0]
    if len(actors) > 1 or not isinstance(actor, str) or not ACTOR.fullmatch(actor):
        raise Refusal(
            RpcFailure(
                code=grpc.StatusCode.INVALID_ARGUMENT,
                reason="ACTOR_INVALID",
                message=f"metadata {ACTOR_KEY} must be one users/{{user}}",
            )
        )
    return actor


def _unauthenticated(reason: str, message: str) -> Refusal:
    return Refusal(RpcFailure(code=grpc.StatusCode.UNAUTHENTICATED, reason=reason, message=message))
