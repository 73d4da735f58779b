"""How the bytes of several files are deleted: one that the store does not let go of keeps no other."""

from collections.abc import Iterable
from typing import Final

from files_service.application.ports.blob_store import BlobStore, BlobStoreUnavailableError

MOST_STUCK: Final = 3
"""Where more than so many stay, it is the store that is away."""


async def delete_blobs(blobs: BlobStore, keys: Iterable[str]) -> list[str]:
    """Delete them, and return the keys of at most `MOST_STUCK` that could not be deleted.

    Raises `BlobStoreUnavailableError` at one more; then any of them may still be there.
    """
    stuck: list[str] = []
    for key in keys:
        try:
            await blobs.delete(key)
        except BlobStoreUnavailableError:
            if len(stuck) == MOST_STUCK:
                raise
            stuck.append(key)
    return stuck
