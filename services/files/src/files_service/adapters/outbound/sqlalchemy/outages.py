"""Which failures of the database are worth repeating the call."""

from typing import Final

from files_service.application.ports.unit_of_work import (
    DatabaseError,
    DatabaseOverloadedError,
    DatabaseUnavailableError,
)
from fixline_chassis.outages import Outage, OutagesTranslated


def database_error(outage: Outage) -> DatabaseError:
    return DatabaseOverloadedError() if outage.is_overload else DatabaseUnavailableError()


OUTAGES: Final = OutagesTranslated(database_error)
"""A context that turns them into `DatabaseError`s; every other failure is a bug, and passes."""
