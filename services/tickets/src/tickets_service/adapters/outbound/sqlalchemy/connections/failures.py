"""Which failures of the database are worth repeating the call."""

from types import TracebackType
from typing import Final

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from tickets_service.application.errors import StoreOverloadedError, StoreUnavailableError

TOO_MANY_CONNECTIONS: Final = "53300"
ENDED: Final = ("closed", "another operation (2)")
"""What asyncpg says of a connection at its end; the latter between the server's farewell and that."""

PASSING: Final = frozenset(
    {
        "55P03",  # lock_not_available: lock_timeout
        "40P01",  # deadlock_detected
        "40001",  # serialization_failure
        "25P03",  # idle_in_transaction_session_timeout
        "25006",  # read_only_sql_transaction: a standby
        "0A000",  # feature_not_supported: asyncpg's stale plan after a change of the schema
        "42P01",  # undefined_table: the migrations have not run yet
        "3D000",  # invalid_catalog_name: the database is being restored
    }
)
PASSING_CLASSES: Final = frozenset({"08", "53", "57"})
"""Connection exceptions, lack of resources, operator intervention (statement_timeout among them)."""


class StoreFailures:
    """Turns them into `StoreError`s; every other failure is a bug, and passes."""

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is not None and (store_error := store_error_of(error)):
            raise store_error from error


STORE_FAILURES: Final = StoreFailures()


def store_error_of(error: BaseException) -> StoreOverloadedError | StoreUnavailableError | None:
    if isinstance(error, PoolTimeoutError):
        return StoreOverloadedError()
    if isinstance(error, DBAPIError):
        state = sqlstate(error.orig)
        return refusal(state) if error.connection_invalidated or passing(state) else None
    if isinstance(error, asyncpg.PostgresError):  # of the driver's own statements, and while connecting
        state = sqlstate(error)
        return refusal(state) if passing(state) else None
    if isinstance(error, asyncpg.InterfaceError | asyncpg.InternalClientError):
        # The connection ended under the statement.
        return StoreUnavailableError() if any(words in str(error) for words in ENDED) else None
    # Refused, reset or timed out.
    return StoreUnavailableError() if isinstance(error, OSError) else None


def sqlstate(error: BaseException | None) -> str:
    return getattr(error, "sqlstate", None) or ""


def passing(state: str) -> bool:
    return state in PASSING or state[:2] in PASSING_CLASSES


def refusal(state: str) -> StoreOverloadedError | StoreUnavailableError:
    return StoreOverloadedError() if state == TOO_MANY_CONNECTIONS else StoreUnavailableError()
