"""`bot_service replay update|delivery`: puts back what was given up. Of all settings it takes the database alone."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.queues.dead_letters import SqlDeadLetters
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.queues.dead_letters import DeadLetters, ReplayedUpdate
from bot_service.application.ports.updates.inbox import InboxState
from bot_service.bootstrap.settings import BotSettings
from fixline_chassis.command_line import database_url
from fixline_chassis.database import create_database_engine

LOOK_SECONDS: Final = 0.1
LARGEST_ID: Final = (1 << 63) - 1
WORDS: Final = {
    InboxState.PENDING: "is back in the queue, and has not been dealt with yet",
    InboxState.DONE: "is done",
    InboxState.SKIPPED: "was skipped again: this release does not know its kind either",
    InboxState.DEAD: "was given up again",
}


def replay(arguments: Sequence[str]) -> int:
    """Put back updates or deliveries that were given up."""
    parser = argparse.ArgumentParser(prog="bot_service replay")
    kinds = parser.add_subparsers(dest="kind", required=True)
    update = kinds.add_parser("update", help="deal with updates anew, once the cause is mended")
    update.add_argument("ids", nargs="*", type=number, metavar="UPDATE_ID")
    update.add_argument("--all-dead", action="store_true", help="all that were given up")
    update.add_argument(
        "--wait",
        type=float,
        default=10.0,
        metavar="SECONDS",
        help="for what becomes of them; default %(default)s",
    )
    delivery = kinds.add_parser("delivery", help="make calls to Telegram anew; never edits")
    delivery.add_argument("ids", nargs="+", type=number, metavar="DELIVERY_ID")
    given = parser.parse_args(arguments)
    if given.kind == "update" and bool(given.ids) == given.all_dead:
        update.error("name updates, or say --all-dead")
    url = database_url(BotSettings)
    try:
        if given.kind == "delivery":
            return asyncio.run(make_calls_anew(url, given.ids))
        return asyncio.run(put_back(url, None if given.all_dead else given.ids, given.wait))
    except UnavailableError as error:
        print(f"replay: {error}", file=sys.stderr)  # noqa: T201  # a command's own output
        return 1


def number(text: str) -> int:
    if text.isdecimal() and 0 < int(text) <= LARGEST_ID:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no id: ids are whole numbers from 1 on")


async def put_back(url: str, update_ids: Sequence[int] | None, wait: float) -> int:
    """Return 0 when every update was put back, and none of them given up again within the wait in seconds."""
    async with dead_letters(url) as letters:
        updates = await letters.replay_updates(update_ids)
        missing = sorted(set(update_ids or ()) - {update.update_id for update in updates})
        now = await settled(letters, updates, wait)
    for update in now:
        say(sentence(update))
    for update_id in missing:
        say(f"update {update_id} was not given up, or is not there")
    if not now and not missing:
        say("no update is given up")
    return int(bool(missing) or any(update.state == InboxState.DEAD for update in now))


async def settled(
    letters: DeadLetters, updates: Sequence[ReplayedUpdate], seconds: float
) -> Sequence[ReplayedUpdate]:
    """Return how the updates stand when all are dealt with, or after that time."""
    ends = asyncio.get_running_loop().time() + seconds
    while any(update.state == InboxState.PENDING for update in updates):
        if asyncio.get_running_loop().time() >= ends:
            break
        await asyncio.sleep(LOOK_SECONDS)
        updates = await letters.standing(updates)
    return updates


def sentence(update: ReplayedUpdate) -> str:
    words = f"update {update.update_id} {WORDS[InboxState(update.state)]}"
    if update.state == InboxState.DEAD:
        return f"{words}: {update.error}, incident {update.incident}"
    return f"{words} (the last try: {update.error})" if update.error else words


async def make_calls_anew(url: str, delivery_ids: Sequence[int]) -> int:
    async with dead_letters(url) as letters:
        put_back = await letters.replay_deliveries(delivery_ids)
    for delivery_id in put_back:
        say(f"delivery {delivery_id} is back in the queue")
    others = sorted(set(delivery_ids) - set(put_back))
    for delivery_id in others:
        say(f"delivery {delivery_id} is not FAILED or UNKNOWN, is an edit, or is not there")
    return int(bool(others))


def say(words: str) -> None:
    print(words)  # noqa: T201  # a command's own output


@asynccontextmanager
async def dead_letters(url: str) -> AsyncIterator[DeadLetters]:
    engine = create_database_engine(url, application_name="fixline-bot-replay", pool_size=1)
    try:
        yield SqlDeadLetters(Database(engine))
    finally:
        await engine.dispose()
