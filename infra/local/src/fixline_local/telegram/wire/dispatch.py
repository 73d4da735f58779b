"""From a method's name and parameters to its result: the part that the wire and webhook answers share."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from aiogram.methods import GetUpdates

from fixline_local.telegram.call import Call
from fixline_local.telegram.errors import ApiError, not_found
from fixline_local.telegram.media.pictures import Upload
from fixline_local.telegram.methods.polling import get_updates
from fixline_local.telegram.methods.table import HANDLERS
from fixline_local.telegram.store.bots import TOKEN, Bot
from fixline_local.telegram.wire.parameters import class_of, parsed
from fixline_local.telegram.world import World

_AFTER_LOG_OUT: Final = frozenset({"getme", "close"})


def bot_of(world: World, token: str) -> Bot:
    """Return the bot of a token. Raise ApiError 401 for a token that is malformed or not on the list."""
    if not TOKEN.fullmatch(token) or (world.allowed_tokens and token not in world.allowed_tokens):
        raise ApiError(401, "Unauthorized")
    found = world.bots.find(token)
    if found is not None:
        return found
    with world.change():
        return world.bots.of_token(token)


async def execute(
    world: World, bot: Bot, name: str, values: Mapping[str, Any], files: Mapping[str, Upload]
) -> Any:
    """Check everything, then act in one transaction. Raise ApiError without any effect."""
    cls = class_of(name)
    method = parsed(cls, values, files)
    if bot.logged_out_until > world.clock() and name.lower() not in _AFTER_LOG_OUT:
        raise ApiError(400, "Logged out")
    call = Call(world, bot, files)
    if isinstance(method, GetUpdates):
        return await get_updates(call, method)
    handler = HANDLERS.get(cls)
    if handler is None:
        raise not_found(f"method not found: {cls.__api_method__} is not simulated")
    if files:
        await asyncio.gather(*(upload.look() for upload in files.values()))
    with world.change():
        return handler(call, method)
