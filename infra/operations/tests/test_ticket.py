"""`fixline ticket`: what the databases, logs and traces know of one ticket, and what could not be asked."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from fixline_testing.connections import connected

from .conftest import AsyncFixline, Fixline

TRACE = "1c3b6b3b00000000000000000000abcd"
TICKET = f"""
    INSERT INTO users (telegram_id, display_name) VALUES (5, 'Rita');
    INSERT INTO requests (user_id, title, description, location, sla_facts, sla_revision)
    VALUES (1, 'No light', 'Since Monday', 'Room 214', '{{}}', 1);
    INSERT INTO history (request_id, type, actor, change, traceparent)
    VALUES (1, 'TICKET_CREATED', 'users/1', '{{}}', '00-{TRACE}-0000000000000001-01');
"""  # noqa: S608  # our own words
DELIVERY = """
    INSERT INTO deliveries (cause, n, chat_id, method, arguments, urgency, role, edits_card, ticket, state, error)
    VALUES ('tickets/1/events/1', 0, 5, 'sendMessage', '{}', 0, 'card', false, 1, 'FAILED', 'Bad Request');
"""
Migrated = Callable[[str], Awaitable[str]]


async def holding(url: str, statements: str) -> str:
    async with connected(url) as connection:
        await connection.execute(statements)
    return url


async def test_all_that_is_known_is_shown(
    fixline_async: AsyncFixline, migrated_database: Migrated, tmp_path: Path
) -> None:
    lines = [
        {"event": "rpc.served", "ticket": 1, "timestamp": "2026-11-29T09:00:01.000000Z"},
        {"event": "rpc.served", "ticket": 11, "timestamp": "2026-11-29T09:00:02.000000Z"},
        {
            "event": "event.processed",
            "event_name": "tickets/1/events/1",
            "timestamp": "2026-11-29T09:00:03.00Z",
        },
        {
            "event": "event.processed",
            "event_name": "tickets/12/events/1",
            "timestamp": "2026-11-29T09:00:03.00Z",
        },
        {"event": "crash.reported", "trace_id": TRACE, "timestamp": "2026-11-29T09:00:04.000000Z"},
    ]
    (tmp_path / "bot.log").write_text("".join(json.dumps(line) + "\n" for line in lines))
    done = await fixline_async(
        "ticket",
        "#1",
        TICKETS_DATABASE_URL=await holding(await migrated_database("tickets_service"), TICKET),
        BOT_DATABASE_URL=await holding(await migrated_database("bot_service"), DELIVERY),
        LOG_FILE=str(tmp_path / "{service}.log"),
    )
    assert done.returncode == 0, done.stderr
    shown = done.stdout
    assert "reporter               users/1 (Rita)" in shown
    assert "TICKET_CREATED" in shown
    assert "FAILED" in shown
    assert "Bad Request" in shown
    assert "not known: FILES_DATABASE_URL is not set in the environment" in shown
    assert "no trace page is known here" in shown
    assert TRACE[:8] in shown
    logged = shown.partition("Log lines (3)")[2]
    assert [row.split()[1] for row in logged.splitlines() if row.startswith("  09:")] == [
        "rpc.served",
        "event.processed",
        "crash.reported",
    ]


async def test_a_ticket_that_is_not_there_is_said_to_be(
    fixline_async: AsyncFixline, migrated_database: Migrated
) -> None:
    done = await fixline_async("ticket", "9", TICKETS_DATABASE_URL=await migrated_database("tickets_service"))
    assert (done.returncode, done.stderr) == (
        1,
        "Error: There is no ticket 9 in the desk of the environment.\n",
    )


def test_a_database_that_is_away_is_one_sentence_without_its_password(fixline: Fixline) -> None:
    done = fixline("ticket", "9", TICKETS_DATABASE_URL="postgresql+asyncpg://user:secret@127.0.0.1:1/tickets")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: Nothing can be said of ticket 9: the database of tickets: ")
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr


@pytest.mark.parametrize("number", ["x", "0", "4.2", "tickets/"])
def test_what_is_no_number_is_refused(fixline: Fixline, number: str) -> None:
    done = fixline("ticket", number)
    assert done.returncode == 2
    assert "is no ticket's number: give one such as 42" in done.stderr
