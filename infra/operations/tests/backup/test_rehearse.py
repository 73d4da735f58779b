"""`fixline rehearse` on a backup of an older release: the copy is migrated, the backup stays as it is."""

import asyncio

from fixline_chassis.migrations import Migrations

from .conftest import Desk


async def test_a_backup_of_the_release_before_is_migrated_up_down_and_up(desk: Desk) -> None:
    await desk.new_request("Lamp")
    migrations = Migrations.of("files_service", desk.settings["FILES_DATABASE_URL"])
    await asyncio.to_thread(migrations.downgrade, "-1")
    await desk.backup("create")
    done = await desk.fixline("rehearse")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = [line.split() for line in done.stdout.splitlines()]
    head = migrations.revisions.head
    assert [line[1:3] for line in lines if line[0] == "files"] == [["up", head], ["down", "-1"], ["up", head]]
    assert [line[1] for line in lines if line[0] == "tickets"] == ["down", "up"]
    assert done.stdout.endswith("Every row is what it was, and every constraint holds.\n")
    assert "1 requests" in await desk.backup("list")


async def test_a_database_without_a_schema_is_migrated_from_nothing(desk: Desk) -> None:
    """A desk that was backed up before its services had ever started."""
    files = await desk.connect("files")
    await files.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    await files.close()
    await desk.backup("create")
    done = await desk.fixline("rehearse")
    assert (done.exit_code, done.stderr) == (0, "")
    migrations = Migrations.of("files_service", desk.settings["FILES_DATABASE_URL"])
    moved = [line.split()[1:3] for line in done.stdout.splitlines() if line.split()[0] == "files"]
    every = [["up", each] for each in migrations.after("")]
    assert moved == [*every, ["down", "-1"], every[-1]]
