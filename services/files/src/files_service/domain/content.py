"""The bytes of a file, described; and how they are described while they pass."""

import hashlib
from dataclasses import dataclass
from typing import Final

from files_service.domain.content_type import HEAD_BYTES, content_type_of
from files_service.domain.errors import (
    ChecksumMismatchError,
    EmptyFileError,
    FileTooLargeError,
    SizeMismatchError,
)

MAX_FILE_BYTES: Final = 20 * 1024 * 1024
"""20 MiB: what Telegram lets a bot download."""

MAX_CHUNK_BYTES: Final = 1024 * 1024
"""1 MiB: the most that one message of a stream carries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is known of complete bytes. `sha256` is lower-case hex, `size_bytes` from 1 to `MAX_FILE_BYTES`."""

    size_bytes: int
    sha256: str
    content_type: str


class ContentMeter:
    """Describes bytes as they pass, and keeps none but the first `HEAD_BYTES`."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._size_bytes = 0
        self._head = b""

    def add(self, chunk: bytes) -> None:
        """Count `chunk`; raise `FileTooLargeError` as soon as the bytes are too many."""
        self._size_bytes += len(chunk)
        if self._size_bytes > MAX_FILE_BYTES:
            raise FileTooLargeError(MAX_FILE_BYTES)
        self._digest.update(chunk)
        if len(self._head) < HEAD_BYTES:
            self._head += chunk[: HEAD_BYTES - len(self._head)]

    def content(self, *, expected_size_bytes: int = 0, expected_sha256: str = "") -> Content:
        """Describe what passed; raise `EmptyFileError`.

        Raise `SizeMismatchError` or `ChecksumMismatchError` when it is not what was expected; 0 and "" expect nothing.
        """
        if not self._size_bytes:
            raise EmptyFileError
        if expected_size_bytes not in (0, self._size_bytes):
            raise SizeMismatchError(expected=expected_size_bytes, actual=self._size_bytes)
        sha256 = self._digest.hexdigest()
        if expected_sha256 and sha256 != expected_sha256:
            raise ChecksumMismatchError(expected=expected_sha256, actual=sha256)
        return Content(size_bytes=self._size_bytes, sha256=sha256, content_type=content_type_of(self._head))
