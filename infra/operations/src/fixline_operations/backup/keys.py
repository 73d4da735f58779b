"""`fixline backup key`: a pair of keys."""

import os
from pathlib import Path

import click
import pyrage

from fixline_operations.backup.settings import IDENTITY_FILE, RECIPIENT
from fixline_operations.errors import OperationError


@click.command("key")
@click.argument("file", type=click.Path(path_type=Path))
def backup_key(file: Path) -> None:
    """Make a key for backups: FILE reads them, what is printed writes them.

    Keep FILE where the backups are not: without it nobody reads them, you neither.
    """
    identity = pyrage.x25519.Identity.generate()
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise OperationError(f"{file} is there already, and may be the key of backups.") from error
    except OSError as error:
        raise OperationError(f"{file} cannot be written: {error.strerror}.") from error
    with os.fdopen(descriptor, "w") as target:
        target.write(f"# public key: {identity.to_public()}\n{identity}\n")
        target.flush()
        os.fsync(descriptor)
    click.echo(f"{RECIPIENT}={identity.to_public()}")
    click.echo(f"{IDENTITY_FILE}={file.absolute()}")
