"""What the service counts, on the admin port."""

from typing import Final

from prometheus_client import Counter, Gauge

UPLOAD_BYTES: Final = Counter("files_upload_bytes_total", "Bytes received by uploads, refused ones included")
REJECTED: Final = Counter("files_rejected_total", "Uploads refused or failed, by reason", ["reason"])
ORPHANS: Final = Gauge(
    "files_orphans",
    "What the latest sweep found in the store for no one: dead uploads, unattached files, unnamed blobs",
)
