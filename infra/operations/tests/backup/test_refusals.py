"""What is damaged, another's, too new or in the way is refused in a sentence, and nothing is half-done."""

import asyncio
import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fixline_operations.backup.folder import BackupFolder
from fixline_testing.connections import connected

from .conftest import Desk, titles_in


async def test_a_backup_that_is_not_whole_or_not_ours_is_neither_verified_nor_restored(desk: Desk) -> None:
    await desk.new_request("Lamp")
    await desk.backup("create")
    (folder,) = (desk.backups / "backups").iterdir()
    (attachment,) = (path for path in desk.backups.glob("objects/??/*") if path.is_file())
    base = folder / "base.tar.gz"
    await desk.postgres.stop()
    data = desk.folder / "data"
    cases: list[tuple[Path, Callable[[bytes], bytes | None], str]] = [
        (base, lambda found: found[:-1], "base.tar.gz is not what was written"),
        (base, lambda found: found[:100] + bytes([found[100] ^ 1]) + found[101:], "is not what was written"),
        (base, lambda _: None, "base.tar.gz lacks"),
        (folder / "files.jsonl.gz", lambda found: found + b"\0", "files.jsonl.gz is not what was written"),
        (folder / "manifest.json", lambda found: found[:-30], "its manifest.json cannot be read"),
        (folder / "manifest.json", lambda _: None, "it has no manifest.json"),
        (folder / "manifest.json", said(format=2, version="9.0.0"), "use the release that made it (9.0.0)"),
        (folder / "manifest.json", said(postgres="17.9"), "is of PostgreSQL 17.9, and this release has 18"),
        (
            folder / "manifest.json",
            with_revision("0999"),
            "schema 0999 of bot, which this release does not know",
        ),
        (attachment, lambda _: b"lamp", "is damaged: its bytes are not those of its record"),
        (attachment, lambda _: None, "is not in the backup"),
    ]
    for path, damage, sentence in cases:
        whole = path.read_bytes()
        damaged = damage(whole)
        path.unlink()
        if damaged is not None:
            path.write_bytes(damaged)
        assert sentence in await desk.refused("verify"), sentence
        if path != attachment:
            assert sentence in await desk.refused("restore", "--data", str(data)), sentence
        assert not data.exists()
        path.write_bytes(whole)
    # A copy that is whole, and is not what was there.
    manifest = folder / "manifest.json"
    whole = manifest.read_bytes()
    found = json.loads(whole)
    found["facts"]["databases"]["tickets"]["tables"]["comments"]["checksum"] = "1"
    manifest.write_text(json.dumps(found))
    assert "tickets.comments has 1 rows, or others than the 1" in await desk.refused("verify")
    manifest.write_bytes(whole)
    # The store still has the attachment: that of the backup is not missed.
    attachment.unlink()
    await desk.backup("restore", "--data", str(data))
    assert "is not empty" in await desk.refused("restore", "--data", str(data))
    assert [path.name for path in desk.folder.iterdir() if "restoring" in path.name] == []


def said(**changes: Any) -> Callable[[bytes], bytes]:
    return lambda found: json.dumps(json.loads(found) | changes).encode()


def with_revision(revision: str) -> Callable[[bytes], bytes]:
    def changed(found: bytes) -> bytes:
        manifest = json.loads(found)
        manifest["facts"]["databases"]["bot"]["revision"] = revision
        return json.dumps(manifest).encode()

    return changed


async def test_a_log_with_a_gap_leads_to_no_moment_behind_it(desk: Desk) -> None:
    await desk.backup("create")
    connection = await desk.connect("tickets")
    for _ in range(3):
        await connection.execute("SELECT pg_switch_wal(), pg_logical_emit_message(true, 'test', 'x')")
    await connection.close()
    await desk.backup("log")
    segments = sorted(desk.backups.glob("wal/*/*.gz"))
    segments[-2].unlink()
    await desk.postgres.stop()
    said = await desk.refused("restore", "--until", "latest", "--data", str(desk.folder / "data"))
    assert "There is no log (WAL) after the backup" in said


