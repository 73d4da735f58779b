"""`/api/chats/…/inline`: what people write after the bot's name, and which of its results they send."""

import asyncio
from dataclasses import dataclass

from aiohttp import web

from fixline_local.telegram.people_api import bodies
from fixline_local.telegram.people_api.requests import body_of, seat_in
from fixline_local.telegram.people_api.views import message_view
from fixline_local.telegram.world import World


@dataclass(frozen=True, slots=True)
class InlineRoutes:
    world: World

    def routes(self) -> list[web.RouteDef]:
        inline = r"/api/chats/{chat:-?\d+}/inline"
        return [
            web.post(inline, self.ask_inline),
            web.post(inline + r"/{query:\d+}/choice", self.choose_inline),
        ]

    async def ask_inline(self, request: web.Request) -> web.Response:
        body = await body_of(request, bodies.AskInline)
        with self.world.change():
            query = seat_in(self.world, request).ask_inline(body.query)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + body.wait
        while True:
            query = self.world.inline_queries.get(query.id)
            left = deadline - loop.time()
            if query.answer is not None or left <= 0 or self.world.closing:
                return web.json_response({"inline_query_id": query.id, "answer": query.answer})
            await self.world.wake_up.wait(left)

    async def choose_inline(self, request: web.Request) -> web.Response:
        body = await body_of(request, bodies.ChooseInline)
        with self.world.change():
            seat = seat_in(self.world, request)
            message = seat.choose_inline(request.match_info["query"], body.result_id)
        return web.json_response({"messages": [message_view(self.world, message)]}, status=201)
