"""`fixline psql DATABASE`: a SQL prompt of one service's database, or a script's query."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from fixline_local.desk.programs import SERVICES
from fixline_local.embedded.installation import WHEEL, Installation
from fixline_local.ports import is_free
from fixline_operations.choice import Choice, pass_choice
from fixline_operations.deployment import Deployment
from fixline_operations.errors import OperationError
from fixline_operations.libpq import libpq_environment

OPTIONS: Final = {
    "application_name": "fixline-operator",
    # An operator who goes to lunch must not hold up vacuum, and with it the desk.
    "idle_in_transaction_session_timeout": "10min",
}
READ_ONLY: Final = {"default_transaction_read_only": "on"}
SCRIPTED: Final = ("-c", "--command", "-f", "--file", "-l", "--list")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("database", type=click.Choice(SERVICES))
@click.option(
    "--write", is_flag=True, help="Let statements change data; without it transactions are read-only."
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[-- PSQL-ARGUMENTS]")
@pass_choice
def psql(choice: Choice, database: str, write: bool, arguments: Sequence[str]) -> None:
    """Open a SQL prompt of a service's database; with `-c SQL`, print what a query says.

    Read-only by default, which keeps a slip of the hand from doing harm; it is no permission.
    """
    environment = connection(choice.deployment, database, write=write)
    command = command_line(database, arguments, write=write)
    sys.stdout.flush()
    # In our place: Ctrl-C, the terminal and the exit status are psql's.
    os.execvpe(command[0], command, environment)  # noqa: S606  # our own arguments and the operator's


def connection(deployment: Deployment, database: str, *, write: bool) -> dict[str, str]:
    """Return the environment by which psql connects."""
    setting = f"{database.upper()}_DATABASE_URL"
    url = deployment.url(setting)
    if deployment.folder is not None and url.port and is_free(url.port):
        raise OperationError(
            f"PostgreSQL of {deployment.title} does not run (nobody listens at port {url.port}): start `make run`."
        )
    options = OPTIONS | ({} if write else READ_ONLY)
    return libpq_environment(url, options)


def command_line(database: str, arguments: Sequence[str], *, write: bool) -> list[str]:
    scripted = not sys.stdin.isatty() or any(each.startswith(SCRIPTED) for each in arguments)
    wheels = Installation(Path(str(WHEEL.locate_file("")))).command("psql")
    if scripted:
        return [*wheels, "--no-psqlrc", "--set=ON_ERROR_STOP=1", *arguments]
    mode = "writing" if write else "read-only"
    prompts = [f"--set=PROMPT{n}={database} ({mode}) %R%x%# " for n in (1, 2)]
    # The wheel's has no line editing; one that is installed here mostly has.
    own = shutil.which("psql")
    return [*([own] if own else wheels), *prompts, *arguments]
