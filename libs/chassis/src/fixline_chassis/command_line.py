"""The command line that every service has: `serve` and `migrate`."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.exc import DBAPIError

from fixline_chassis.process import Build, run_service
from fixline_chassis.revisions import SchemaRevisionError
from fixline_chassis.settings import EX_CONFIG, DatabaseUrl, ListeningSettings, SettingsError, load_settings

if TYPE_CHECKING:
    from fixline_chassis.migrations import Migrations

S = TypeVar("S", bound=ListeningSettings)
MIGRATE: Final[dict[str, Callable[["Migrations", str], str | None]]] = {
    "upgrade": lambda migrations, revision: migrations.upgrade(revision or "head"),
    "downgrade": lambda migrations, revision: migrations.downgrade(revision or "-1"),
    "current": lambda migrations, _: migrations.current() or "no revision: the database is empty",
    "history": lambda migrations, _: migrations.history(),
    "check": lambda migrations, _: migrations.check(),
    "sql": lambda migrations, revision: migrations.sql(revision or "head"),
}
OFFLINE: Final = frozenset({"history", "sql"})
"""What looks at no database."""

REFUSED_BY_MIGRATION: Final = "P0001"
"""SQLSTATE of a RAISE EXCEPTION: a migration says in words why the database is not fit for it."""


def main(
    service: str,
    package: str,
    settings_type: type[S],
    build: Build[S],
    arguments: Sequence[str] | None = None,
    commands: dict[str, Callable[[Sequence[str]], int]] | None = None,
) -> int:
    """Run one command and return its exit status.

    `commands` adds a service's own: each is given its arguments, loads the settings that it needs and no others, and
    returns the exit status.
    """
    parser = argparse.ArgumentParser(prog=package, description=f"The {service} service of Fixline.")
    choices = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    choices.add_parser("serve", help="run the service until SIGTERM")
    migrate = choices.add_parser("migrate", help="look after the database schema")
    migrate.add_argument("action", choices=sorted(MIGRATE))
    migrate.add_argument(
        "revision", nargs="?", default="", help="defaults: upgrade head, downgrade -1, sql head"
    )
    for name, extra in (commands or {}).items():
        choices.add_parser(name, help=(extra.__doc__ or "").split("\n")[0], add_help=False)
    given, rest = parser.parse_known_args(arguments)
    if rest and given.command in {"serve", "migrate"}:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        if given.command == "migrate":
            from fixline_chassis.migrations import Migrations  # noqa: PLC0415  # Alembic: who serves does without it

            url = None if given.action in OFFLINE else database_url(settings_type)
            return run_migrate(Migrations.of(package, url), given.action, given.revision)
        if given.command != "serve":
            return (commands or {})[given.command](rest)
        settings = load_settings(settings_type)
    except SettingsError as error:
        print(f"{package}: {error}", file=sys.stderr)  # noqa: T201  # there is no log before its settings
        return EX_CONFIG
    except DBAPIError as error:
        if error.statement is not None:
            raise
        from fixline_chassis.outages import words_of  # noqa: PLC0415  # nobody needs it who serves, so early

        # It did not even come to a statement: a password, a database that is not there yet.
        print(f"{package}: the database cannot be reached: {words_of(error)}", file=sys.stderr)  # noqa: T201  # as above
        return 1
    return run_service(service, settings, build, admin_listen=settings.admin_listen)


def database_url(settings_type: type[ListeningSettings]) -> str:
    """Return the one setting that migrating takes; raise `SettingsError` for that one alone."""

    class DatabaseSettings(BaseSettings):
        model_config = SettingsConfigDict(
            env_ignore_empty=True,
            hide_input_in_errors=True,
            env_prefix=settings_type.model_config.get("env_prefix", ""),
        )
        database_url: DatabaseUrl

    return load_settings(DatabaseSettings).database_url


def who_calls() -> str:
    """Return the name of the user whose process this is; in a container, which has none for its own, the number."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # from Python 3.13 on the latter
        return f"uid {os.getuid()}"


def run_migrate(migrations: "Migrations", action: str, revision: str) -> int:
    from alembic.util import CommandError  # noqa: PLC0415  # see above

    try:
        output = MIGRATE[action](migrations, revision)
    except (CommandError, SchemaRevisionError, OSError) as error:
        return failed_to_migrate(action, str(error))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != REFUSED_BY_MIGRATION:
            raise
        return failed_to_migrate(action, str(error.orig.__cause__ if error.orig else error))
    print(output or f"migrate {action}: done")  # noqa: T201  # a command's own output
    return 0


def failed_to_migrate(action: str, reason: str) -> int:
    print(f"migrate {action}: {reason}", file=sys.stderr)  # noqa: T201  # a command's own output
    return 1
