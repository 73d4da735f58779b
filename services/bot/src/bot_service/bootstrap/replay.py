"""`bot replay UPDATE_ID`: puts an update that was given up back into the queue."""

import argparse
import asyncio
from collections.abc import Sequence

from bot_service.adapters.inbound.worker.places import Places
from bot_service.adapters.outbound.sqlalchemy.chats import SqlChats
from bot_service.adapters.outbound.sqlalchemy.database import Database
from bot_service.adapters.outbound.sqlalchemy.inbox import SqlInbox
from bot_service.adapters.outbound.sqlalchemy.presence import Presence
from bot_service.application.errors import UnavailableError
from bot_service.bootstrap.settings import BotSettings
from fixline_chassis.database import create_database_engine


def replay(settings: BotSettings, arguments: Sequence[str]) -> int:
    """Put an update that was given up or skipped back into the queue."""
    parser = argparse.ArgumentParser(prog="bot_service replay")
    parser.add_argument("update_id", type=int)
    update_id: int = parser.parse_args(arguments).update_id
    try:
        found = asyncio.run(put_back(settings, update_id))
    except UnavailableError as error:
        print(f"replay: {error}")  # noqa: T201  # a command's own output
        return 1
    words = "is back in the queue" if found else "was not given up, or is not there"
    print(f"update {update_id} {words}")  # noqa: T201  # a command's own output
    return 0 if found else 1


async def put_back(settings: BotSettings, update_id: int) -> bool:
    engine = create_database_engine(settings.database_url, application_name="fixline-bot-replay", pool_size=1)
    database = Database(engine)
    inbox = SqlInbox(
        database,
        Presence(database),
        settings.bot_id,
        chats=SqlChats(database),
        workers=Places(0),
        senders=Places(0),
    )
    try:
        return await inbox.replay(update_id)
    finally:
        await engine.dispose()
