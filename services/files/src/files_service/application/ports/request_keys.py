"""Port: the memory of requests that were done."""

from datetime import datetime
from typing import Protocol

from files_service.domain.file import FileId
from files_service.domain.idempotency import KeyRecord, RequestKey


class RequestKeys(Protocol):
    """Remembers one record per (caller, request id), together with the effect of the request.

    A record that names a file disappears with the file.
    """

    async def find(self, key: RequestKey) -> KeyRecord | None:
        """Return what was done under this key."""
        ...

    async def claim(self, key: RequestKey, *, file_id: FileId | None, now: datetime) -> KeyRecord | None:
        """Take the key for this unit of work and return `None`, or return who has it.

        When two units claim one key at once, the second waits until the first ends.
        """
        ...

    async def forget(self, before: datetime) -> int:
        """Remove the records made before then; return how many."""
        ...
