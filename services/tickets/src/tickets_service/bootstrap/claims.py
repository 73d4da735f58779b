"""`tickets import-codes …`: links for imported people whom Telegram does not know yet."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from fixline_chassis.command_line import database_url
from fixline_chassis.database import create_database_engine
from fixline_chassis.revisions import Revisions, SchemaRevisionError, require_current_revision
from fixline_chassis.settings import SettingsError
from tickets_service.adapters.outbound.moving.written_tables import TABLE_HELP, begin_table
from tickets_service.adapters.outbound.sqlalchemy.connections.failures import STORE_FAILURES
from tickets_service.adapters.outbound.sqlalchemy.origins.import_store import (
    CONNECTIONS,
    SqlAlchemyImportStore,
)
from tickets_service.adapters.outbound.sqlalchemy.unit_of_work import SqlAlchemyUnitOfWorkFactory
from tickets_service.adapters.outbound.system.clock import SystemClock
from tickets_service.adapters.outbound.system.invite_codes import KeyedInviteCodes
from tickets_service.application.commands.origins.offer_claims import OfferClaimsHandler, OfferedClaim
from tickets_service.application.errors import StoreError
from tickets_service.application.ports.origins.import_store import ImportRunningError
from tickets_service.bootstrap.first_admin import PREFIX, bot_name, no_streams
from tickets_service.bootstrap.moving import source_name, words_of
from tickets_service.bootstrap.settings import TicketsSettings

HEAD = ("name", "old id", "link")


def import_codes(arguments: Sequence[str]) -> int:
    """Write links by which imported people who are not at Telegram yet say who they are."""
    parser = argparse.ArgumentParser(
        prog="tickets_service import-codes",
        description="Write a link for each imported person who is not at Telegram yet. Whoever opens it is that person,"
        " and has their requests. Each works once, for 7 days; ask again for those who missed it.",
    )
    parser.add_argument("--source", required=True, type=source_name, help="as it was called in the import")
    parser.add_argument(
        "--bot", required=True, type=bot_name, help="the bot's name at Telegram, such as @our_desk_bot"
    )
    parser.add_argument("--out", required=True, type=Path, help=f"{TABLE_HELP}; it must not be there yet")
    given = parser.parse_args(arguments)
    try:
        # Before there are codes: those that cannot be written down would be lost. They are for nobody else's eyes.
        private = os.open(given.out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        return refused(f"{error}")
    with os.fdopen(private, "wb") as file:
        try:
            offered = asyncio.run(offer(database_url(TicketsSettings), given.source))
        except (ImportRunningError, SettingsError, StoreError, SchemaRevisionError, OSError) as error:
            given.out.unlink()
            return refused(words_of(error))
        table = begin_table(file, given.out, HEAD)
        for each in offered:
            table.write((each.display_name, each.old_id, link(given.bot, each)))
        table.finish()
    print(f"{len(offered)} links in {given.out}, each for one person, once, for 7 days")  # noqa: T201  # a command's own output
    return 0


def link(bot: str, claim: OfferedClaim) -> str:
    return f"https://t.me/{bot}?start={PREFIX}{claim.code}"


def refused(why: str) -> int:
    print(f"import-codes: {why}", file=sys.stderr)  # noqa: T201  # a command's own output
    return 1


async def offer(url: str, source: str) -> Sequence[OfferedClaim]:
    engine = create_database_engine(url, application_name="tickets-import-codes", pool_size=CONNECTIONS)
    handler = OfferClaimsHandler(
        store=SqlAlchemyImportStore(engine),
        unit_of_work=SqlAlchemyUnitOfWorkFactory(engine, on_events=no_streams),
        clock=SystemClock(),
        # Nobody needs to hear these codes again, so they need no key that is kept.
        codes=KeyedInviteCodes(),
    )
    try:
        with STORE_FAILURES:
            await require_current_revision(engine, Revisions.of("tickets_service"))
        return await handler(source)
    finally:
        await engine.dispose()
