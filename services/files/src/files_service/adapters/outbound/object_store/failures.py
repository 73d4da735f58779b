"""Turns what obstore raises into what the port promises."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from obstore.exceptions import BaseError

from files_service.application.ports.blob_store import BlobStoreFullError, BlobStoreUnavailableError

# obstore keeps the number in its text only. EFBIG 27, ENOSPC 28, EDQUOT 122: no room, for one reason or another.
NO_ROOM: Final = re.compile(r"\(os error (?:27|28|122)\)")


@contextmanager
def failures_translated() -> Iterator[None]:
    try:
        yield
    except (BaseError, OSError) as error:
        # The texts name paths and hosts: they go to the logs as the cause, never to a client.
        if NO_ROOM.search(str(error)):
            raise BlobStoreFullError("the blob store has no room left") from error
        raise BlobStoreUnavailableError("the blob store is not available") from error
