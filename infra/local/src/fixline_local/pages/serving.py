"""A page's own files and those that all pages share: nothing from elsewhere."""

from pathlib import Path
from typing import Final

from fastapi import APIRouter, HTTPException, Response
from fastapi.responses import FileResponse

SHARED: Final = Path(__file__).parent / "shared"
HEADERS: Final = {
    "cache-control": "no-cache",
    "content-security-policy": "default-src 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
}


def page_router(folder: Path) -> APIRouter:
    """Serve what is in `folder` now, by its names; `/` is its `index.html`."""
    files = {path.name: path for each in (SHARED, folder) for path in each.iterdir()}
    router = APIRouter()

    @router.get("/{name}")
    async def page_file(name: str) -> Response:
        if name not in files:
            raise HTTPException(404, "no such page")
        return FileResponse(files[name], headers=HEADERS)

    @router.get("/")
    async def page() -> Response:
        return await page_file("index.html")

    return router
