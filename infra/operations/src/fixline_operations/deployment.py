"""The desk that a command is about: where its settings come from."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from fixline_chassis.settings import DATABASE_URL_EXAMPLE, SettingsError
from fixline_local.desk.addresses import Addresses, WrongAddressesError
from fixline_local.desk.programs import SERVICES, Programs
from fixline_local.desk.settings import asked_for, settings_in
from fixline_operations.errors import OperationError

DESK: Final = Path(".local")
API_TOKEN: Final = "FIXLINE_API_TOKEN"  # noqa: S105  # a setting's name
"""The setting with the token of a caller that has all scopes."""
TRACES: Final = "FIXLINE_TRACES_URL"
"""The setting that names a trace page of ours (`python -m fixline_local.traces`) for a desk in production."""
OPERATORS: Final = "BACKUP_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """A desk, by the settings that its services have."""

    title: str
    """Which one it is, for a sentence: `the desk in .local`."""
    source: str
    """Where its settings are, for a sentence."""
    settings: Mapping[str, str]
    folder: Path | None = None
    """Of a desk of `make run`: where its data and logs are."""
    traces_url: str | None = None
    """The trace page that has its traces; None: none is known here."""

    def setting(self, name: str) -> str:
        """Return a setting's value; raise `OperationError` where it is not set."""
        if value := self.settings.get(name):
            return value
        raise OperationError(f"{name} is not set in {self.source}.")

    def url(self, name: str) -> URL:
        """Return a setting that is a URL; raise `OperationError` where it is not set, or none."""
        return url_in(name, self.setting(name))

    def log_files(self) -> list[Path]:
        """Return the files that hold its services' log lines, rotated ones too; none where they go elsewhere."""
        if self.folder is not None:
            return sorted((self.folder / "logs").glob("*.log*"))
        if not (named := self.settings.get("LOG_FILE")):
            return []
        pattern = Path(named.replace("{service}", "*"))
        return sorted(pattern.parent.glob(f"{pattern.name}*"))


def find_deployment(env_file: Path | None, folder: Path | None) -> Deployment:
    """Return the desk that is meant; raise `OperationError` where there is none.

    A file of settings names a desk in production, and so does the environment where there is no desk of `make run` in
    `folder` (or in `.local`).
    """
    if env_file is not None:
        return Deployment(
            title=f"the desk of {env_file}",
            source=f"{env_file} or the environment",
            settings=(settings := dict(os.environ) | in_file(env_file)),
            traces_url=settings.get(TRACES),
        )
    if folder is not None or is_desk(DESK):
        return local_desk(folder or DESK)
    if any(os.environ.get(f"{service.upper()}_DATABASE_URL") for service in SERVICES):
        return Deployment(
            title="the desk of the environment",
            source="the environment",
            settings=dict(os.environ),
            traces_url=os.environ.get(TRACES),
        )
    raise OperationError(
        f"There is no desk in {DESK}: run this where `make run` runs, name its folder by --desk, "
        "or a file with the settings of a desk in production by --env."
    )


def url_in(name: str, value: str) -> URL:
    """Return the URL that is the value of the setting `name`; raise `OperationError`, which never shows it."""
    try:
        url = make_url(value)
        # What PostgreSQL's driver takes out of it: the other is content with half of a bracket.
        _ = urlsplit(url.render_as_string(hide_password=False)).port
    except (ArgumentError, ValueError) as error:  # a port that is no number is a ValueError
        raise OperationError(f"{name} is no URL such as {DATABASE_URL_EXAMPLE}.") from error
    return url


def in_file(path: Path) -> dict[str, str]:
    try:
        return settings_in(path)
    except SettingsError as error:
        raise OperationError(f"{error}") from error


def only_ours(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what no service of the desk reads, and its operators' commands do."""
    return {name: value for name, value in environment.items() if name.startswith(OPERATORS) and value}


def is_desk(folder: Path) -> bool:
    return Programs(folder=folder, addresses=Addresses(), environment={}).postgres.initialised


def local_desk(folder: Path) -> Deployment:
    """Return the desk that `make run` runs in the folder, or ran: where it listened last."""
    if not is_desk(folder):
        raise OperationError(f"There is no desk in {folder}: `make run` makes one.")
    return desk_in(folder)


def desk_in(folder: Path) -> Deployment:
    """Return the desk that is in the folder, or is to be."""
    try:
        environment = asked_for()
        addresses = Addresses.kept_in(folder) or Addresses.from_environment(environment)
    except SettingsError as error:
        raise OperationError(f"{error}") from error
    except WrongAddressesError as error:
        raise OperationError(f"{error}.") from error
    programs = Programs(folder=folder.resolve(), addresses=addresses, environment=environment)
    return Deployment(
        title=f"the desk in {folder}",
        source=f"the environment of the desk in {folder}",
        settings=programs.process_environment() | {API_TOKEN: programs.api_token()} | only_ours(environment),
        folder=folder,
        traces_url=f"http://127.0.0.1:{addresses.traces}",
    )
