"""The end of a request whose messages are edited, and a place."""

from bot_testing.talker import Json, Talker
from bot_testing.world import World

PLACE: Json = {"latitude": 1.0, "longitude": 2.0}


async def sent(world: World, ann: Talker) -> None:
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    await world.news()
