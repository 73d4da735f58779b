"""Which failures of the database are worth repeating the call."""

from typing import Final

from fixline_chassis.outages import Outage, OutagesTranslated
from tickets_service.application.errors import StoreError, StoreOverloadedError, StoreUnavailableError


def store_error(outage: Outage) -> StoreError:
    return StoreOverloadedError() if outage.is_overload else StoreUnavailableError()


STORE_FAILURES: Final = OutagesTranslated(store_error)
"""A context that turns them into `StoreError`s; every other failure is a bug, and passes."""
