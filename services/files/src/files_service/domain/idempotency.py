"""How a repeated request is told from a new one."""

import hashlib
import json
from dataclasses import dataclass
from uuid import UUID

from files_service.domain.errors import KeyReusedError
from files_service.domain.file import FileId


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestKey:
    """A caller's request: (`caller`, `request_id`) is unique, `fingerprint` says what it asks for."""

    caller: str
    request_id: UUID
    fingerprint: str

    @classmethod
    def of(cls, caller: str, request_id: UUID, *body: object) -> "RequestKey":
        """Make a key for a request with this `body`: its method and what it asks for, in a fixed order."""
        canonical = json.dumps([None if part is None else str(part) for part in body])
        return cls(
            caller=caller, request_id=request_id, fingerprint=hashlib.sha256(canonical.encode()).hexdigest()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRecord:
    """A request that was done, and the file that it made, if any."""

    fingerprint: str
    file_id: FileId | None

    def require_same(self, key: RequestKey) -> None:
        """Raise `KeyReusedError` unless `key` asks for the same."""
        if self.fingerprint != key.fingerprint:
            raise KeyReusedError(key.request_id)

    def file_made_by(self, key: RequestKey) -> FileId:
        """Return the file that this same request made; raise `KeyReusedError` when it was another request."""
        self.require_same(key)
        if self.file_id is None:
            raise KeyReusedError(key.request_id)
        return self.file_id
