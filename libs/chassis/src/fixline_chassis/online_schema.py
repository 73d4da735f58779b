"""Changes of big tables while others read and write them, for use in migrations.

A check is added for new rows in one revision (`add_check`) and held against the old rows in a later one
(`validate_checks`); within one transaction the first would keep its lock while the second reads the table.
Indexes have a revision of their own: it runs outside a transaction, so it has to be repeatable as a whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from alembic import op
from sqlalchemy import TextClause


def add_check(table: str, name: str, condition: str) -> None:
    """Hold rows to it from now on; those that are there already are not looked at."""
    op.create_check_constraint(op.f(name), table, condition, postgresql_not_valid=True)


def replace_check(table: str, name: str, condition: str) -> None:
    """Put a check that lets more through in the place of one."""
    op.drop_constraint(op.f(name), table, type_="check")
    add_check(table, name, condition)


def validate_checks(checks: Iterable[tuple[str, str]]) -> None:
    """Hold the rows of before to checks, given as (table, name)."""
    for table, name in checks:
        op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")


def create_index(name: str, table: str, columns: Sequence[str | TextClause], **options: Any) -> None:
    """Build an index; what an interrupted try left behind is replaced."""
    with unhurried():
        op.drop_index(name, table, postgresql_concurrently=True, if_exists=True)
        op.create_index(
            name, table, list(columns), if_not_exists=True, postgresql_concurrently=True, **options
        )


def replace_index(name: str, table: str, columns: Sequence[str | TextClause], **options: Any) -> None:
    """Build an index anew with other columns; until it is there, the old one serves."""
    create_index(f"{name}_new", table, columns, **options)
    drop_index(name, table)
    with unhurried():
        # Nobody but migrations names an index.
        op.execute(f"-- squawk-ignore renaming-object\nALTER INDEX {name}_new RENAME TO {name}")


def drop_index(name: str, table: str) -> None:
    with unhurried():
        op.drop_index(name, table, postgresql_concurrently=True, if_exists=True)


@contextmanager
def unhurried() -> Iterator[None]:
    """Leave the transaction, and wait as long as it takes for those of others: nobody waits behind us."""
    with op.get_context().autocommit_block():
        op.execute("SET lock_timeout = 0")
        yield
        op.execute("SET lock_timeout = '5s'")
