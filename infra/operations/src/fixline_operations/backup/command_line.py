"""`fixline backup`: make backups of a desk, prove them, and make a desk of one again."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import click

from fixline_operations.backup.creating import Creation
from fixline_operations.backup.folder import BackupFolder, words_of
from fixline_operations.backup.keys import backup_key
from fixline_operations.backup.manifest import Manifest
from fixline_operations.backup.metrics import verified_at, write_metrics
from fixline_operations.backup.restoring import LATEST, Restoration, Wish
from fixline_operations.backup.settings import folder_of, kept_in, keys_of, server_of
from fixline_operations.backup.target import target_of
from fixline_operations.backup.verifying import Verified, verify
from fixline_operations.choice import Choice, pass_choice
from fixline_operations.errors import OperationError


@click.group()
def backup() -> None:
    """Copy the desk's databases at one point in time with its attachments, and restore them.

    BACKUP_FOLDER: where to (a desk of `make run`: its own folder; better another disk). BACKUP_RECIPIENT: age's
    public key for whom backups are encrypted; BACKUP_IDENTITY_FILE: the file with the key that reads them.
    BACKUP_KEEP: how many backups `create` leaves, the newest.
    BACKUP_DATABASE_URL: of a role that may replicate (production).
    """


backup.add_command(backup_key)


waits = click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=0.0,
    metavar="SECONDS",
    help="Wait so long where another command works in the folder.",
)


@backup.command()
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    help="Before and after it remove all but the newest so many; else BACKUP_KEEP says.",
)
@waits
@pass_choice
def create(choice: Choice, keep: int | None, wait: float) -> None:
    """Make a backup while the desk works; then fetch the log (WAL) up to now."""
    creation, folder = creation_of(choice)
    keep = keep or kept_in(choice.deployment)
    with folder.locked(wait):
        # First what is too many already: where the disk is full, nothing else makes room for another one.
        for id_ in creation.forget(keep) if keep and creation.too_old(keep) else ():
            click.echo(f"removed {id_}")
        manifest = asyncio.run(creation.backup())
        click.echo(f"backup {manifest.id}: {sentence(manifest)}")
        # Whatever fails below: whoever keeps the times must not make another one at once, and then the next.
        write_metrics(folder)
        for id_ in creation.forget(keep) if keep else ():
            click.echo(f"removed {id_}")
        write_metrics(folder, asyncio.run(creation.log()))


@backup.command()
@waits
@pass_choice
def log(choice: Choice, wait: float) -> None:
    """Fetch the log (WAL) up to now, so that any moment since the oldest backup can be restored; every few minutes."""
    creation, folder = creation_of(choice)
    with folder.locked(wait):
        until = asyncio.run(creation.log())
        write_metrics(folder, until)
    if until is None:
        raise OperationError("Nothing was fetched.")
    click.echo(f"up to {shown(until)}")


@backup.command("list")
@pass_choice
def list_(choice: Choice) -> None:
    """Name all backups, the oldest first."""
    folder = BackupFolder(folder_of(choice.deployment))
    try:
        for id_ in folder.ids():
            click.echo(f"{id_}  {listed(folder, folder.manifest_or_fault(id_))}")
    except OSError as error:
        raise OperationError(f"{words_of(error)}: are you the user who makes these backups?") from error


@backup.command("verify")
@click.argument("which", default="newest")
@waits
@pass_choice
def verify_(choice: Choice, which: str, wait: float) -> None:
    """Restore a backup (the newest) into a throw-away server, and compare every row and every attachment."""
    folder = BackupFolder(folder_of(choice.deployment))
    with folder.locked(wait):
        manifest = folder.chosen(which)
        found = asyncio.run(verify(folder, manifest, keys_of(choice.deployment)))
        write_metrics(folder)
    click.echo(f"backup {manifest.id} is good: {compared(found)}")


@backup.command()
@click.argument("which", default="newest")
@click.option(
    "--until", metavar="TIME", help="A moment after the backup (2026-01-31T14:05:00+01:00), or `latest`."
)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Production: the empty data folder of the PostgreSQL server.",
)
@click.option(
    "--nothing-lost",
    is_flag=True,
    help="The desk did nothing after that moment: take up what waits there, and go on with the next number.",
)
@pass_choice
def restore(choice: Choice, which: str, until: str | None, data: Path | None, *, nothing_lost: bool) -> None:
    """Make a desk of a backup (the newest) where there is none."""
    wish = Wish(until=moment(until), nothing_lost=nothing_lost)
    target = target_of(choice, data)
    folder = BackupFolder(folder_of(target.deployment))
    with folder.locked(), target.at_rest():
        manifest = folder.chosen(which)
        restoration = Restoration(
            deployment=target.deployment,
            folder=folder,
            keys=keys_of(target.deployment),
            data=target.data,
            password=target.password(manifest),
            tell=lambda words: click.echo(f"  ✓ {words}"),
        )
        settled = asyncio.run(restoration.restore(manifest, wish)).settled
        hint = "" if nothing_lost else target.forget_conversations()
    click.echo(f"Restored {manifest.id} into {target.data}.")
    if settled.any:
        click.echo(
            f"{settled.updates} updates, {settled.deliveries} messages and {settled.events} events were under way at "
            "that moment. Whether people have seen them is not known, so they are given up: docs/runbooks/restore.md."
        )
    if hint:
        click.echo(hint)


def creation_of(choice: Choice) -> tuple[Creation, BackupFolder]:
    deployment = choice.deployment
    folder = BackupFolder(folder_of(deployment))
    creation = Creation(
        deployment=deployment,
        server=server_of(deployment),
        folder=folder,
        keys=keys_of(deployment),
        warn=lambda words: click.echo(f"Note: {words}.", err=True),
    )
    return creation, folder


def moment(text: str | None) -> datetime | str | None:
    """Read a time with its zone; raise `UsageError` for what is none."""
    if text is None or text == LATEST:
        return text
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.UsageError(f"{text} is no time such as 2026-01-31T14:05:00+01:00.") from error
    if found.tzinfo is None:
        raise click.UsageError(f"{text} names no zone: {text}Z is UTC, {text}+01:00 is Berlin in winter.")
    return found


def listed(folder: BackupFolder, found: Manifest | OperationError) -> str:
    if isinstance(found, OperationError):
        return found.message
    at = verified_at(folder, found)
    return f"{sentence(found)}  {f'verified {shown(at)}' if at else 'not verified'}"


def sentence(manifest: Manifest) -> str:
    tickets = manifest.facts.databases["tickets"].tables
    requests = tickets["requests"].rows if "requests" in tickets else 0
    stored = sum(part.size for part in manifest.parts) / 1_000_000
    return (
        f"{requests} requests, {manifest.files} attachments ({manifest.file_bytes / 1_000_000:.1f} MB), "
        f"databases {stored:.1f} MB"
    )


def compared(found: Verified) -> str:
    until = f"; its log leads to {shown(found.until)}" if found.until else ""
    return f"{found.rows} rows and {found.files} attachments compared{until}"


def shown(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
