"""A desk is copied while it works, loses everything, and is there again: at the moment that was asked for."""

import asyncio
import json
import shutil
import sys
from pathlib import Path

import asyncpg

from fixline_local.embedded.postgres import SUPERUSER
from fixline_operations.backup.throwaway import throwaway
from tickets_service.application.ports.history.feed import FeedPosition
from tickets_service.application.queries.history.watch_events import position_from, token_of

from .conftest import Desk, titles_in

UPDATE = """
    INSERT INTO inbox (bot_id, update_id, chat_id, type, payload, state, finished_at, claimed_by, claimed_at)
    VALUES (1, $1, 5, 'message', '{}', $2, $3, $4, $5)
"""
DELIVERY = """
    INSERT INTO deliveries (cause, n, chat_id, method, arguments, urgency, role, edits_card, state)
    VALUES ($1, 0, $2, $3, '{}', 0, 'other', false, 'PENDING')
"""


async def test_what_was_acknowledged_is_there_and_what_waited_is_told_to_nobody_twice(desk: Desk) -> None:
    await desk.new_request("Lamp")
    await desk.new_request("Door")
    await leave_work_under_way(desk)
    made = await desk.backup("create")
    assert "2 requests, 2 attachments" in made
    later = await desk.new_request("Later")
    await desk.postgres.remove()
    for path in (desk.folder / "attachments").rglob("*"):
        if path.is_file():
            path.unlink()
    data = desk.folder / "data"
    said = await desk.backup("restore", "--data", str(data))
    assert "2 attachments are what was sent; 2 had to be put back" in said
    assert "1 updates, 1 messages and 3 events were under way" in said
    stored = {path.read_bytes() for path in (desk.folder / "attachments").rglob("*") if path.is_file()}
    assert stored == {b"Lamp", b"Door"}
    async with throwaway(data, SUPERUSER) as server:
        bot, tickets = await server.connect("bot_service"), await server.connect("tickets_service")
        assert await states(bot, "SELECT update_id, state FROM inbox") == {7: "DONE", 8: "DEAD"}
        # An edit leaves the chat as it is, however often it is made.
        assert await states(bot, "SELECT method, state FROM deliveries") == {
            "sendMessage": "UNKNOWN",
            "editMessageText": "PENDING",
        }
        assert {row["event"] for row in await bot.fetch("SELECT event FROM dead_events")} == {
            "tickets/1/events/2",
            "tickets/2/events/3",
            "tickets/2/events/4",
        }
        place = position_from(await bot.fetchval("SELECT resume_token FROM feed_positions"))
        last = await tickets.fetchrow(
            "SELECT xid::text::bigint AS xid, id FROM history ORDER BY id DESC LIMIT 1"
        )
        assert place == FeedPosition(last["xid"], last["id"])
        # Numbers from before the disaster name nothing else.
        number = await tickets.fetchval(
            "INSERT INTO requests (user_id, title) VALUES (1, 'New') RETURNING id"
        )
        assert number > later + 900
        await bot.close()
        await tickets.close()
    assert await titles_in(data) == ["Lamp", "Door", "New"]


async def leave_work_under_way(desk: Desk) -> None:
    """One update that is dealt with, one in hand; a message and an edit to send; and of four events the first told."""
    bot, tickets = await desk.connect("bot"), await desk.connect("tickets")
    now = await bot.fetchval("SELECT now()")
    await bot.execute(UPDATE, 7, "DONE", now, None, None)
    await bot.execute(UPDATE, 8, "PENDING", None, 3, now)
    await bot.execute(DELIVERY, "updates/1/7", 5, "sendMessage")
    await bot.execute(DELIVERY, "updates/1/6", 6, "editMessageText")
    first = await tickets.fetchrow("SELECT xid::text::bigint AS xid, id FROM history ORDER BY id LIMIT 1")
    token = token_of(FeedPosition(first["xid"], first["id"]))
    await bot.execute("INSERT INTO feed_positions (feed, resume_token) VALUES ('tickets', $1)", token)
    await bot.close()
    await tickets.close()


async def states(connection: "asyncpg.Connection", query: str) -> dict[object, str]:
    return {row[0]: row[1] for row in await connection.fetch(query)}


