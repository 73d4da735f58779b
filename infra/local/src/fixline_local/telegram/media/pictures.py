"""Photo sizes as Telegram makes them. The largest keeps the bytes that were sent, so that hashes can be compared."""

import asyncio
import io
from dataclasses import dataclass, field
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

_VARIANTS: Final = (90, 320, 800)
_MAX_SIDES: Final = 10_000
_MAX_RATIO: Final = 20


@dataclass(frozen=True, slots=True)
class Size:
    width: int
    height: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """`sizes` from the smallest to the original; `fits_photo`: Telegram would take these dimensions."""

    mime: str
    sizes: tuple[Size, ...]
    fits_photo: bool


@dataclass(slots=True, kw_only=True)
class Upload:
    """A file that came with a request. `picture` is None when it is not an image."""

    name: str
    mime: str
    content: bytes = field(repr=False)
    picture: Picture | None = None

    async def look(self) -> "Upload":
        """Find out whether it is an image, off the event loop: decoding takes a while."""
        self.picture = await asyncio.to_thread(picture_of, self.content)
        return self


def picture_of(content: bytes) -> Picture | None:
    """Decode an image and make its smaller sizes; None when it is not an image or a broken one."""
    try:
        with Image.open(io.BytesIO(content)) as opened:
            width, height = opened.size
            fits = width + height <= _MAX_SIDES and max(width, height) <= _MAX_RATIO * min(width, height)
            mime = Image.MIME.get(opened.format or "", "application/octet-stream")
            if not fits:
                return Picture(mime, (Size(width, height, content),), fits_photo=False)
            opened.load()
            upright = ImageOps.exif_transpose(opened)
            sizes = [_shrunk(upright, side) for side in _VARIANTS if side < max(upright.size)]
            sizes.append(Size(*upright.size, content))
            return Picture(mime, tuple(sizes), fits_photo=True)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def _shrunk(image: Image.Image, side: int) -> Size:
    small = image.copy()
    small.thumbnail((side, side))
    if small.mode in {"RGBA", "LA", "P", "PA"}:
        with_alpha = small.convert("RGBA")
        small = Image.new("RGB", with_alpha.size, "white")
        small.paste(with_alpha, mask=with_alpha.getchannel("A"))
    buffer = io.BytesIO()
    small.convert("RGB").save(buffer, "JPEG", quality=82)
    return Size(*small.size, buffer.getvalue())
