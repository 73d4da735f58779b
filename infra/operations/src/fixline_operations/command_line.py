"""`fixline`: the commands, and the options that name the desk."""

from pathlib import Path
from typing import Final

import click

from fixline_operations.choice import Choice
from fixline_operations.lazy_commands import LazyCommands

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


COMMANDS: Final = {
    "backup": "fixline_operations.backup.command_line:backup",
    "rehearse": "fixline_operations.rehearsal.command_line:rehearse",
    "psql": "fixline_operations.psql:psql",
    "replay": "fixline_operations.replay:replay",
    "incident": "fixline_operations.incident:incident",
    "ticket": "fixline_operations.ticket:ticket",
    "forget": "fixline_operations.forget.command:forget",
    "pseudonym": "fixline_operations.pseudonym:pseudonym",
    "production-env": "fixline_operations.production.making:production_env",
    "databases-sql": "fixline_operations.production.databases:databases_sql",
    "kubernetes-secrets": "fixline_operations.production.kubernetes:kubernetes_secrets",
    "go-no-go": "fixline_operations.go_no_go.command:go_no_go",
}
"""Each command's module: only that of the command that is given is imported."""


@click.group(cls=LazyCommands, commands=COMMANDS)
@click.option(
    "--env",
    "env_file",
    type=FILE,
    envvar="FIXLINE_ENV",
    help="A file with the settings of a desk in production.",
)
@click.option(
    "--desk",
    "folder",
    type=FOLDER,
    envvar="FIXLINE_DESK",
    help="The folder of a desk of `make run`; else .local.",
)
@click.pass_context
def fixline(context: click.Context, env_file: Path | None, folder: Path | None) -> None:
    """Look after a desk: the one that `make run` runs here, or one in production.

    One in production is found by its services' settings: in a file (--env), or in the environment where no desk of
    `make run` is.
    """
    if env_file and folder:
        raise click.UsageError("--env and --desk name two desks: give one of them.")
    context.obj = Choice(env_file, folder)
