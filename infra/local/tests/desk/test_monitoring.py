"""`METRICS=1`: what is asked for, what is told to whom, and what must be there for it."""

import json
import os
import socket
from pathlib import Path

import pytest
import yaml

from fixline_chassis.settings import SettingsError
from fixline_local.desk.addresses import Addresses, PortTakenError, Replica
from fixline_local.desk.extras import idle_ports
from fixline_local.desk.monitoring import alert_settings, monitor_programs, monitors_of, targets_of
from fixline_local.desk.programs import Programs
from fixline_local.desk.settings import checked_programs
from fixline_local.monitors.servers import RULES, MonitorsMissingError, install
from fixline_local.telegram.people import BOT_TOKEN

TOKEN = "7000000002:AAThisIsARealBotAsFarAsWeKnow00000000"
OTHER = "7000000003:AAThisIsABotForAlertsAlone0000000000"
WATCHED = {"METRICS": "1"}
REPLICA = Replica(grpc=50061, admin=9111)


def programs_in(folder: Path, **environment: str) -> Programs:
    return Programs(folder=folder, addresses=Addresses(), environment=environment)


def test_a_desk_is_watched_when_it_is_asked_for(tmp_path: Path) -> None:
    assert list(monitor_programs(programs_in(tmp_path))) == []
    assert list(monitor_programs(programs_in(tmp_path, METRICS="0"))) == []
    programs = list(monitor_programs(programs_in(tmp_path, METRICS="1")))
    assert [program.name for program in programs] == ["prometheus", "alertmanager", "dashboards"]
    services = programs_in(tmp_path).services()
    assert min(each.stage for each in programs) > max(each.stage for each in services), "they end first"


def test_the_rules_are_copied_and_replicas_are_one_job(tmp_path: Path) -> None:
    programs = Programs(
        folder=tmp_path, addresses=Addresses(), environment=WATCHED, more_tickets=(REPLICA,), pace=str.upper
    )
    stale = tmp_path / "monitors" / "prometheus" / "rules" / "gone.yml"
    stale.parent.mkdir(parents=True)
    stale.touch()
    monitors_of(programs).configure(targets_of(programs), alert_settings(programs, group=-100123))
    configured = tmp_path / "monitors" / "prometheus"
    assert {path.name for path in configured.glob("rules/*")} == {
        path.name for path in RULES.glob("rules/*.yml")
    }
    for path in RULES.glob("rules/*.yml"):
        assert (configured / "rules" / path.name).read_text() == path.read_text().upper()
    targets = {path.stem: json.loads(path.read_text())[0]["targets"] for path in configured.glob("targets/*")}
    assert targets == {
        "bot": ["127.0.0.1:9100"],
        "files": ["127.0.0.1:9102"],
        "tickets": ["127.0.0.1:9101", "127.0.0.1:9111"],
        "alertmanager": ["127.0.0.1:9093"],
    }
    assert [path for path in tmp_path.rglob("*.yml") if path != stale and path.stat().st_mode & 0o077] == []


@pytest.mark.parametrize(
    ("given", "token", "chat", "api"),
    [
        ({}, BOT_TOKEN, -100123, "http://127.0.0.1:8080"),
        ({"BOT_TOKEN": TOKEN, "TELEGRAM_CHAT_ID": "-7"}, TOKEN, -7, "https://api.telegram.org"),
        (
            {
                "BOT_TOKEN": TOKEN,
                "TELEGRAM_CHAT_ID": "-7",
                "TELEGRAM_BOT_TOKEN": OTHER,
                "BOT_API_URL": "http://x:1",
            },
            *(OTHER, -7, "http://x:1"),
        ),
    ],
)
def test_alerts_go_to_the_simulated_group_or_to_the_chat_that_is_named(
    tmp_path: Path, given: dict[str, str], token: str, chat: int, api: str
) -> None:
    programs = programs_in(tmp_path, **WATCHED, **given)
    monitors_of(programs).configure(targets_of(programs), alert_settings(programs, group=-100123))
    written = yaml.safe_load((tmp_path / "monitors" / "alertmanager" / "alertmanager.yml").read_text())
    assert written["global"]["telegram_api_url"] == api
    told = {
        (each["bot_token"], each["chat_id"])
        for receiver in written["receivers"]
        for each in receiver.get("telegram_configs", [])
    }
    assert told == {(token, chat)}


def test_a_real_bot_is_told_to_name_the_chat_before_anything_starts(tmp_path: Path) -> None:
    path = {"PATH": os.environ["PATH"]}
    with pytest.raises(SettingsError) as caught:
        checked_programs(tmp_path, path | WATCHED | {"BOT_TOKEN": TOKEN})
    assert str(caught.value).splitlines()[1:] == [
        "  - TELEGRAM_CHAT_ID must be the id of the staff group, which the bot says at /id"
    ]
    with pytest.raises(SettingsError, match="METRICS must be 1 or 0, not 'yes'"):
        checked_programs(tmp_path, path | {"METRICS": "yes"})
    assert not (tmp_path / "monitors").exists()


def test_the_ports_of_what_is_not_asked_for_are_nobodys_business() -> None:
    addresses = Addresses.from_environment({"PORT_BOT_ADMIN": "9090"})
    assert addresses.bot_admin == addresses.prometheus
    with pytest.raises(ValueError, match="PORT_BOT_ADMIN and PORT_PROMETHEUS are both 9090"):
        Addresses.from_environment(WATCHED | {"PORT_BOT_ADMIN": "9090"})
    free = Addresses.free()
    with socket.create_server(("127.0.0.1", free.prometheus)):
        free.require_free(idle_ports({}))
        with pytest.raises(PortTakenError, match="set PORT_PROMETHEUS to another one"):
            free.require_free(idle_ports(WATCHED))


def test_without_prometheus_and_without_root_one_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n")
    (tmp_path / "id").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MonitorsMissingError) as caught:
        install()
    assert str(caught.value) == (
        "Prometheus and Alertmanager are needed for this. Install them as root: "
        "apt-get install prometheus prometheus-alertmanager (Debian)."
    )
