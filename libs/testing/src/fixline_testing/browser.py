"""Headless Chromium for tests that drive a page."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Final

from playwright.async_api import Browser, Page, async_playwright, expect

CHROMIUMS: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS: Final = (
    "--no-sandbox",  # root, as in CI, is refused with it
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # a link that leads out is opened, and loads nothing
)
TIMEOUT_MS: Final = 20_000


@dataclass(slots=True)
class _Shared:
    """The Chromium of an event loop; the first page starts it."""

    stack: AsyncExitStack
    browser: Browser | None = None


_SHARED: Final[dict[asyncio.AbstractEventLoop, _Shared]] = {}


@asynccontextmanager
async def shared_chromium() -> AsyncIterator[None]:
    """Meanwhile all pages that are opened on this event loop are windows of one Chromium, each with its own storage."""
    loop = asyncio.get_running_loop()
    async with AsyncExitStack() as stack:
        _SHARED[loop] = _Shared(stack)
        try:
            yield
        finally:
            del _SHARED[loop]


@asynccontextmanager
async def _started() -> AsyncIterator[Browser]:
    chromium = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if chromium is None:
        raise RuntimeError("no Chromium: `make test-browser` says how to get one")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def _chromium() -> AsyncIterator[Browser]:
    shared = _SHARED.get(asyncio.get_running_loop())
    if shared is None:
        async with _started() as browser:
            yield browser
        return
    if shared.browser is None:
        shared.browser = await shared.stack.enter_async_context(_started())
    yield shared.browser


@asynccontextmanager
async def opened_page(
    url: str, *, size: tuple[int, int] = (1280, 800), scale: float = 1
) -> AsyncIterator[Page]:
    """Open `url` at a width and a height, with `scale` pixels for each of theirs.

    At the end raise AssertionError for script errors and requests to other hosts.

    Raises RuntimeError when there is no Chromium.
    """
    faults: list[str] = []
    async with _chromium() as browser:
        width, height = size
        page = await browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
        try:
            page.set_default_timeout(TIMEOUT_MS)
            expect.set_options(timeout=TIMEOUT_MS)
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.on(
                "console", lambda message: faults.append(message.text) if message.type == "error" else None
            )
            page.on(
                "request",
                lambda request: (
                    None if request.url.startswith((url, "blob:", "data:")) else faults.append(request.url)
                ),
            )
            await page.goto(url)
            yield page
        finally:
            await page.close()
    if faults:
        raise AssertionError(faults)
