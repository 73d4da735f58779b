"""The one sticker set of the simulator: four faces, drawn here.

Telegram's static stickers are WEBP with one side of 512 pixels (core.telegram.org/stickers, "Static stickers").
"""

import io
from functools import cache
from hashlib import sha256
from typing import Final

from PIL import Image, ImageDraw

from fixline_local.telegram.media.attachments import described
from fixline_local.telegram.store.bots import Bot
from fixline_local.telegram.store.database import Json
from fixline_local.telegram.store.files import KEY_BYTES
from fixline_local.telegram.world import World

SET_NAME: Final = "fixline_faces"
STICKERS: Final = {"glad": "😀", "sad": "😢", "angry": "😡", "asleep": "😴"}
"""The stickers' names and the emoji that each stands for."""
SIDE: Final = 512
INK: Final = "#23303c"
SKINS: Final = {"glad": "#ffd34d", "sad": "#8ec5ff", "angry": "#ff8a70", "asleep": "#c9b6ff"}
MOUTHS: Final = {"glad": (150, 200, 362, 400), "sad": (166, 320, 346, 470), "angry": (166, 330, 346, 450)}


def stored_sticker(world: World, bot: Bot, name: str) -> Json:
    """Return Telegram's Sticker. Raise LookupError for a name that is not in STICKERS.

    The same sticker is the same file each time, as at Telegram, where bots tell stickers by `file_unique_id`.
    """
    emoji = STICKERS[name]
    facts = {
        "name": f"{name}.webp",
        "mime": "image/webp",
        "width": SIDE,
        "height": SIDE,
        "emoji": emoji,
        "set_name": SET_NAME,
    }
    key = sha256(f"{SET_NAME}/{name}".encode()).digest()[:KEY_BYTES]
    return described(world, bot, world.files.kept(key, "sticker", drawn(name), facts))


@cache
def drawn(name: str) -> bytes:
    """Return the sticker's WEBP, transparent around the face. Raise KeyError for an unknown name."""
    image = Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((24, 24, 488, 488), fill=SKINS[name], outline="white", width=16)
    for left in (150, 300):
        if name == "asleep":
            draw.arc((left, 180, left + 70, 240), 0, 180, fill=INK, width=14)
        else:
            draw.ellipse((left + 10, 170, left + 54, 232), fill=INK)
    if name == "angry":
        draw.line((130, 130, 222, 164), fill=INK, width=18)
        draw.line((382, 130, 290, 164), fill=INK, width=18)
    if name == "asleep":
        draw.ellipse((222, 320, 290, 396), fill=INK)
    else:
        begin, end = (0, 180) if name == "glad" else (180, 360)
        draw.arc(MOUTHS[name], begin, end, fill=INK, width=20)
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=85)
    return buffer.getvalue()
