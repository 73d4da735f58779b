"""What a message with a file holds, from an upload or from a file_id."""

from typing import Any, Final

from fixline_local.telegram.errors import ApiError, bad_request
from fixline_local.telegram.media.pictures import Picture, Upload
from fixline_local.telegram.store.bots import Bot
from fixline_local.telegram.store.database import Json
from fixline_local.telegram.store.files import StoredFile
from fixline_local.telegram.world import World

MAX_PHOTO: Final = 10 * 1024 * 1024
MAX_FILE: Final = 50 * 1024 * 1024
_NUMBERS: Final = {
    "photo": ("width", "height"),
    "video": ("width", "height", "duration"),
    "animation": ("width", "height", "duration"),
    "voice": ("duration",),
    "audio": ("duration",),
    "video_note": ("length", "duration"),
    "sticker": ("width", "height"),
}
_UNTYPED: Final = frozenset({"photo", "video_note", "sticker"})
"""What has no `mime_type` in the Bot API."""


def stored_upload(
    world: World, bot: Bot, kind: str, upload: Upload, facts: Json, *, by_bot: bool = True
) -> Json:
    """Store it and return the message's fields. Raise ApiError for what Telegram would not take.

    People may send files of up to 2 GB; a bot 10 MB as a photo and 50 MB else.
    """
    size = len(upload.content)
    if size == 0:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        return {"photo": _photo(world, bot, upload, by_bot=by_bot)}
    if by_bot and size > MAX_FILE:
        raise ApiError(413, "Request Entity Too Large")
    stored = world.files.add(kind, upload.content, {"name": upload.name, "mime": upload.mime, **facts})
    if upload.picture is not None and kind == "document":
        smallest = _thumbnail(upload.picture)
        if smallest is not None:
            small = world.files.add("photo", smallest.content, _facts(smallest.width, smallest.height))
            world.files.set_facts(stored, {"thumbnail": small.key.hex()})
            stored = world.files.of_id(bot.id, stored.id_for(bot.id))
    return holding(world, bot, stored)


def reused(world: World, bot: Bot, kind: str, file_id: str) -> Json:
    """Return the message's fields for a file that is already there."""
    if file_id.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    try:
        stored = world.files.of_id(bot.id, file_id)
    except LookupError as error:
        raise bad_request("wrong file identifier/HTTP URL specified") from error
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {stored.kind.capitalize()} as {kind.capitalize()}")
    if kind == "photo":
        return {"photo": [described(world, bot, size) for size in world.files.sizes(stored)]}
    return holding(world, bot, stored)


def holding(world: World, bot: Bot, file: StoredFile) -> Json:
    """Return the message's fields for a file that is no photo: an animation is a document, too."""
    shown = described(world, bot, file)
    document = {name: value for name, value in shown.items() if name not in _NUMBERS["animation"]}
    return {file.kind: shown} | ({"document": document} if file.kind == "animation" else {})


def described(world: World, bot: Bot, file: StoredFile) -> Json:
    """Telegram's PhotoSize, Document, Video, Animation, Voice, Audio, VideoNote or Sticker."""
    facts = file.facts
    shown: dict[str, Any] = {
        "file_id": file.id_for(bot.id),
        "file_unique_id": file.unique_id,
        "file_size": file.size,
    }
    shown |= {name: int(facts.get(name) or 0) for name in _NUMBERS.get(file.kind, ())}
    if file.kind not in _UNTYPED:
        shown["mime_type"] = facts["mime"]
    if file.kind == "sticker":
        shown |= {"type": "regular", "is_animated": False, "is_video": False}
        shown |= {"emoji": facts["emoji"], "set_name": facts["set_name"]}
    if file.kind in {"document", "video", "animation", "audio"}:
        shown["file_name"] = facts["name"]
    if "thumbnail" in facts:
        shown["thumbnail"] = described(world, bot, world.files.by_key(bytes.fromhex(facts["thumbnail"])))
    return shown


def _photo(world: World, bot: Bot, upload: Upload, *, by_bot: bool) -> list[Json]:
    size = len(upload.content)
    if by_bot and size > MAX_PHOTO:
        raise bad_request(
            f"file of size {size} bytes is too big for a photo; the maximum size is {MAX_PHOTO} bytes"
        )
    if upload.picture is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if not upload.picture.fits_photo:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    stored = [
        world.files.add("photo", variant.content, _facts(variant.width, variant.height))
        for variant in upload.picture.sizes
    ]
    keys = [file.key.hex() for file in stored]
    for file in stored:
        world.files.set_facts(file, {"sizes": keys})
    return [described(world, bot, file) for file in stored]


def _facts(width: int, height: int) -> Json:
    return {"width": width, "height": height, "mime": "image/jpeg", "name": "photo.jpg"}


def _thumbnail(picture: Picture) -> Any:
    fitting = [size for size in picture.sizes[:-1] if max(size.width, size.height) <= THUMBNAIL_SIDE]
    return fitting[-1] if fitting else None


THUMBNAIL_SIDE: Final = 320
