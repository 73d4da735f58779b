"""getUpdates: one poller per bot, updates stay until a higher offset confirms them."""

import asyncio
from typing import Final

from aiogram.methods import GetUpdates

from fixline_local.telegram.call import Call
from fixline_local.telegram.errors import ApiError, conflict
from fixline_local.telegram.methods.session import end_poller, remember_allowed
from fixline_local.telegram.store.database import Json
from fixline_local.telegram.world import Poller

MAX_UPDATES: Final = 100
MAX_WAIT_SECONDS: Final = 50
_OTHER: Final = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


async def get_updates(call: Call, method: GetUpdates) -> list[Json]:
    """Wait up to `timeout` seconds for updates. Raise ApiError 409 when another poller or a webhook takes over."""
    world, bot = call.world, call.bot
    if bot.webhook.url:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    limit = min(max(method.limit or MAX_UPDATES, 1), MAX_UPDATES)
    loop = asyncio.get_running_loop()
    deadline = loop.time() + min(max(method.timeout or 0, 0), MAX_WAIT_SECONDS)
    poller = Poller()
    with world.change():
        end_poller(call, _OTHER)
        world.pollers[bot.id] = poller
        remember_allowed(call, method.allowed_updates)
        offset = method.offset or 0
        if offset < 0:
            world.updates.keep_last(bot.id, -offset)
        elif offset:
            world.updates.confirm_below(bot.id, offset)
    try:
        while True:
            if poller.ended_by:
                raise ApiError(409, poller.ended_by)
            found = world.updates.pending(bot.id, limit=limit, now=world.clock())
            left = deadline - loop.time()
            if found or left <= 0 or world.closing:
                return [update.body for update in found]
            await world.wake_up.wait(left)
    finally:
        if world.pollers.get(bot.id) is poller:
            del world.pollers[bot.id]
