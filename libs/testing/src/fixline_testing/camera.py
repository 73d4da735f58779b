"""Takes the pictures of the documentation, where `make pictures` asks for them."""

import asyncio
import io
import os
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.async_api import Locator, Page, expect

FOLDER: Final = os.environ.get("FIXLINE_PICTURES", "")
QUALITY: Final = 86
MOVING: Final = ".toast, .busy"
ARE_LOADED: Final = "[...document.images].every((image) => image.complete)"


def keep(picture: Image.Image, name: str) -> None:
    if FOLDER:
        picture.convert("RGB").save(Path(FOLDER) / f"{name}.webp", "WEBP", quality=QUALITY, method=6)


async def take(shown: Page | Locator, name: str) -> None:
    """Keep what is shown, once its pictures are there and nothing moves."""
    page = shown if isinstance(shown, Page) else shown.page
    await page.evaluate("document.activeElement?.blur()")
    await expect(page.locator(MOVING)).to_have_count(0)
    while not await page.evaluate(ARE_LOADED):  # noqa: ASYNC110  # the browser brings it about
        await asyncio.sleep(0.05)
    taken = await shown.screenshot(animations="disabled", caret="hide")
    keep(Image.open(io.BytesIO(taken)), name)
