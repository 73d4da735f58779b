"""`fixline replay`: the bot's own command, with the settings of the desk that is meant."""

import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

Fixline = Callable[..., "subprocess.CompletedProcess[str]"]
DEAD = """
    INSERT INTO inbox (bot_id, update_id, chat_id, type, payload, state, finished_at, error, incident)
    VALUES (1, 7, 5, 'message', '{}', 'DEAD', now(), 'ValueError', '01234567')
"""
STATES = "SELECT update_id, state, error FROM inbox ORDER BY update_id"


async def test_an_update_is_put_back_with_one_setting(
    fixline: Fixline, migrated_database: Callable[[str], Awaitable[str]], tmp_path: Path
) -> None:
    url = await migrated_database("bot_service")
    settings = tmp_path / "bot.env"
    settings.write_text(f"BOT_DATABASE_URL={url}\n")
    assert fixline("psql", "bot", "--write", "-qc", DEAD, BOT_DATABASE_URL=url).returncode == 0
    done = fixline("--env", str(settings), "replay", "update", "7", "8", "--wait", "0.2")
    assert done.returncode == 1
    assert done.stdout == (
        "update 7 is back in the queue, and has not been dealt with yet\n"
        "update 8 was not given up, or is not there\n"
    )
    assert fixline("psql", "bot", "-tAc", STATES, BOT_DATABASE_URL=url).stdout == "7|PENDING|\n"


def test_nothing_named_is_nothing_meant(fixline: Fixline) -> None:
    done = fixline("replay", "update")
    assert done.returncode == 2
    assert "Name updates, or say --all-dead." in done.stderr


def test_a_database_that_is_away_is_one_sentence(fixline: Fixline) -> None:
    done = fixline(
        "replay", "delivery", "5", BOT_DATABASE_URL="postgresql+asyncpg://bot:secret@127.0.0.1:1/bot"
    )
    assert done.returncode == 1
    assert done.stderr.startswith("replay: database: ")
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr
