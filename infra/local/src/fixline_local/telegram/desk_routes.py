"""`/api/desk/…`: passed on, as it is, to the desk that a bot belongs to. What it means is the desk's business."""

from dataclasses import dataclass
from typing import Final

import aiohttp
from aiohttp import web

from fixline_local.telegram.people_api.refusal import Refused

_SECONDS: Final = aiohttp.ClientTimeout(total=60)


@dataclass(frozen=True, slots=True)
class DeskRoutes:
    """`url` is where the desk listens, "" when there is none."""

    url: str

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/desk/{path:.+}", self.passed_on),
            web.put("/api/desk/{path:.+}", self.passed_on),
        ]

    async def passed_on(self, request: web.Request) -> web.Response:
        if not self.url:
            raise Refused(503, "There is no desk beside this simulator: `make run` opens one.")
        # Neither Origin nor cookies go with it: the desk hears the simulator, which has looked at who asks.
        body, headers = await request.read(), {"Content-Type": request.content_type}
        url = f"{self.url}/{request.match_info['path']}"
        try:
            async with (
                aiohttp.ClientSession(timeout=_SECONDS) as session,
                session.request(request.method, url, data=body, headers=headers) as answer,
            ):
                return web.Response(
                    body=await answer.read(), status=answer.status, content_type=answer.content_type
                )
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Refused(503, "The desk does not answer. Is `make run` still running?") from error
