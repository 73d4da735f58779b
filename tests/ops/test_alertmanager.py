"""Who hears of an alert."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from fixline_local.telegram.people import BOT_TOKEN

from .monitoring import ROOT, alerts

pytestmark = pytest.mark.ops
RENDER = str(ROOT / "infra/alertmanager/render.py")


def render(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # our own arguments
        [sys.executable, RENDER, str(folder)], env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def config(tmp_path: Path) -> Path:
    done = render(tmp_path, TELEGRAM_BOT_TOKEN=BOT_TOKEN, TELEGRAM_CHAT_ID="-1001234")
    assert done.returncode == 0, done.stderr
    return tmp_path / "alertmanager.yml"


def amtool(*arguments: str) -> str:
    command = ["amtool", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # the same
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_amtool_finds_no_fault_and_the_token_is_for_its_owner_alone(config: Path) -> None:
    amtool("check-config", str(config))
    assert BOT_TOKEN in config.read_text()
    assert config.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("labels", "receiver"),
    [
        (["alertname=ServiceDown", "severity=page", "job=bot"], "staff"),
        (["alertname=UpdatesGivenUp", "severity=ticket", "job=bot"], "staff-quietly"),
        (["alertname=Watchdog", "severity=none"], "watchdog"),
    ],
)
def test_an_alert_goes_where_its_severity_says(config: Path, labels: list[str], receiver: str) -> None:
    assert amtool("config", "routes", "test", f"--config.file={config}", *labels).strip() == receiver


def test_inhibition_speaks_of_alerts_that_there_are(config: Path) -> None:
    names = {alert.name for alert in alerts()}
    rules = yaml.safe_load(config.read_text())["inhibit_rules"]
    matchers = [each for rule in rules for side in ("source", "target") for each in rule[f"{side}_matchers"]]
    named = {
        name
        for matcher in matchers
        if matcher.startswith("alertname")
        for name in matcher.partition('"')[2].rstrip('"').split("|")
    }
    stems = {name.removesuffix(".+") for name in named}
    assert {stem for stem in stems if not any(name.startswith(stem) for name in names)} == {
        ".+BudgetBurnFast",
        ".+BudgetBurnSlow",
    }


def test_wrong_settings_are_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    done = render(tmp_path, TELEGRAM_BOT_TOKEN="123:short", TELEGRAM_CHAT_ID="@group", TELEGRAM_API_URL="x")
    assert done.returncode == 2
    assert [line.partition(" ")[0] for line in done.stderr.splitlines()] == [
        "TELEGRAM_BOT_TOKEN",
        "TELEGRAM_CHAT_ID",
        "TELEGRAM_API_URL",
    ]
    assert "short" not in done.stderr
    assert list(tmp_path.iterdir()) == []
