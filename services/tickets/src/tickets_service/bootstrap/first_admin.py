"""`tickets first-admin BOT`: a link that makes whoever opens it first the admin of a desk that has none.

Of all settings it takes the database alone.
"""

import argparse
import asyncio
import re
import sys
from collections.abc import Sequence
from typing import Final

from fixline_chassis.command_line import database_url
from fixline_chassis.database import create_database_engine
from fixline_chassis.revisions import Revisions, SchemaRevisionError, require_current_revision
from tickets_service.adapters.outbound.sqlalchemy.unit_of_work import SqlAlchemyUnitOfWorkFactory
from tickets_service.adapters.outbound.system.clock import SystemClock
from tickets_service.adapters.outbound.system.invite_codes import KeyedInviteCodes
from tickets_service.application.commands.people.invite_first_admin import (
    AdminExistsError,
    InviteFirstAdminHandler,
)
from tickets_service.application.errors import StoreError
from tickets_service.bootstrap.settings import TicketsSettings

BOT_NAME: Final = re.compile(r"@?([A-Za-z]\w{3,31})", re.ASCII)
PREFIX: Final = "inv_"
"""What the bot knows an invite by, in what a link starts it with."""


def first_admin(arguments: Sequence[str]) -> int:
    """Print a link that makes whoever opens it first the desk's admin."""
    parser = argparse.ArgumentParser(
        prog="tickets_service first-admin",
        description="Print a link that makes whoever opens it first the desk's admin.",
    )
    parser.add_argument(
        "bot", type=bot_name, metavar="BOT", help="the bot's name at Telegram, such as @our_desk_bot"
    )
    parser.add_argument(
        "--recover",
        action="store_true",
        help="also while there is an admin, such as one who lost their account at Telegram",
    )
    given = parser.parse_args(arguments)
    bot: str = given.bot
    try:
        code = asyncio.run(invite(database_url(TicketsSettings), recover=given.recover))
    except AdminExistsError:
        return refused(
            "the desk has an admin already: admins invite others. --recover, where none can be reached."
        )
    except (StoreError, SchemaRevisionError, OSError) as error:
        return refused(f"{error}")
    print(  # noqa: T201  # a command's own output
        "Whoever opens this link first is an admin of the desk. It works once, for 30 minutes:\n\n"
        f"  https://t.me/{bot}?start={PREFIX}{code}\n"
    )
    return 0


def bot_name(given: str) -> str:
    found = BOT_NAME.fullmatch(given)
    if found is None:
        raise argparse.ArgumentTypeError(f"{given!r} is no bot's name: give the one that @BotFather shows")
    return found[1]


def refused(why: str) -> int:
    print(f"first-admin: {why}", file=sys.stderr)  # noqa: T201  # a command's own output
    return 1


async def invite(url: str, *, recover: bool) -> str:
    engine = create_database_engine(url, application_name="tickets-first-admin", pool_size=1)
    # Nobody needs to hear this code again, so it needs no key that is kept.
    handler = InviteFirstAdminHandler(
        unit_of_work=SqlAlchemyUnitOfWorkFactory(engine, on_events=no_streams),
        clock=SystemClock(),
        codes=KeyedInviteCodes(),
    )
    try:
        await require_current_revision(engine, Revisions.of("tickets_service"))
        return await handler(recover=recover)
    finally:
        await engine.dispose()


def no_streams() -> None:
    """Wake nobody: an invite is no event of a ticket's."""
