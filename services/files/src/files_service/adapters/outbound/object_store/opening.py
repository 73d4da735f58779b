"""From FILES_STORE_URL to a store."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from obstore.exceptions import BaseError
from obstore.store import LocalStore, MemoryStore, S3Store

from files_service.adapters.outbound.object_store.blob_store import ObjectBlobStore

if TYPE_CHECKING:
    from obstore.store import RetryConfig


class StoreUrlError(Exception):
    """The URL names no store that can be used; the text says why."""


def open_blob_store(url: str) -> ObjectBlobStore:
    """Open `file:///folder` (made when missing), `memory:///` or `s3://bucket/prefix`; raise `StoreUrlError`.

    S3 takes its region, endpoint and credentials from the usual `AWS_…` variables.
    """
    parts = urlsplit(url)
    try:
        if parts.scheme == "file" and parts.path.startswith("/") and not parts.netloc:
            folder = Path(unquote(parts.path))
            folder.mkdir(parents=True, exist_ok=True)
            return ObjectBlobStore(LocalStore(folder), folder=folder.resolve())
        if parts.scheme == "memory":
            return ObjectBlobStore(MemoryStore())
        if parts.scheme == "s3" and parts.netloc:
            # No client_options: they would replace AWS_ALLOW_HTTP and its like.
            retries: RetryConfig = {"max_retries": 3, "retry_timeout": timedelta(seconds=10)}
            return ObjectBlobStore(S3Store.from_url(url, retry_config=retries))
    except (BaseError, OSError) as error:
        raise StoreUrlError(f"cannot open the blob store {url}: {str(error).splitlines()[0]}") from error
    raise StoreUrlError(f"{url} is none of file:///folder, memory:/// and s3://bucket/prefix")
