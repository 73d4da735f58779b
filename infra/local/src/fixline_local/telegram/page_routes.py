"""The chat page: static files, and nothing from elsewhere."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiohttp import web

from fixline_local.telegram.world import World

FOLDER: Final = Path(__file__).parent / "page"
_HEADERS: Final = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:",
}


@dataclass(frozen=True, slots=True)
class PageRoutes:
    world: World

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/", self.index), web.get(r"/page/{name:[a-z_]+\.(?:js|css|svg)}", self.asset)]

    async def index(self, _: web.Request) -> web.FileResponse:
        return web.FileResponse(FOLDER / "index.html", headers=_HEADERS)

    async def asset(self, request: web.Request) -> web.FileResponse:
        path = FOLDER / request.match_info["name"]
        if not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path, headers=_HEADERS)
