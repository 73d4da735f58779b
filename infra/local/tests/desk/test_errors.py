"""`ERRORS=1`: where crash reports go, and what is wrong to ask for."""

import os
from pathlib import Path

import pytest

from fixline_chassis.settings import SettingsError
from fixline_local.desk.addresses import Addresses
from fixline_local.desk.programs import Programs
from fixline_local.desk.settings import checked_programs
from fixline_local.errors.server import ErrorServer


def test_every_service_reports_to_it_and_the_keys_stay_from_run_to_run(tmp_path: Path) -> None:
    plain = Programs(folder=tmp_path, addresses=Addresses(), environment={})
    assert plain.errors is None
    assert "SENTRY_DSN" not in plain.process_environment()
    asked, again = (
        Programs(folder=tmp_path, addresses=Addresses(), environment={"ERRORS": "1"}) for _ in range(2)
    )
    assert asked.errors is not None
    assert asked.process_environment()["SENTRY_DSN"] == asked.errors.dsn
    assert asked.errors == again.errors
    (program,) = [each for each in asked.parts() if each.name == "errors"]
    assert program.stage < min(each.stage for each in asked.services()), "it is there when they start"


def test_its_password_token_and_key_tell_nothing_of_one_another() -> None:
    server = ErrorServer(folder=Path("x"), port=8084, secret="s")
    assert server.dsn.startswith("http://")
    assert server.dsn.endswith("@127.0.0.1:8084/1")
    assert len({server.password, server.api_token[:20], server.dsn[7:27]}) == 3


def test_two_places_for_crash_reports_are_one_too_many(tmp_path: Path) -> None:
    given = {"PATH": os.environ["PATH"], "ERRORS": "1", "SENTRY_DSN": "http://a@127.0.0.1:9/1"}
    with pytest.raises(SettingsError, match="SENTRY_DSN and ERRORS both say where crash reports go"):
        checked_programs(tmp_path, given)
