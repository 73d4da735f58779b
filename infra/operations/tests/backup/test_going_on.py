"""Whoever keeps the times goes on after what went wrong, and good backups are not lost by it."""

import gzip
import os

from fixline_operations.backup.metrics import FILE, read_metrics
from fixline_testing.connections import connected

from .conftest import Desk

MADE = "backup_last_success_timestamp_seconds"


def ids(desk: Desk) -> list[str]:
    return sorted(path.name for path in (desk.backups / "backups").iterdir())


async def test_one_that_cannot_be_read_neither_counts_nor_stops_anything(desk: Desk) -> None:
    await desk.new_request("Lamp")
    for _ in range(3):
        await desk.backup("create")
    good, damaged, newest = ids(desk)
    (desk.backups / "backups" / damaged / "manifest.json").write_bytes(b"{")
    attachments = sorted(desk.backups.glob("objects/??/*"))
    done = await desk.fixline("backup", "create", BACKUP_KEEP="3")
    assert done.exit_code == 0
    assert f"Note: The backup {damaged} is damaged" in done.stderr
    assert ids(desk)[:-1] == [good, damaged, newest]
    # What is there no more goes with those that are too old.
    assert await desk.backup("create", BACKUP_KEEP="3")
    assert good not in ids(desk)
    assert damaged not in ids(desk)
    assert sorted(desk.backups.glob("objects/??/*")) == attachments


async def test_one_whose_list_is_damaged_keeps_what_may_be_its(desk: Desk) -> None:
    await desk.new_request("Lamp")
    await desk.backup("create")
    (damaged,) = ids(desk)
    (desk.backups / "backups" / damaged / "files.jsonl.gz").write_bytes(b"")
    files = await desk.connect("files")
    await files.execute("DELETE FROM files")
    await files.close()
    done = await desk.fixline("backup", "create", BACKUP_KEEP="2")
    assert done.exit_code == 0
    assert "attachments and log (WAL) that may be its are kept" in done.stderr
    assert len([path for path in desk.backups.glob("objects/??/*") if path.is_file()]) == 1


async def test_a_backup_counts_though_its_log_cannot_be_fetched(desk: Desk) -> None:
    await desk.backup("create")
    (first,) = ids(desk)
    before = read_metrics(desk.backups / FILE)[MADE]
    async with connected(desk.postgres.server.dsn("postgres")) as connection:
        await connection.execute("REVOKE EXECUTE ON FUNCTION pg_create_restore_point FROM fixline_backup")
    assert "permission denied" in await desk.refused("create", BACKUP_KEEP="1")
    # Else it would be made again in ten minutes, and again, until the disk is full.
    assert read_metrics(desk.backups / FILE)[MADE] > before
    assert first not in ids(desk)


async def test_room_is_made_before_another_one_is(desk: Desk) -> None:
    """Where the disk is full, none comes to its end that would make any."""
    for _ in range(3):
        await desk.backup("create")
    *_, newest = ids(desk)
    await desk.postgres.stop()
    done = await desk.fixline("backup", "create", "--keep", "1")
    assert (done.exit_code, done.stdout.count("removed")) == (1, 2)
    assert ids(desk) == [newest]


async def test_a_backup_under_another_name_is_told_apart(desk: Desk) -> None:
    await desk.backup("create")
    (name,) = ids(desk)
    (desk.backups / "backups" / name).rename(desk.backups / "backups" / "2020-before-the-upgrade")
    assert f"holds the backup {name}" in await desk.backup("list")
    assert f"holds the backup {name}" in await desk.refused("verify")


async def test_a_killed_fetch_leaves_nothing_that_the_next_one_stumbles_over(desk: Desk) -> None:
    """What it had begun is on the disk, and the server has dropped its log since."""
    await desk.backup("create")
    (wal,) = (desk.backups / "wal").iterdir()
    segment = max(wal.glob("*.gz"))
    (wal / "incoming").mkdir()
    (wal / "incoming" / f"{segment.stem}.partial").write_bytes(gzip.decompress(segment.read_bytes()))
    async with connected(desk.postgres.server.dsn("postgres")) as connection:
        await connection.execute("SELECT pg_drop_replication_slot('fixline_backup')")
        for _ in range(3):
            await connection.execute("SELECT pg_switch_wal(), pg_logical_emit_message(true, 'test', 'x')")
            await connection.execute("CHECKPOINT")
    await desk.backup("log")
    await desk.new_request("Lamp")
    await desk.backup("create")
    assert "its log leads to" in await desk.backup("verify")


async def test_a_new_key_needs_the_old_one_no_longer_than_old_backups_stay(desk: Desk) -> None:
    keys = [desk.folder / "first.key", desk.folder / "second.key"]
    told = [
        dict(line.split("=", 1) for line in (await desk.backup("key", str(key))).splitlines()) for key in keys
    ]
    await desk.new_request("Lamp")
    await desk.backup("create")
    await desk.backup("create", **told[0])
    # What was readable by all is not any more.
    assert not [path for path in desk.backups.glob("objects/??/*") if b"Lamp" in path.read_bytes()]
    before = sorted(desk.backups.glob("objects/??/*.age"))
    await desk.backup("create", **told[0])
    assert sorted(desk.backups.glob("objects/??/*.age")) == before
    await desk.backup("create", "--keep", "1", **told[1])
    assert await desk.backup("verify", **told[1])
    assert len(list(desk.backups.glob("objects/??/*"))) == 1


async def test_a_copy_for_an_old_key_is_kept_where_the_store_has_no_other(desk: Desk) -> None:
    key = desk.folder / "first.key"
    printed = await desk.backup("key", str(key))
    await desk.new_request("Lamp")
    await desk.backup("create")
    for path in (desk.folder / "attachments").rglob("*"):
        if path.is_file():
            path.unlink()
    told = dict(line.split("=", 1) for line in printed.splitlines())
    assert "1 attachments" in await desk.backup("create", "--keep", "1", **told)
    assert "1 attachments compared" in await desk.backup("verify", **told)
    await desk.postgres.stop()
    said = await desk.backup("restore", "--data", str(desk.folder / "data"), **told)
    assert "1 had to be put back" in said


async def test_what_root_does_by_hand_is_whose_folder_it_is(desk: Desk) -> None:
    """Else the next backup by the user who makes them every night would be refused, and all that come after it."""
    desk.backups.mkdir(mode=0o711)
    elsewhere = desk.folder / "elsewhere"
    elsewhere.touch()
    (desk.backups / "link").symlink_to(elsewhere)
    (desk.backups / "hard-link").hardlink_to(elsewhere)
    mine = elsewhere.stat().st_uid
    owner = 12_345 if os.geteuid() == 0 else mine
    os.chown(desk.backups, owner, -1)
    await desk.new_request("Lamp")
    await desk.backup("create")
    await desk.backup("log")
    await desk.backup("verify")
    found = {path: path.lstat().st_uid for path in desk.backups.rglob("*")}
    assert found.pop(desk.backups / "hard-link") == mine
    assert set(found.values()) == {owner}
