"""`/api/faults`, `/api/calls`, `/api/limits`, `/api/bot/topics`, `/api/health`: for tests and for whoever starts it."""

from dataclasses import dataclass

from aiohttp import web

from fixline_local.telegram.control.faults import Fault
from fixline_local.telegram.people_api import bodies
from fixline_local.telegram.people_api.requests import body_of, bot_in, number_in
from fixline_local.telegram.world import World


@dataclass(frozen=True, slots=True)
class ControlRoutes:
    world: World

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/faults", self.faults),
            web.post("/api/faults", self.add_fault),
            web.delete("/api/faults", self.clear_faults),
            web.delete(r"/api/faults/{fault:\d+}", self.clear_faults),
            web.get("/api/calls", self.calls),
            web.post("/api/limits", self.limits),
            web.put("/api/bot/topics", self.topics),
            web.get("/api/health", self.health),
        ]

    async def faults(self, _: web.Request) -> web.Response:
        return web.json_response({"faults": [fault.model_dump() for fault in self.world.faults.faults]})

    async def add_fault(self, request: web.Request) -> web.Response:
        fault = self.world.faults.add(await body_of(request, Fault))
        return web.json_response(fault.model_dump(), status=201)

    async def clear_faults(self, request: web.Request) -> web.Response:
        number = request.match_info.get("fault")
        self.world.faults.clear(int(number) if number else None)
        return web.json_response({})

    async def calls(self, request: web.Request) -> web.Response:
        entries = self.world.journal.since(number_in(request, "since"), request.query.get("method"))
        return web.json_response({"calls": [entry.as_json() for entry in entries]})

    async def limits(self, request: web.Request) -> web.Response:
        body = await body_of(request, bodies.Limits)
        self.world.budgets.enabled = body.enabled
        return web.json_response({"enabled": body.enabled})

    async def topics(self, request: web.Request) -> web.Response:
        """Do what the bot's owner does in @BotFather."""
        body = await body_of(request, bodies.OwnersChoice)
        with self.world.change():
            bot = bot_in(self.world, request)
            bot.has_topics, bot.people_make_topics = body.enabled, body.made_by_people
            self.world.bots.save(bot)
            for chat in self.world.chats.of_bot(bot.id):
                self.world.chats.save(chat)
        return web.json_response(body.model_dump())

    async def health(self, _: web.Request) -> web.Response:
        return web.json_response({"ok": True})
