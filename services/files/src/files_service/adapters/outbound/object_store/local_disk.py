"""What obstore leaves to its users when the store is a folder: durability, and the leftovers of writers that died."""

import os
import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

# obstore writes beside the final place and renames; its listing hides these names.
UNFINISHED: Final = re.compile(r".+#\d+")


def persist(root: Path, key: str) -> None:
    """Return when the file and the names on the way to it would survive a power cut. Blocks."""
    path = root / key
    while path != root:
        sync(path)
        path = path.parent
    sync(root)


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def delete_unfinished(root: Path, before: datetime) -> int:
    """Remove half-written files that nobody has written to since `before`; return how many. Blocks."""
    count = 0
    for path in root.rglob("*"):
        if not UNFINISHED.fullmatch(path.name):
            continue
        with suppress(FileNotFoundError):  # its writer has just finished
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
                count += 1
    return count
