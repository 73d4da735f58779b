"""`fixline databases-sql`: the roles and databases that a desk's settings speak of, as psql makes them."""

import re
from typing import Final

import click
from sqlalchemy import URL

from fixline_local.desk.programs import SERVICES
from fixline_operations.choice import Choice, pass_choice
from fixline_operations.errors import OperationError

NAME: Final = re.compile(r"[a-z_][a-z0-9_]{0,62}")
"""Of a role or a database: what PostgreSQL takes without quotes."""


@click.command("databases-sql")
@pass_choice
def databases_sql(choice: Choice) -> None:
    """Print what makes the desk's roles and databases; for psql as a superuser, again and again.

    A role that is there gets the password of the settings; a database that is there stays as it is. Each service
    may enter its own database alone.
    """
    deployment = choice.deployment
    urls = [deployment.url(f"{service.upper()}_DATABASE_URL") for service in SERVICES]
    click.echo("\\set ON_ERROR_STOP on")
    # Passwords are in these statements: they belong into no log.
    click.echo("SET log_statement = 'none';\nSET log_min_error_statement = 'panic';")
    for url in urls:
        click.echo(statements(url))
    if deployment.settings.get("BACKUP_DATABASE_URL"):
        click.echo(statements_for_backups(deployment.url("BACKUP_DATABASE_URL")))


def statements(url: URL) -> str:
    """Return the statements for one database; raise `OperationError` for names that need quotes, or no password."""
    role, database, password = names(url)
    return f"""{role_of(role, password)}
SELECT $$CREATE DATABASE {database} OWNER {role} ENCODING 'UTF8' TEMPLATE template0$$
    WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{database}') \\gexec
REVOKE CONNECT ON DATABASE {database} FROM PUBLIC;"""  # noqa: S608  # names that were checked


def statements_for_backups(url: URL) -> str:
    """Return those for the role that copies the server: it reads all of it, and enters none of the services' databases.

    The server keeps its log (WAL) until it was fetched, up to a bound: where nobody has set another one, 4 GB.
    Last of all, for the connection changes to that role's database. Raises as `statements` does.
    """
    role, database, password = names(url)
    return f"""{role_of(role, password)}
ALTER ROLE {role} REPLICATION;
SELECT $$ALTER SYSTEM SET max_slot_wal_keep_size = '4GB'$$
    WHERE current_setting('max_slot_wal_keep_size') = '-1' \\gexec
SELECT pg_reload_conf() \\g /dev/null
\\connect {database}
GRANT EXECUTE ON FUNCTION pg_create_restore_point(text) TO {role};"""


def names(url: URL) -> tuple[str, str, str]:
    role, database, password = url.username or "", url.database or "", url.password
    if not NAME.fullmatch(role) or not NAME.fullmatch(database) or not password:
        shown = url.render_as_string(hide_password=True)
        raise OperationError(
            f"{shown} must name a role, its password and a database, the names in small letters, digits and _."
        )
    return role, database, password


def role_of(role: str, password: str) -> str:
    return f"""
SELECT 'CREATE ROLE {role} LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') \\gexec
ALTER ROLE {role} LOGIN PASSWORD {literal(password)};"""  # noqa: S608  # as above


def literal(value: str) -> str:
    quoted = value.replace("\\", "\\\\").replace("'", "''")
    return f"E'{quoted}'"
