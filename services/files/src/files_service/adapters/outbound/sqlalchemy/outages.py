"""Tells a database that is away or too busy from a bug."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from files_service.application.ports.unit_of_work import DatabaseUnavailableError

TRANSIENT_CLASSES: Final = frozenset({"08", "40", "53", "55", "57"})
"""SQLSTATE classes: connection, deadlock, resources, locks and timeouts, operator intervention."""
IDLE_TOO_LONG: Final = "25P03"


@contextmanager
def outages_translated() -> Iterator[None]:
    """Raise `DatabaseUnavailableError` for what passes by itself; let everything else through."""
    try:
        yield
    except Exception as error:
        if is_outage(error):
            raise DatabaseUnavailableError from error
        raise


def is_outage(error: Exception) -> bool:
    if isinstance(error, (OSError, PoolTimeoutError)):  # OSError: refused, reset, timed out
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    driver_error = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(driver_error, "sqlstate", None) or ""
    return state[:2] in TRANSIENT_CLASSES or state == IDLE_TOO_LONG
