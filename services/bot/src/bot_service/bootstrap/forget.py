"""`bot_service forget TELEGRAM_ID`: erases what the bot knows of a person."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Final

from pydantic_settings import BaseSettings, SettingsConfigDict
from redis.asyncio import Redis

from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.people.personal_data import SqlErasures, SqlPersonalData
from bot_service.adapters.outbound.valkey.personal_data import ValkeyPersonalData
from bot_service.application.commands.people.forget_person import ForgetPerson
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.people.personal_data import Erased
from bot_service.bootstrap.settings import ValkeyUrl
from fixline_chassis.command_line import who_calls
from fixline_chassis.database import create_database_engine
from fixline_chassis.settings import DatabaseUrl, load_settings

TELEGRAM_ID_LIMIT: Final = 1 << 52
LONGEST_REASON: Final = 1_000
VALKEY_SECONDS: Final = 5.0


class StoreSettings(BaseSettings):
    """Of all the bot's settings, those of its two stores."""

    model_config = SettingsConfigDict(env_prefix="BOT_", env_ignore_empty=True, hide_input_in_errors=True)

    database_url: DatabaseUrl
    valkey_url: ValkeyUrl


def forget(arguments: Sequence[str]) -> int:
    """Erase what the bot knows of a person."""
    parser = argparse.ArgumentParser(prog="bot_service forget", description=forget.__doc__)
    parser.add_argument("telegram_id", type=person, metavar="TELEGRAM_ID")
    parser.add_argument("--dry-run", action="store_true", help="say what would be erased, and change nothing")
    parser.add_argument("--reason", type=words, default="", help="kept on record; name nobody")
    parser.add_argument("--by", type=words, default=who_calls(), help="who asks; default: your user name")
    given = parser.parse_args(arguments)
    if not given.dry_run and not given.reason:
        parser.error("say why by --reason, or --dry-run")
    settings = load_settings(StoreSettings)
    try:
        erased = asyncio.run(
            carry_out(settings, given.telegram_id, given.by, given.reason, dry_run=given.dry_run)
        )
    except UnavailableError as error:
        print(f"forget: {error}: what is left is erased by the next try", file=sys.stderr)  # noqa: T201  # its output
        return 1
    tell(erased, dry_run=given.dry_run)
    return 0


def person(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < TELEGRAM_ID_LIMIT:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no Telegram id of a person: they say theirs by /id")


def words(text: str) -> str:
    if len(text) > LONGEST_REASON or not text.isprintable():
        raise argparse.ArgumentTypeError(f"must be up to {LONGEST_REASON:,} characters in one line")
    return text.strip()


async def carry_out(
    settings: StoreSettings, telegram_id: int, asked_by: str, reason: str, *, dry_run: bool
) -> Erased:
    async with AsyncExitStack() as stack:
        engine = create_database_engine(
            settings.database_url, application_name="fixline-bot-forget", pool_size=1
        )
        stack.push_async_callback(engine.dispose)
        valkey = Redis.from_url(
            settings.valkey_url,
            socket_timeout=VALKEY_SECONDS,
            socket_connect_timeout=VALKEY_SECONDS,
            decode_responses=True,
        )
        stack.push_async_callback(valkey.aclose)
        database = Database(engine)
        command = ForgetPerson(
            # The database last: as long as it knows the person, a try that was cut short is seen to be one.
            stores=(ValkeyPersonalData(valkey), SqlPersonalData(database)),
            erasures=SqlErasures(database),
        )
        if dry_run:
            return await command.count(telegram_id)
        return await command(telegram_id, asked_by=asked_by, reason=reason)


def tell(erased: Erased, *, dry_run: bool) -> None:
    for kind, number in erased.items():
        print(f"{number:>8}  {kind}")  # noqa: T201  # a command's own output
    print("nothing was changed" if dry_run else "erased")  # noqa: T201  # the same
