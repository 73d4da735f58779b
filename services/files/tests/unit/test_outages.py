import pytest
from sqlalchemy.exc import DBAPIError, InvalidRequestError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from files_service.adapters.outbound.sqlalchemy.outages import is_outage, outages_translated
from files_service.application.ports.unit_of_work import DatabaseUnavailableError


class DriverError(Exception):
    def __init__(self, sqlstate: str | None) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def statement_error(sqlstate: str | None, *, invalidated: bool = False) -> DBAPIError:
    return DBAPIError("SELECT 1", None, DriverError(sqlstate), connection_invalidated=invalidated)


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        PoolTimeoutError(),
        DriverError("53300"),  # too many connections, raised while connecting
        statement_error(None, invalidated=True),
        statement_error("08006"),  # connection failure
        statement_error("40P01"),  # deadlock
        statement_error("55P03"),  # lock not available
        statement_error("57014"),  # statement timeout
        statement_error("25P03"),  # idle in transaction for too long
    ],
)
def test_what_passes_by_itself_is_an_outage(error: Exception) -> None:
    assert is_outage(error)
    with pytest.raises(DatabaseUnavailableError) as caught, outages_translated():
        raise error
    assert caught.value.__cause__ is error


@pytest.mark.parametrize(
    "error",
    [
        ValueError(),
        InvalidRequestError(),
        statement_error(None),
        statement_error("42P01"),
        statement_error("23505"),
    ],
)
def test_what_does_not_is_a_bug(error: Exception) -> None:
    assert not is_outage(error)
    with pytest.raises(type(error)), outages_translated():
        raise error
