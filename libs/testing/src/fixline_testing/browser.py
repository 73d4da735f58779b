"""Headless Chromium for tests that drive a page."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from playwright.async_api import Page, async_playwright, expect

CHROMIUMS: Final = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS: Final = (
    "--no-sandbox",  # root, as in CI, is refused with it
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TIMEOUT_MS: Final = 20_000


@asynccontextmanager
async def opened_page(
    url: str, *, size: tuple[int, int] = (1280, 800), scale: float = 1
) -> AsyncIterator[Page]:
    """Open `url` at a width and a height, with `scale` pixels for each of theirs.

    At the end raise AssertionError for script errors and requests to other hosts.

    Raises RuntimeError when there is no Chromium.
    """
    chromium = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if chromium is None:
        raise RuntimeError("no Chromium: `make test-browser` says how to get one")
    faults: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        width, height = size
        page = await browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
        page.set_default_timeout(TIMEOUT_MS)
        expect.set_options(timeout=TIMEOUT_MS)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith((url, "blob:", "data:")) else faults.append(request.url)
            ),
        )
        await page.goto(url)
        yield page
        await browser.close()
    if faults:
        raise AssertionError(faults)
