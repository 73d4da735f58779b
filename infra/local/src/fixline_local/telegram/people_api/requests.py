"""What the routes share: whose chat it is, reading bodies, refusals as JSON."""

from collections.abc import Awaitable, Callable
from typing import TypeVar
from urllib.parse import urlsplit

from aiohttp import web
from pydantic import BaseModel, ValidationError

from fixline_local.telegram.errors import ApiError
from fixline_local.telegram.people_api.acting import Seat
from fixline_local.telegram.people_api.refusal import Refused
from fixline_local.telegram.store.bots import Bot
from fixline_local.telegram.world import World

Body = TypeVar("Body", bound=BaseModel)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def bot_in(world: World, request: web.Request) -> Bot:
    """Return the bot of `?bot=`, else the one that called first most recently."""
    wanted = request.query.get("bot")
    try:
        bot = world.bots.get(int(wanted)) if wanted else world.bots.newest()
    except (LookupError, ValueError) as error:
        raise Refused(404, f"no bot {wanted}") from error
    if bot is None:
        raise Refused(409, "no bot yet: it appears with its first call, or with --token")
    return bot


def seat_in(world: World, request: web.Request) -> Seat:
    """Return the chat of the path and who acts there: `?as=` in a group, else the person the chat is with."""
    bot = bot_in(world, request)
    try:
        chat_id = int(request.match_info["chat"])
        person_id = int(request.query.get("as", chat_id))
    except ValueError as error:
        raise Refused(404, "a chat's id is a number") from error
    person = world.people.get(person_id)
    if person is None:
        raise Refused(404, f"no person {person_id}")
    if chat_id == person_id:
        return Seat(world, bot, world.chats.private(bot.id, person.id), person)
    chat = world.chats.find(bot.id, chat_id)
    if chat is None or person.id not in chat.members:
        raise Refused(404, f"{person.first_name} is not in a chat {chat_id}")
    return Seat(world, bot, chat, person)


async def body_of(request: web.Request, kind: type[Body]) -> Body:
    return checked(kind, await request.text())


def checked(kind: type[Body], body: str | dict[str, object]) -> Body:
    try:
        return kind.model_validate_json(body or "{}") if isinstance(body, str) else kind.model_validate(body)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise Refused(400, faults) from error


@web.middleware
async def refusals_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        return web.json_response({"error": "another site's page may not act here"}, status=403)
    try:
        return await handler(request)
    except Refused as error:
        return web.json_response({"error": str(error)}, status=error.status)
    except ApiError as error:
        return web.json_response({"error": error.description}, status=error.code)


def seconds_in(request: web.Request, name: str, default: float, limit: float) -> float:
    try:
        return min(max(float(request.query.get(name, default)), 0), limit)
    except ValueError as error:
        raise Refused(400, f"{name} is a number of seconds") from error


def number_in(request: web.Request, name: str) -> int:
    try:
        return int(request.query.get(name, "0"))
    except ValueError as error:
        raise Refused(400, f"{name} is a number") from error
