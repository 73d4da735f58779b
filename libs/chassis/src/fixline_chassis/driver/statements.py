"""Statements on asyncpg itself: written with SQLAlchemy, compiled once, run without it (decision 17).

For the few statements that nearly every call runs. SQLAlchemy's own execution costs four times what asyncpg's does
(docs/performance.md), and buys nothing where a statement never changes. The connections are those of its pool.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import asyncpg
from sqlalchemy import Dialect, Executable, RowMapping
from sqlalchemy.dialects.postgresql import asyncpg as asyncpg_dialect
from sqlalchemy.pool import Pool
from sqlalchemy.sql import ClauseElement

from fixline_telemetry.database import StatementWatch, watched

DIALECT: Final[Dialect] = asyncpg_dialect.dialect()  # type: ignore[no-untyped-call]

Row = RowMapping | Mapping[str, Any]


class Prepared:
    """A statement whose text never changes; its values are `bindparam`s without a default, or part of it."""

    def __init__(self, statement: Executable, *, columns: Iterable[str] | None = None) -> None:
        """`columns` names those that an INSERT or UPDATE writes, where the statement does not."""
        if not isinstance(statement, ClauseElement):
            raise TypeError(f"{statement!r} is no statement")
        compiled: Any = statement.compile(
            dialect=DIALECT, column_keys=None if columns is None else list(columns)
        )
        if compiled.post_compile_params:
            raise TypeError(f"its text depends on its values: {compiled}")
        self.sql: Final[str] = compiled.string
        binds = [compiled.binds[name] for name in compiled.positiontup or ()]
        self._parameters: Final = [
            (
                bind.key,
                None if bind.required else bind.value,
                bind.type.dialect_impl(DIALECT).bind_processor(DIALECT),
            )
            for bind in binds
        ]

    def arguments(self, values: Mapping[str, Any]) -> list[Any]:
        """Return the values in the driver's order and form; raise `KeyError` for one that is missing."""
        arguments = []
        for name, fixed, encode in self._parameters:
            value = values[name] if fixed is None else fixed
            arguments.append(value if encode is None else encode(value))
        return arguments


class Driver:
    """One connection. Failures are asyncpg's own."""

    __slots__ = ("_connection", "_watched")

    def __init__(self, connection: "asyncpg.Connection", pool: Pool) -> None:
        self._connection = connection
        self._watched = watched(pool)

    async def rows(self, statement: Prepared, **values: Any) -> Sequence[Row]:
        with StatementWatch(self._watched, statement.sql):
            found: Sequence[Row] = await self._connection.fetch(statement.sql, *statement.arguments(values))
        return found

    async def row(self, statement: Prepared, **values: Any) -> Row | None:
        """Return the first row, or None when there is none."""
        with StatementWatch(self._watched, statement.sql):
            found: Row | None = await self._connection.fetchrow(statement.sql, *statement.arguments(values))
        return found

    async def run(self, statement: Prepared, **values: Any) -> None:
        with StatementWatch(self._watched, statement.sql):
            await self._connection.execute(statement.sql, *statement.arguments(values))