async def test_any_moment_since_the_backup_can_be_restored_with_encryption(desk: Desk) -> None:
    key = desk.folder / "backup.key"
    printed = await desk.backup("key", str(key))
    desk.settings |= dict(line.split("=", 1) for line in printed.splitlines())
    await desk.new_request("Lamp")
    await desk.backup("create")
    await desk.new_request("Door")
    before = await desk.now()
    connection = await desk.connect("tickets")
    await connection.execute("UPDATE requests SET title = 'Oh no'")  # the mistake
    await connection.close()
    await desk.backup("log")
    assert "its log leads to" in await desk.backup("verify")
    everything = b"".join(path.read_bytes() for path in desk.backups.rglob("*") if path.is_file())
    assert b"Lamp" not in everything
    assert key.read_text().splitlines()[-1].encode() not in everything
    await desk.postgres.stop()
    for until, expected in ((before, ["Lamp", "Door"]), ("latest", ["Oh no", "Oh no"])):
        data = desk.folder / until[:6]
        await desk.backup("restore", "--until", until, "--data", str(data), "--nothing-lost")
        assert await titles_in(data) == expected
    # Two lives that began with the same backup are told apart.
    assert {path.name[:8] for path in desk.backups.glob("wal/*/*.history.*")} == {"00000002", "00000003"}
    file = desk.backups / "fixline_backup.prom"
    open_to_others = {path for path in (desk.backups, *desk.backups.glob("*")) if path.stat().st_mode & 0o007}
    assert open_to_others - {desk.backups / "backup.lock"} == {desk.backups, file}
    metrics = file.read_text()
    for name in ("backup_last_success_timestamp_seconds", "backup_last_verified_timestamp_seconds"):
        assert f"\n{name} 1" in metrics


async def test_a_restored_desk_is_backed_up_as_any_other(desk: Desk) -> None:
    await desk.new_request("Lamp")
    await desk.backup("create")
    await desk.new_request("Lost")
    await desk.postgres.stop()
    data = desk.postgres.server.data
    shutil.rmtree(data)
    await desk.backup("restore", "--data", str(data), "--nothing-lost")
    await desk.postgres.start()
    await desk.new_request("Second life")
    await desk.backup("create")
    await desk.new_request("Later")
    await desk.backup("log")
    assert "its log leads to" in await desk.backup("verify")
    await desk.postgres.stop()
    await desk.backup("restore", "--data", str(desk.folder / "data"), "--until", "latest")
    assert await titles_in(desk.folder / "data") == ["Lamp", "Second life", "Later"]
    # And the first backup still leads along its own line.
    first = min((desk.backups / "backups").iterdir()).name
    await desk.backup("restore", first, "--data", str(desk.folder / "first"), "--until", "latest")
    assert await titles_in(desk.folder / "first") == ["Lamp"]


async def test_attachments_are_copied_once_and_go_with_the_last_backup_that_names_them(desk: Desk) -> None:
    await desk.new_request("Lamp")
    await desk.backup("create")
    (first,) = copies(desk.backups)
    copied = first.stat().st_mtime_ns
    await desk.new_request("Door")
    files = await desk.connect("files")
    await files.execute("DELETE FROM files WHERE request_id = $1", desk.requests[0])
    await files.close()
    await desk.backup("create")
    assert len(copies(desk.backups)) == 2
    assert first.stat().st_mtime_ns == copied
    segments = len(list(desk.backups.glob("wal/*/*.gz")))
    said = await desk.backup("create", "--keep", "1")
    assert said.count("removed") == 2
    (left,) = copies(desk.backups)
    assert left.read_bytes() == b"Door"
    assert len(list(desk.backups.glob("wal/*/*.gz"))) < segments
    listed = await desk.backup("list")
    assert listed.count("\n") == 1
    assert "2 requests, 1 attachments" in listed
    assert "not verified" in listed


def copies(backups: Path) -> list[Path]:
    return [path for path in backups.glob("objects/??/*") if path.is_file()]


async def test_an_attachment_whose_bytes_are_gone_stops_no_backup(desk: Desk) -> None:
    await desk.new_request("Lamp")
    (path,) = (path for path in (desk.folder / "attachments").rglob("*") if path.is_file())
    path.write_bytes(b"others")
    done = await desk.fixline("backup", "create")
    assert done.exit_code == 0
    assert done.stderr == "Note: 1 attachments are not in the backup: the store has not got their bytes.\n"
    (manifest,) = desk.backups.glob("backups/*/manifest.json")
    assert len(json.loads(manifest.read_text())["missing"]) == 1
    assert await desk.backup("verify")


async def test_what_is_killed_on_the_way_is_no_backup(desk: Desk) -> None:
    await desk.new_request("Lamp")
    copies = {(await killed_while_copying(desk)).parent for _ in range(2)}
    # Each somewhere else: the program that copies is not killed with the command.
    assert len(copies) == 2
    assert await desk.backup("list") == ""
    await desk.backup("create")
    assert (await desk.backup("list")).count("\n") == 1
    assert not [path.name for path in desk.backups.iterdir() if path.name.startswith(("work", "left-over-"))]


async def killed_while_copying(desk: Desk) -> Path:
    """Return where it was copying to."""
    before = {*desk.backups.glob("work/copy-*/data")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "fixline_operations", "--env", str(desk.file()), "backup", "create"),
    )
    while not (begun := {*desk.backups.glob("work/copy-*/data")} - before):
        assert process.returncode is None
        await asyncio.sleep(0.01)
    process.kill()
    await process.wait()
    return begun.pop()
