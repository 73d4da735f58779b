"""The attachments: those that the files service's records name, each once in all backups, by its SHA-256."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from files_service.adapters.outbound.object_store.blob_store import ObjectBlobStore
from files_service.adapters.outbound.object_store.opening import StoreUrlError, open_blob_store
from files_service.application.ports.blob_store import (
    BlobStoreFullError,
    BlobStoreUnavailableError,
    UnknownBlobError,
)
from fixline_operations.backup.sealing import BLOCK, SEALED, DamagedError, Keys, sha256_of, unseal, write_part
from fixline_operations.backup.throwaway import Throwaway
from fixline_operations.deployment import Deployment
from fixline_operations.errors import OperationError

READY: Final = "SELECT blob_key, sha256, size_bytes FROM files WHERE state = 'READY' ORDER BY id"


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a record says: where its bytes are, and which they are."""

    key: str
    sha256: str
    size: int


def store_of(deployment: Deployment) -> ObjectBlobStore:
    url = deployment.setting("FILES_STORE_URL")
    if url.startswith("memory:"):
        raise OperationError("FILES_STORE_URL is memory:///: what is in a process cannot be copied.")
    try:
        return open_blob_store(url)
    except StoreUrlError as error:
        raise OperationError(f"{error}.") from error


async def recorded(server: Throwaway, database: str) -> list[Attachment]:
    connection = await server.connect(database)
    try:
        if await connection.fetchval("SELECT to_regclass('public.files') IS NULL"):
            return []
        return [Attachment(*row) for row in await connection.fetch(READY)]
    finally:
        await connection.close()


@dataclass(frozen=True, slots=True)
class AttachmentCopies:
    """`objects`: the folder of all backups' attachments. `work`: a folder of its file system for what is under way."""

    objects: Path
    work: Path
    keys: Keys

    async def copy(self, store: ObjectBlobStore, wanted: Iterable[Attachment]) -> list[str]:
        """Copy what is not there yet for our key; return the keys of those that are nowhere.

        A copy that is for another key, or for none, is taken away once there is one for ours.
        """
        return [
            attachment.key
            for attachment in wanted
            if not self._is_ours(attachment)
            and not await self._copy_one(store, attachment)
            and self._stored(attachment) is None
        ]

    async def _copy_one(self, store: ObjectBlobStore, attachment: Attachment) -> bool:
        plain = self.work / "attachment"
        try:
            chunks = await store.open(attachment.key)
            with plain.open("wb") as file:
                async for chunk in chunks:
                    file.write(chunk)
        except UnknownBlobError:
            return False
        except BlobStoreUnavailableError as error:
            raise OperationError(f"The object store cannot be read: {error.__cause__}.") from error
        if sha256_of(plain) != attachment.sha256:
            return False
        target = self._place(attachment, self.keys.mark)
        target.parent.mkdir(mode=0o700, exist_ok=True)
        part = await asyncio.to_thread(write_part, plain, target, self.keys)
        plain.unlink()
        for other in self._copies(attachment):
            if other.name != part.name:
                other.unlink()
        return True

    def check(self, wanted: Iterable[Attachment], missing: Sequence[str]) -> None:
        """Read all copies; raise `DamagedError` for the first whose bytes are not those of its record."""
        for attachment in wanted:
            if attachment.key not in missing:
                self.plain(attachment)

    def plain(self, attachment: Attachment) -> Path:
        """Return a file with the attachment's bytes, until the next call; raise `DamagedError` for others."""
        stored = self._stored(attachment)
        if stored is None:
            raise DamagedError(f"The attachment {attachment.key} is not in the backup.")
        plain = self.work / "attachment"
        unseal(stored, plain, self.keys)
        if plain.stat().st_size != attachment.size or sha256_of(plain) != attachment.sha256:
            raise DamagedError(
                f"The attachment {attachment.key} is damaged: its bytes are not those of its record."
            )
        return plain

    async def put_back(
        self, store: ObjectBlobStore, wanted: Iterable[Attachment], missing: Sequence[str]
    ) -> int:
        """Give the store what it has not, or not rightly; return how many."""
        lacking = [each for each in wanted if each.key not in missing]
        try:
            lacking = [each for each in lacking if await _sha256_in(store, each.key) != each.sha256]
            for attachment in lacking:
                await store.put(attachment.key, chunks_of(self.plain(attachment)))
        except (BlobStoreUnavailableError, BlobStoreFullError) as error:
            raise OperationError(f"The object store cannot be used: {error.__cause__}.") from error
        return len(lacking)

    def forget_all_but(self, wanted: set[str]) -> None:
        """Remove the copies of attachments whose SHA-256 no kept backup names."""
        for path in self.objects.glob("??/*"):
            if path.name.partition(".")[0] not in wanted:
                path.unlink()

    def _place(self, attachment: Attachment, suffix: str) -> Path:
        return self.objects / attachment.sha256[:2] / f"{attachment.sha256}{suffix}"

    def _is_ours(self, attachment: Attachment) -> bool:
        """Whether there is a copy for our key; without one, any will do."""
        if self.keys.recipient:
            return self._place(attachment, f"{self.keys.mark}{SEALED}").exists()
        return self._stored(attachment) is not None

    def _copies(self, attachment: Attachment) -> list[Path]:
        return sorted(self._place(attachment, "").parent.glob(f"{attachment.sha256}*"), reverse=True)

    def _stored(self, attachment: Attachment) -> Path | None:
        """Return a copy, rather one for our key; None where there is none."""
        usual = [self._place(attachment, suffix) for suffix in (f"{self.keys.mark}{SEALED}", "")]
        return next((each for each in usual if each.exists()), None) or next(
            iter(self._copies(attachment)), None
        )


async def _sha256_in(store: ObjectBlobStore, key: str) -> str:
    hashed = hashlib.sha256()
    with suppress(UnknownBlobError):
        async for chunk in await store.open(key):
            hashed.update(chunk)
    return hashed.hexdigest()


async def chunks_of(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(BLOCK):
            yield chunk


def lines(attachments: Iterable[Attachment]) -> str:
    return "".join(json.dumps(asdict(each)) + "\n" for each in attachments)


def from_lines(text: str) -> list[Attachment]:
    return [Attachment(**json.loads(line)) for line in text.splitlines()]
