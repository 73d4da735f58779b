"""What runs, and how its parts find each other."""

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
    target = programs.process_environment()["BOT_TICKETS_TARGET"]
    assert target == "ipv4:127.0.0.1:50051,127.0.0.1:50061"
