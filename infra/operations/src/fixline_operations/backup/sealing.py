"""Parts of a backup on disk: compressed, encrypted where there is a key, whole or not there."""

import gzip
import hashlib
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import pyrage

from fixline_operations.errors import OperationError

SEALED: Final = ".age"
BLOCK: Final = 1 << 20
MARK: Final = 8
"""Letters of a recipient's mark."""


class DamagedError(OperationError):
    """A part of a backup is not what was written."""


@dataclass(frozen=True, slots=True)
class Keys:
    """`recipient`: whom new parts are encrypted for. `identities`: what decrypts; needed by `verify` and `restore`."""

    recipient: pyrage.x25519.Recipient | None = None
    identities: Sequence[pyrage.x25519.Identity] = ()

    @property
    def suffix(self) -> str:
        return SEALED if self.recipient else ""

    @property
    def mark(self) -> str:
        """Tell for whom a part is that outlives keys: a new one must not need the old. Empty without a recipient."""
        return f".{hashlib.sha256(str(self.recipient).encode()).hexdigest()[:MARK]}" if self.recipient else ""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a backup: its name, its bytes as stored, and their SHA-256 in hex."""

    name: str
    size: int
    sha256: str


def write_part(source: Path, target: Path, keys: Keys) -> Part:
    """Write `source` to `target` with the suffix of the keys, on the disk when this returns; never half of it."""
    target = target.with_name(target.name + keys.suffix)
    with whole(target) as file, source.open("rb") as plain:
        if keys.recipient:
            pyrage.encrypt_io(plain, file, [keys.recipient])
        else:
            shutil.copyfileobj(plain, file, BLOCK)
    return Part(target.name, target.stat().st_size, sha256_of(target))


@contextmanager
def whole(target: Path) -> Iterator[IO[bytes]]:
    """Open a file that gets its name when it is whole, and is on the disk."""
    with tempfile.NamedTemporaryFile("wb", dir=target.parent, prefix=".unfinished-", delete=False) as file:
        try:
            yield file.file
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).rename(target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    sync(target.parent)


def sync(path: Path) -> None:
    """Return when a file's bytes, or the names in a folder, would survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def unseal(stored: Path, target: Path, keys: Keys) -> None:
    """Write what is in a stored part to `target`; raise `DamagedError`, or `OperationError` without the right key."""
    with stored.open("rb") as source, target.open("wb") as plain:
        if stored.suffix != SEALED:
            shutil.copyfileobj(source, plain, BLOCK)
            return
        if not keys.identities:
            raise OperationError(
                f"{stored.name} is encrypted: BACKUP_IDENTITY_FILE must name the file with its key."
            )
        try:
            pyrage.decrypt_io(source, plain, list(keys.identities))
        except pyrage.DecryptError as error:
            if "matching keys" in str(error):
                raise OperationError(f"{stored.name} was encrypted for another key than yours.") from error
            raise DamagedError(f"{stored.name} is damaged: it cannot be decrypted.") from error
        except OSError as error:
            if error.errno is not None:  # the disk's
                raise
            raise DamagedError(f"{stored.name} is damaged: it cannot be decrypted.") from error


def compress(source: Path, target: Path) -> None:
    with source.open("rb") as plain, gzip.open(target, "wb", compresslevel=3) as packed:
        shutil.copyfileobj(plain, packed, BLOCK)


def uncompress(source: Path, target: Path, name: str) -> None:
    """Raise `DamagedError` for what is not whole; `name` is what a person calls it."""
    try:
        with gzip.open(source, "rb") as packed, target.open("wb") as plain:
            shutil.copyfileobj(packed, plain, BLOCK)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise DamagedError(f"{name} is damaged: it cannot be unpacked.") from error


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