async def test_keys_that_lack_or_are_others_are_named(desk: Desk) -> None:
    first, other = desk.folder / "first.key", desk.folder / "other.key"
    printed = await desk.backup("key", str(first))
    await desk.backup("key", str(other))
    assert "is there already" in await desk.refused("key", str(first))
    recipient = printed.splitlines()[0].removeprefix("BACKUP_RECIPIENT=")
    await desk.backup("create", BACKUP_RECIPIENT=recipient)
    assert "BACKUP_IDENTITY_FILE must name the file with its key" in await desk.refused("verify")
    said = await desk.refused("verify", BACKUP_IDENTITY_FILE=str(other))
    assert "was encrypted for another key than yours" in said
    said = await desk.refused("verify", BACKUP_IDENTITY_FILE=str(desk.folder / "none.key"))
    assert "cannot be read: No such file" in said
    assert "is no public key of age" in await desk.refused("create", BACKUP_RECIPIENT="age1nonsense")
    await desk.backup("verify", BACKUP_IDENTITY_FILE=str(first))


async def test_what_cannot_be_done_is_said(desk: Desk) -> None:
    cases: list[tuple[tuple[str, ...], dict[str, str], str]] = [
        (("verify",), {}, "There is no backup in"),
        (("restore", "--data", "data"), {}, "PostgreSQL of the desk of"),
        (("restore",), {}, "Name the empty data folder"),
        (("restore", "--until", "yesterday", "--data", "x"), {}, "yesterday is no time such as"),
        (("restore", "--until", "2026-01-31T14:05:00", "--data", "x"), {}, "names no zone"),
        (("create",), {"FILES_STORE_URL": "memory:///"}, "FILES_STORE_URL is memory:///"),
        (
            ("create",),
            {"BACKUP_DATABASE_URL": "postgresql://a:b@127.0.0.1:1/x"},
            "cannot be reached by postgresql://a:***@",
        ),
        (("create",), {"BACKUP_FOLDER": ""}, "BACKUP_FOLDER is not set in"),
        (
            ("create",),
            {"BACKUP_FOLDER": "/dev/null/x"},
            "Not a directory (/dev/null/x): nothing was finished",
        ),
    ]
    for arguments, settings, sentence in cases:
        assert sentence in await desk.refused(*arguments, **settings)
    async with connected(desk.postgres.server.dsn("postgres")) as connection:
        await connection.execute("REVOKE EXECUTE ON FUNCTION pg_create_restore_point FROM fixline_backup")
        assert "permission denied for function pg_create_restore_point" in await desk.refused("log")
        await connection.execute("ALTER ROLE fixline_backup NOREPLICATION")
    assert "may not replicate" in await desk.refused("create")
    assert await desk.backup("list") == ""
    # Of a folder that cannot be read nobody knows that it holds none.
    (desk.backups / "backups").rmdir()
    (desk.backups / "backups").touch()
    assert "are you the user who makes these backups?" in await desk.refused("list")


async def test_data_go_where_a_link_leads_and_in_no_disk_s_place(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.new_request("Lamp")
    await desk.backup("create")
    await desk.postgres.stop()
    disk, link = desk.folder / "disk", desk.folder / "main"
    link.symlink_to(disk)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "is_mount", lambda path: path == disk)
        assert f"{disk} is a disk of its own" in await desk.refused("restore", "--data", str(link))
    assert not disk.exists()
    await desk.backup("restore", "--data", str(link))
    assert link.is_symlink()
    assert await titles_in(disk) == ["Lamp"]


async def test_a_command_waits_for_another_one_where_it_is_told_to(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "filelock")
    for keep in ("0", "-1", "seven", "1.5"):
        assert f"BACKUP_KEEP is {keep}" in await desk.refused("create", BACKUP_KEEP=keep)
    assert not (desk.backups / "backups").exists()
    with BackupFolder(desk.backups).locked():
        assert "Another command works in" in await desk.refused("create")
        waiting = asyncio.create_task(desk.backup("create", "--wait", "60", BACKUP_KEEP="1"))
        while not [each for each in caplog.messages if "backup.lock, waiting" in each]:
            assert not waiting.done()
            await asyncio.sleep(0.01)
    assert "0 requests" in await waiting
