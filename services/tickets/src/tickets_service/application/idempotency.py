"""What makes repeating a command harmless."""

import json
import re
from dataclasses import MISSING, dataclass, fields
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final, Protocol
from uuid import UUID

from tickets_service.application.principal import Principal
from tickets_service.domain.violations import Violations

KEPT_FOR: Final = timedelta(hours=48)
CANONICAL_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class RepeatableCommand(Protocol):
    """A frozen dataclass of plain values, one of them the caller's name for this very request."""

    @property
    def principal(self) -> Principal: ...
    @property
    def request_id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """`(caller, request_id)` names the request; `fingerprint` tells whether it still says the same."""

    caller: str
    request_id: UUID
    fingerprint: bytes

    @classmethod
    def of(cls, command: RepeatableCommand, violations: Violations) -> "IdempotencyKey":
        """Return the command's key; add a violation when its `request_id` is not a UUID."""
        if not CANONICAL_UUID.fullmatch(command.request_id):
            violations.add("request_id", "must be a UUID")
            return cls(command.principal.caller, UUID(int=0), b"")
        return cls(command.principal.caller, UUID(command.request_id), fingerprint(command))


def fingerprint(command: Any) -> bytes:
    """Digest everything that the command says, and for whom.

    Fields at their default are left out: a release that adds one still knows the keys of the release before.
    """
    said = {
        field.name: getattr(command, field.name)
        for field in fields(command)
        if field.name not in {"principal", "request_id"}
        and (field.default is MISSING or getattr(command, field.name) != field.default)
    }
    body = [type(command).__name__, command.principal.user_id, said]
    return sha256(json.dumps(body, sort_keys=True, default=datetime.isoformat).encode()).digest()
