"""Bytes and their identifiers. A `file_id` belongs to one bot; a `file_unique_id` is one for all, opens nothing."""

import base64
import hashlib
import json
import secrets
import struct
from dataclasses import dataclass
from typing import Any, Final

from fixline_local.telegram.store.database import Database, Json

KEY_BYTES: Final = 12
_LAYOUT: Final = struct.Struct(f">Q{KEY_BYTES}s4s")
_FOLDERS: Final = {
    "photo": "photos",
    "video": "videos",
    "voice": "voice",
    "audio": "music",
    "video_note": "video_notes",
    "animation": "animations",
    "sticker": "stickers",
}
_EXTENSIONS: Final = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "video/mp4": "mp4",
    "audio/ogg": "oga",
    "audio/mpeg": "mp3",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """Bytes with their `facts`: name, mime, size, and what else is known.

    That is width, height and length in pixels, duration in seconds, a sticker's emoji and set_name, and for photos the
    keys of all sizes (hex, `sizes`).
    """

    number: int
    key: bytes
    kind: str
    facts: Json

    @property
    def size(self) -> int:
        return int(self.facts["size"])

    @property
    def unique_id(self) -> str:
        return "AQAD" + _text(self.key)

    @property
    def path(self) -> str:
        name = str(self.facts.get("name", ""))
        extension = _EXTENSIONS.get(self.facts.get("mime", "")) or name.rpartition(".")[2] or "bin"
        return f"{_FOLDERS.get(self.kind, 'documents')}/file_{self.number}.{extension}"

    def id_for(self, bot_id: int) -> str:
        return "AgAC" + _text(_LAYOUT.pack(bot_id, self.key, _seal(bot_id, self.key)))


class Files:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, kind: str, content: bytes, facts: Json) -> StoredFile:
        return self.kept(secrets.token_bytes(KEY_BYTES), kind, content, facts)

    def kept(self, key: bytes, kind: str, content: bytes, facts: Json) -> StoredFile:
        """Return the file with this key, storing it the first time."""
        self._database.run(
            "INSERT INTO files (key, kind, facts, content) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
            key,
            kind,
            json.dumps(facts | {"size": len(content)}, ensure_ascii=False),
            content,
        )
        return self.by_key(key)

    def set_facts(self, file: StoredFile, facts: Json) -> None:
        merged = json.dumps(file.facts | facts, ensure_ascii=False)
        self._database.run("UPDATE files SET facts = ? WHERE key = ?", merged, file.key)

    def of_id(self, bot_id: int, file_id: str) -> StoredFile:
        """Raise LookupError for anything but a file_id that was given to this bot."""
        try:
            owner, key, seal = _LAYOUT.unpack(_bytes(file_id.removeprefix("AgAC")))
        except (ValueError, struct.error) as error:
            raise LookupError(file_id) from error
        if owner != bot_id or seal != _seal(bot_id, key) or not file_id.startswith("AgAC"):
            raise LookupError(file_id)
        return self.by_key(key)

    def sizes(self, file: StoredFile) -> list[StoredFile]:
        """All sizes of a photo, the smallest first."""
        return [self.by_key(bytes.fromhex(key)) for key in file.facts.get("sizes", [])]

    def at_path(self, path: str) -> StoredFile:
        number = path.rpartition("/file_")[2].partition(".")[0]
        row = self._database.row("SELECT number, key, kind, facts FROM files WHERE number = ?", number)
        if row is None or _file(row).path != path:
            raise LookupError(path)
        return _file(row)

    def content(self, file: StoredFile) -> bytes:
        row = self._database.row("SELECT content FROM files WHERE key = ?", file.key)
        if row is None:
            raise LookupError(file.unique_id)
        return bytes(row["content"])

    def by_key(self, key: bytes) -> StoredFile:
        row = self._database.row("SELECT number, key, kind, facts FROM files WHERE key = ?", key)
        if row is None:
            raise LookupError(key.hex())
        return _file(row)


def _file(row: Any) -> StoredFile:
    return StoredFile(
        number=row["number"], key=bytes(row["key"]), kind=row["kind"], facts=json.loads(row["facts"])
    )


def _seal(bot_id: int, key: bytes) -> bytes:
    return hashlib.sha256(bot_id.to_bytes(8, "big") + key).digest()[:4]


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
