"""`fixline rehearse`: this release's migrations, on a copy of the desk."""

import asyncio
from collections.abc import Mapping

import click

from fixline_chassis.migrations import Migrations
from fixline_local.desk.programs import SERVICES
from fixline_operations.backup.folder import BackupFolder
from fixline_operations.backup.manifest import Manifest
from fixline_operations.backup.reading import require_parts, require_readable, unpacked
from fixline_operations.backup.recovery import ask_for_recovery, to_consistency
from fixline_operations.backup.sealing import Keys
from fixline_operations.backup.settings import folder_of, keys_of
from fixline_operations.backup.throwaway import throwaway
from fixline_operations.choice import Choice, pass_choice
from fixline_operations.errors import OperationError
from fixline_operations.rehearsal.rehearsing import Rehearsal, Report, Step


@click.command()
@click.argument("which", default="newest")
@click.option(
    "--longest-lock",
    type=click.FloatRange(min=0),
    default=2.0,
    show_default=True,
    help="Seconds for which a revision may keep people from writing to a table that is in use.",
)
@pass_choice
def rehearse(choice: Choice, which: str, longest_lock: float) -> None:
    """Migrate a backup (the newest) in a throw-away server: up, down one, and up again.

    Rows must stay what they are, constraints hold, and no lock keep others out for long.
    """
    folder = BackupFolder(folder_of(choice.deployment))
    with folder.locked():
        manifest = folder.chosen(which)
        click.echo(f"backup {manifest.id}")
        reports = asyncio.run(rehearsed(folder, manifest, keys_of(choice.deployment), longest_lock))
    for service, report in reports.items():
        for step in report.steps:
            click.echo(f"  {service:8}{line_of(step)}")
    broken = [f"{service}: {words}" for service, report in reports.items() for words in report.broken]
    if broken:
        raise OperationError(
            "\n".join(["This release may not migrate this desk:", *(f"  - {each}" for each in broken)])
        )
    click.echo("Every row is what it was, and every constraint holds.")


async def rehearsed(
    folder: BackupFolder, manifest: Manifest, keys: Keys, longest_lock: float
) -> Mapping[str, Report]:
    require_readable(manifest)
    await asyncio.to_thread(require_parts, folder, manifest)
    folder.work.mkdir(mode=0o700, exist_ok=True)
    data = await unpacked(folder, manifest, keys, folder.work / "copy")
    ask_for_recovery(data)
    reports = {}
    async with throwaway(data, manifest.superuser, to_consistency(then="promote")) as server:
        for service in SERVICES:
            name = manifest.databases[service]
            rehearsal = Rehearsal(
                server=server,
                database=name,
                migrations=Migrations.of(f"{service}_service", server.url(name)),
                longest_lock=longest_lock,
            )
            reports[service] = await rehearsal()
    return reports


def line_of(step: Step) -> str:
    lock = "no lock on what is in use"
    if step.strongest:
        table, mode, held = step.strongest
        lock = f"{mode} on {table}, {held:.2f} s"
    return f"{step.direction:5}{step.revision:6}{step.seconds:7.2f} s  {lock}"
