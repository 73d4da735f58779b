"""What a person's message holds, from what the app was given: Telegram's fields, before there is a message."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fixline_local.telegram.media.attachments import stored_upload
from fixline_local.telegram.media.pictures import Upload
from fixline_local.telegram.media.stickers import stored_sticker
from fixline_local.telegram.people_api.bodies import NewFiles, NewMessage, Place
from fixline_local.telegram.people_api.refusal import Refused
from fixline_local.telegram.store.bots import Bot
from fixline_local.telegram.store.database import Json
from fixline_local.telegram.text.formatted import MAX_CAPTION, MAX_TEXT, FormattedText, format_text
from fixline_local.telegram.world import World

ALBUM: Final = range(2, 11)
"""How many parts an album has (Bot API, sendMediaGroup: "must include 2-10 items")."""
ALBUM_KINDS: Final = frozenset({"photo", "video", "document", "audio"})
CAPTIONED: Final = frozenset({"photo", "video", "animation", "document", "voice", "audio"})
"""Only these have captions (Bot API, Message.caption: "for the animation, audio, document, paid media, photo,
video or voice")."""
MAX_VIDEO_NOTE: Final = 60
"""Seconds (Bot API, sendVideoNote: "rounded square MPEG4 videos of up to 1 minute long")."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Files are stored while a content is made, so it is made within the transaction that posts it."""

    world: World
    bot: Bot

    def message(self, body: NewMessage) -> Json:
        if body.sticker is not None:
            return self.sticker(body.sticker)
        if body.place is not None:
            return place(body.place)
        return self.text(body.text or "")

    def text(self, text: str) -> Json:
        formatted = self.formatted(text, MAX_TEXT)
        if not formatted.text:
            raise Refused(400, "a message needs text")
        return formatted.as_fields()

    def sticker(self, name: str) -> Json:
        try:
            return {"sticker": stored_sticker(self.world, self.bot, name)}
        except LookupError as error:
            raise Refused(404, f"no sticker {name!r}") from error

    def files(self, body: NewFiles, uploads: Sequence[Upload]) -> list[Json]:
        """Return one content per file; several are an album whose first part carries the caption."""
        if len(uploads) > 1 and (len(uploads) not in ALBUM or body.kind not in ALBUM_KINDS):
            raise Refused(
                400,
                f"an album has {ALBUM.start} to {ALBUM.stop - 1} photos, videos, documents or audio files",
            )
        if body.kind == "video_note" and body.duration > MAX_VIDEO_NOTE:
            raise Refused(400, f"a video note lasts up to {MAX_VIDEO_NOTE} seconds")
        caption = self.formatted(body.caption, MAX_CAPTION)
        if caption.text and body.kind not in CAPTIONED:
            raise Refused(400, "a video note has no caption")
        contents = [
            stored_upload(self.world, self.bot, body.kind, upload, body.facts(), by_bot=False)
            for upload in uploads
        ]
        contents[0] |= caption.as_fields("caption")
        if len(contents) > 1:
            group = str(secrets.randbelow(9 * 10**16) + 10**16)
            contents = [content | {"media_group_id": group} for content in contents]
        return contents

    def formatted(self, text: str, limit: int) -> FormattedText:
        """Raise Refused for more than `limit` UTF-16 units."""
        formatted = format_text(text, person_of_id=self.world.people.get)
        if formatted.length > limit:
            raise Refused(400, f"at most {limit} characters, these are {formatted.length}")
        return formatted


def place(body: Place) -> Json:
    """Return a Location, or a Venue when the place has a name; a Venue's message has its `location`, too."""
    location: Json = {"latitude": body.latitude, "longitude": body.longitude}
    if not body.title:
        return {"location": location}
    return {
        "location": location,
        "venue": {"location": location, "title": body.title, "address": body.address},
    }
