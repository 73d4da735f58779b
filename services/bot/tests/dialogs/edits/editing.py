"""What people have said that is edited."""

from bot_testing.talker import Json, Talker
from bot_testing.world import World

PLACE: Json = {"latitude": 1.0, "longitude": 2.0}


async def said(talker: Talker, **content: object) -> int:
    """Send a message and return its own number."""
    update = talker.message(**content)
    await talker.world.feed(update)
    return int(update["message"]["message_id"])


async def sent(world: World, ann: Talker) -> None:
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    await world.news()


async def new(world: World, ann: Talker, text: str = "Lamp") -> None:
    await ann.says("/new")
    await ann.says(text)
    await sent(world, ann)
