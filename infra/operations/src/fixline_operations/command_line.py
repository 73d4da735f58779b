"""`fixline`: the commands, and the options that name the desk."""

from pathlib import Path

import click

from fixline_operations.backup.command_line import backup
from fixline_operations.choice import Choice
from fixline_operations.forget.command import forget
from fixline_operations.go_no_go.command import go_no_go
from fixline_operations.incident import incident
from fixline_operations.production.databases import databases_sql
from fixline_operations.production.kubernetes import kubernetes_secrets
from fixline_operations.production.making import production_env
from fixline_operations.pseudonym import pseudonym
from fixline_operations.psql import psql
from fixline_operations.rehearsal.command_line import rehearse
from fixline_operations.replay import replay
from fixline_operations.ticket import ticket

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
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


for command in (
    backup,
    rehearse,
    psql,
    replay,
    incident,
    ticket,
    forget,
    pseudonym,
    production_env,
    databases_sql,
    kubernetes_secrets,
    go_no_go,
):
    fixline.add_command(command)
