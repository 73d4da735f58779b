"""What the desk is asked to do: by `.env`, by the environment, and checked before anything starts."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from dotenv import dotenv_values

from fixline_chassis.settings import LOG_FILE_SERVICE, SettingsError, listing
from fixline_local.desk.addresses import Addresses, WrongAddressesError
from fixline_local.desk.extras import faults_of_extras
from fixline_local.desk.monitoring import alert_settings
from fixline_local.desk.programs import LOG_FILE, Programs
from fixline_local.monitors.servers import faults_of_telegram

SETTINGS: Final = (
    "tickets_service.bootstrap.settings:TicketsSettings",
    "files_service.bootstrap.settings:FilesSettings",
    "bot_service.bootstrap.settings:BotSettings",
)


def asked_for(dotenv: Path = Path(".env")) -> dict[str, str]:
    """Return the environment, and below it what `.env` says; raise `SettingsError` where that is no text."""
    return settings_in(dotenv) | os.environ


def settings_in(dotenv: Path) -> dict[str, str]:
    """Return what the file says, as far as it is there; an empty line says nothing. Raises `SettingsError`."""
    try:
        found = dotenv_values(dotenv, encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(f"{dotenv} is no text in UTF-8: is it the file with the settings?") from error
    return {key: value for key, value in found.items() if value}


def checked_programs(folder: Path, environment: Mapping[str, str]) -> Programs:
    """Return what is to run in `folder`; raise `SettingsError` that lists every fault of every part at once."""
    faults: list[str] = []
    addresses = Addresses()
    try:
        addresses = Addresses.from_environment(environment)
    except WrongAddressesError as error:
        faults += error.faults
    programs = Programs(folder=folder, addresses=addresses, environment=environment)
    faults += faults_of_extras(environment)
    faults += faults_of_log_file(environment)
    faults += faults_of_services(programs.process_environment())
    if programs.has_metrics and not programs.simulated:
        faults += faults_of_telegram(alert_settings(programs))
    if faults:
        raise SettingsError(listing(faults))
    return programs


def faults_of_log_file(environment: Mapping[str, str]) -> list[str]:
    path = environment.get(LOG_FILE, "")
    if not path or LOG_FILE_SERVICE in path:
        return []
    return [f"{LOG_FILE} must have {LOG_FILE_SERVICE} in it, since each service writes a file of its own"]


def faults_of_services(environment: Mapping[str, str]) -> list[str]:
    """Return what the services would say of the environment that they are to get, a sentence each.

    A process of its own reads the settings as each service does. Raises `RuntimeError` when it breaks.
    """
    command = [sys.executable, "-m", "fixline_chassis.check_settings", *SETTINGS]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # our own arguments
    if done.stderr:
        raise RuntimeError(f"the settings could not be checked:\n{done.stderr}")
    return done.stdout.splitlines()
