"""The whole simulator as an object: for tests, and for the process in `__main__`."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from aiohttp import web

from fixline_local.telegram.control_routes import ControlRoutes
from fixline_local.telegram.delivery.webhooks import WebhookDelivery
from fixline_local.telegram.desk_routes import DeskRoutes
from fixline_local.telegram.members import STAFF_GROUP_RIGHTS, set_bot_member
from fixline_local.telegram.page_routes import PageRoutes
from fixline_local.telegram.people import ADA, ALEX, BOT_TOKEN
from fixline_local.telegram.people_api.group_routes import GroupRoutes
from fixline_local.telegram.people_api.inline_routes import InlineRoutes
from fixline_local.telegram.people_api.requests import refusals_as_json
from fixline_local.telegram.people_api.routes import PeopleRoutes
from fixline_local.telegram.store.bots import TOKEN, Bot
from fixline_local.telegram.store.chats import ADMINISTRATOR
from fixline_local.telegram.wire.endpoint import BotEndpoint
from fixline_local.telegram.wire.requests import MAX_BODY
from fixline_local.telegram.world import World

STAFF_GROUP: Final = "Staff"


class TelegramSimulator:
    """`async with TelegramSimulator() as simulator: ...simulator.url`.

    `state` None keeps everything in memory. `tokens` are bots that exist from the start, so that people may write
    before the bot has called; with `only_these` no other token is let in. `limits` False switches 429 off. `desk` is
    the base URL of the desk that the bot belongs to, for what the chat page asks of it.
    """

    def __init__(
        self,
        *,
        state: Path | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        limits: bool = True,
        tokens: Sequence[str] = (BOT_TOKEN,),
        only_these: bool = False,
        first_retry_seconds: float = 1.0,
        desk: str = "",
    ) -> None:
        for token in tokens:
            if not TOKEN.fullmatch(token):
                raise ValueError("a token is <bot id>:<30-64 of A-Z a-z 0-9 _ ->")
        self._listen = (host, port)
        self._desk = desk
        self.world = World(state, limits=limits, has_desk=bool(desk))
        if only_these:
            self.world.allowed_tokens = frozenset(tokens)
        with self.world.change():
            for token in tokens:
                self.world.bots.of_token(token)
            if desk:
                self._open_staff_group(self.world.bots.of_token(tokens[0]))
        self._webhooks = WebhookDelivery(self.world, first_retry_seconds=first_retry_seconds)
        self._runner: web.AppRunner | None = None
        self.url = ""

    def _open_staff_group(self, bot: Bot) -> None:
        """Have a group for the desk's people, with the bot in it: an admin of the desk has only to link it."""
        if any(chat.title == STAFF_GROUP for chat in self.world.chats.of_bot(bot.id)):
            return
        group = self.world.chats.create_group(bot.id, STAFF_GROUP, [ADA, ALEX], forum=True)
        founder = self.world.people.get(ADA)
        if founder is not None:
            by = founder.as_user()
            set_bot_member(self.world, bot, group, by=by, status=ADMINISTRATOR, rights=STAFF_GROUP_RIGHTS)

    async def start(self) -> str:
        """Listen and return the base URL. Raise OSError when the port is taken."""
        app = web.Application(client_max_size=MAX_BODY, middlewares=[refusals_as_json])
        for part in (BotEndpoint, PeopleRoutes, GroupRoutes, InlineRoutes, ControlRoutes, PageRoutes):
            app.add_routes(part(self.world).routes())
        app.add_routes(DeskRoutes(self._desk.rstrip("/")).routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, *self._listen)
        try:
            await site.start()
        except OSError:
            await self._runner.cleanup()
            self.world.close()
            raise
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        await self._webhooks.start()
        return self.url

    async def stop(self) -> None:
        self.world.end_waits()
        await self._webhooks.stop()
        if self._runner is not None:
            await self._runner.cleanup()
        self.world.close()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()
