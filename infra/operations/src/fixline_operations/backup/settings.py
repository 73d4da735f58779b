"""What a desk's backups are told: where they go, whose keys, and the server that is copied."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyrage
from sqlalchemy import URL

from fixline_local.desk.programs import SERVICES
from fixline_operations.backup.sealing import Keys
from fixline_operations.deployment import Deployment
from fixline_operations.errors import OperationError

FOLDER: Final = "BACKUP_FOLDER"
RECIPIENT: Final = "BACKUP_RECIPIENT"
IDENTITY_FILE: Final = "BACKUP_IDENTITY_FILE"
KEEP: Final = "BACKUP_KEEP"
DATABASE_URL: Final = "BACKUP_DATABASE_URL"


def folder_of(deployment: Deployment) -> Path:
    """Return where the backups are; raise `OperationError` where nobody said so."""
    if given := deployment.settings.get(FOLDER):
        return Path(given).absolute()
    if deployment.folder is not None:
        return deployment.folder.absolute() / "backups"
    return Path(deployment.setting(FOLDER))


def kept_in(deployment: Deployment) -> int | None:
    """Return how many backups are to be kept, None for all; raise `OperationError` for what is no such number."""
    given = deployment.settings.get(KEEP, "").strip()
    if not given:
        return None
    if not given.isascii() or not given.isdigit() or int(given) < 1:
        raise OperationError(f"{KEEP} is {given}, and should be how many backups to keep: 1 or more.")
    return int(given)


def keys_of(deployment: Deployment) -> Keys:
    """Return the keys that are set, none is fine; raise `OperationError` for what is no key."""
    recipient = deployment.settings.get(RECIPIENT, "").strip()
    identity_file = deployment.settings.get(IDENTITY_FILE, "").strip()
    try:
        return Keys(
            recipient=pyrage.x25519.Recipient.from_str(recipient) if recipient else None,
            identities=identities_in(Path(identity_file)) if identity_file else (),
        )
    except pyrage.RecipientError as error:
        raise OperationError(f"{RECIPIENT} is no public key of age (age1…): {error}.") from error


def identities_in(path: Path) -> tuple[pyrage.x25519.Identity, ...]:
    """Read a file as `age-keygen` writes it."""
    try:
        lines = [line.strip() for line in path.read_text().splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except OSError as error:
        raise OperationError(f"{IDENTITY_FILE} {path} cannot be read: {error.strerror}.") from error
    except (pyrage.IdentityError, UnicodeDecodeError) as error:
        raise OperationError(f"{IDENTITY_FILE} {path} holds something else than keys of age.") from error
    if not found:
        raise OperationError(f"{IDENTITY_FILE} {path} holds no key.")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Server:
    """The PostgreSQL server that is copied: whoever connects by `url` may replicate it."""

    url: URL
    """Of the database `postgres`, or another of the same server."""
    databases: dict[str, URL]
    """By service."""


def server_of(deployment: Deployment) -> Server:
    """Return the server of the desk's databases; raise `OperationError` where a setting lacks or is no URL."""
    databases = {service: deployment.url(f"{service.upper()}_DATABASE_URL") for service in SERVICES}
    if deployment.folder is not None and DATABASE_URL not in deployment.settings:
        # The desk's own server: its one role may do everything.
        return Server(databases["tickets"].set(database="postgres"), databases)
    return Server(deployment.url(DATABASE_URL), databases)
