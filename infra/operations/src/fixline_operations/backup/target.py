"""The desk that a backup is restored into: it must be there by its settings, and be at rest."""

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from fixline_local.desk.programs import SERVICES
from fixline_local.desk.run import LOCK
from fixline_local.embedded.password import stored_password
from fixline_local.embedded.postgres import SUPERUSER
from fixline_operations.backup.manifest import Manifest
from fixline_operations.choice import Choice
from fixline_operations.deployment import DESK, Deployment, desk_in, find_deployment
from fixline_operations.errors import OperationError

ANSWER_SECONDS: Final = 3.0


@dataclass(frozen=True, slots=True)
class Target:
    """`data`: the folder of the server's data."""

    deployment: Deployment
    data: Path

    @property
    def _folder(self) -> Path | None:
        return self.deployment.folder

    def password(self, manifest: Manifest) -> str | None:
        """Return the superuser's password where the desk has its own; raise `OperationError` for a server of others."""
        if self._folder is None:
            return None
        if manifest.superuser != SUPERUSER:
            raise OperationError(
                f"The backup {manifest.id} is of a server whose superuser is {manifest.superuser}, not of a desk of "
                "`make run`: name the desk's settings by --env, and the server's data folder by --data."
            )
        return stored_password(self._folder / "postgres" / "password")

    def forget_conversations(self) -> str:
        """Remove the half-made requests of `make run`: they speak of what is not there; else return what is to do."""
        if self._folder is None:
            return (
                f"Give {self.data} to the server's user and a folder of attachments to the service's (chown), and "
                "empty the bot's Valkey (FLUSHDB) before the bot starts: conversations there speak of what is gone."
            )
        shutil.rmtree(self._folder / "valkey", ignore_errors=True)
        return ""

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Raise `OperationError` while the desk runs, and keep it from starting."""
        if self._folder is None:
            self._require_silence()
            yield
            return
        self._folder.mkdir(mode=0o700, exist_ok=True)
        try:
            with FileLock(self._folder / LOCK).acquire(timeout=0):
                self._require_silence()
                yield
        except Timeout as error:
            raise OperationError(f"The desk in {self._folder} runs: stop it first (Ctrl-C there).") from error

    def _require_silence(self) -> None:
        """Nobody listens where the databases are: a server that runs has this desk's data, or another's."""
        for service in SERVICES:
            url = self.deployment.url(f"{service.upper()}_DATABASE_URL")
            if answers(url.host or "127.0.0.1", url.port or 5432):
                raise OperationError(
                    f"PostgreSQL of {self.deployment.title} runs ({url.host}:{url.port or 5432}): stop it first."
                )


def target_of(choice: Choice, data: Path | None) -> Target:
    """Return the desk that is meant; raise `OperationError` where its server's data folder is not known."""
    deployment = desk_to_be(choice)
    if deployment.folder is not None:
        if data is not None:
            raise OperationError(f"{deployment.title} has its data in itself: leave out --data.")
        return Target(deployment, deployment.folder.absolute() / "postgres" / "data")
    if data is None:
        raise OperationError("Name the empty data folder of the PostgreSQL server: --data.")
    return Target(deployment, data.resolve())  # where a link to another disk leads, there it is


def desk_to_be(choice: Choice) -> Deployment:
    """Return a desk by its settings; one of `make run` need not be there."""
    named = any(f"{service.upper()}_DATABASE_URL" in os.environ for service in SERVICES)
    if choice.env_file is not None or (choice.folder is None and not DESK.exists() and named):
        return find_deployment(choice.env_file, choice.folder)
    return desk_in(choice.folder or DESK)


def answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=ANSWER_SECONDS).close()
    except OSError:
        return False
    return True
