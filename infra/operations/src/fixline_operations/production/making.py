"""`fixline production-env`: the settings of a new desk, asked for and made up once."""

import os
import tempfile
from pathlib import Path
from typing import Final

import click

from fixline_local.desk.settings import faults_of_services
from fixline_operations.errors import OperationError
from fixline_operations.production.environment import (
    AddressError,
    sections,
    settings_in,
    text_of,
    webhook_url,
)

TOKEN: Final = "BOT_TOKEN"  # noqa: S105  # a variable's name
ADDRESS: Final = "PUBLIC_ADDRESS"
FOR_SCRIPTS: Final = f"For scripts: {TOKEN} and {ADDRESS} in the environment, and nothing is asked."


@click.command("production-env", epilog=FOR_SCRIPTS)
@click.argument("file", type=click.Path(path_type=Path), default=Path("infra/.env"))
def production_env(file: Path) -> None:
    """Write the settings of a new desk, with strong secrets, into FILE (infra/.env).

    Asks for the bot's token and for the address where Telegram finds this machine. A FILE that is there already
    stays as it is: its secrets are in use.
    """
    refuse_to_replace(file)
    token = os.environ.get(TOKEN) or click.prompt("The token that @BotFather gave you", hide_input=True)
    address = os.environ.get(ADDRESS)
    if address is None:
        address = click.prompt(
            "This machine's public address, such as desk.example.org (empty: the bot asks Telegram for news itself)",
            default="",
            show_default=False,
        )
    write(file, text_for(token.strip(), address.strip()))
    click.echo(f"{file} is written, and yours alone to read. Keep a copy where you keep passwords.")


def text_for(token: str, address: str) -> str:
    """Return the file's text; raise `OperationError` that lists what the services would say against it."""
    try:
        parts = sections(token, webhook_url(address) if address else "")
    except AddressError as error:
        raise OperationError(f"{error}.") from error
    if faults := faults_of_services(settings_in(parts) | {"PATH": os.environ.get("PATH", "")}):
        raise OperationError("\n".join(["Nothing was written:", *(f"  - {fault}" for fault in faults)]))
    return text_of(parts)


def refuse_to_replace(file: Path) -> None:
    if os.path.lexists(file):
        raise OperationError(
            f"{file} is there already, and its secrets are in use: name another file, or move it away."
        )
    if not file.parent.is_dir():
        raise OperationError(f"There is no folder {file.parent}.")


def write(file: Path, text: str) -> None:
    """Make the file, whole and readable by its owner alone from the beginning; never replace one."""
    try:
        with tempfile.NamedTemporaryFile("w", dir=file.parent, prefix=".unfinished-") as unfinished:
            unfinished.write(text)
            unfinished.flush()
            os.fsync(unfinished.fileno())
            file.hardlink_to(unfinished.name)
    except FileExistsError:  # it came while we asked
        refuse_to_replace(file)
    except OSError as error:
        raise OperationError(f"{file} cannot be written: {error.strerror}. Nothing was written.") from error
