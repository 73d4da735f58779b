"""What runs, and how its parts find each other."""

import json
import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from fixline_local.desk.addresses import Addresses, Replica
from fixline_local.desk.programs import SERVICES, Programs
from fixline_local.telegram.people import ADA, ALEX


@pytest.mark.parametrize(
    ("given", "agents", "admins"),
    [
        ({}, f"{ALEX}", f"{ADA}"),
        (
            {"TICKETS_AGENT_TELEGRAM_IDS": "7, 8", "TICKETS_ADMIN_TELEGRAM_IDS": "9"},
            f"{ALEX},7, 8",
            f"{ADA},9",
        ),
        ({"BOT_TOKEN": "1:real", "TICKETS_AGENT_TELEGRAM_IDS": "7"}, "7", None),
    ],
)
def test_the_simulators_staff_stay_beside_those_who_are_named(
    tmp_path: Path, given: dict[str, str], agents: str, admins: str | None
) -> None:
    environment = Programs(folder=tmp_path, addresses=Addresses(), environment=given).process_environment()
    assert environment["TICKETS_AGENT_TELEGRAM_IDS"] == agents
    assert environment.get("TICKETS_ADMIN_TELEGRAM_IDS") == admins


def test_one_process_of_each_service_is_the_default(tmp_path: Path) -> None:
    programs = Programs(folder=tmp_path, addresses=Addresses(), environment={})
    assert [program.name for program in programs.services()] == list(SERVICES)
    assert set(programs.admin_ports()) == set(SERVICES)
    assert programs.tickets_target() == "ipv4:127.0.0.1:50051"


def test_the_bot_spreads_its_calls_over_all_replicas(tmp_path: Path) -> None:
    replica = Replica(grpc=50061, admin=9111)
    programs = Programs(folder=tmp_path, addresses=Addresses(), environment={}, more_tickets=(replica,))
    (more,) = [program for program in programs.services() if program.name == "tickets-2"]
    assert more.environment == {
        "TICKETS_GRPC_LISTEN": "127.0.0.1:50061",
        "TICKETS_ADMIN_LISTEN": "127.0.0.1:9111",
    }
    assert programs.admin_ports()["tickets-2"] == 9111
    logging = replace(programs, environment={"LOG_FILE": "/var/log/{service}.log"})
    (more,) = [program for program in logging.services() if program.name == "tickets-2"]
    assert more.environment["LOG_FILE"] == "/var/log/tickets-2.log"
    target = programs.process_environment()["BOT_TICKETS_TARGET"]
    assert target == "ipv4:127.0.0.1:50051,127.0.0.1:50061"


@pytest.mark.parametrize("service", ["tickets", "files"])
def test_the_token_for_other_services_has_every_scope_that_there_is(tmp_path: Path, service: str) -> None:
    """Those that the methods' own rows ask for, and what the services take in their settings."""
    programs = Programs(folder=tmp_path, addresses=Addresses(), environment={})
    callers = json.loads(programs.process_environment()[f"{service.upper()}_CALLERS"])
    methods: Mapping[str, str] = pkgutil.resolve_name(
        f"{service}_service.adapters.inbound.grpc.methods:METHOD_SCOPES"
    )
    assert set(callers["api"]["scopes"]) >= set(methods.values())
    assert set(callers["api"]["scopes"]) >= set(callers["bot"]["scopes"])
    assert callers["api"]["token_sha256"] == sha256(programs.api_token().encode()).hexdigest()
    assert (tmp_path / "secrets" / "api-token").read_text() == programs.api_token()
