"""The units of `infra/systemd`, what installs them, and the page that leads through it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fixline_local.desk.programs import SERVICES
from fixline_local.desk.settings import SETTINGS
from fixline_operations.production.environment import sections, settings_in

from .monitoring import ROOT

pytestmark = pytest.mark.ops
UNITS = ROOT / "infra/systemd"
PAGE = ROOT / "docs/a-desk-in-20-minutes.md"
PYTHON = "/opt/fixline/bin/python"
BACKUPS = ("create", "log", "verify")
SHARED = {"ENVIRONMENT", "PSEUDONYM_KEY"}
SECRET = re.compile(r"TOKEN|SECRET|KEY|DATABASE_URL|VALKEY_URL|CALLERS")


def unit(service: str) -> str:
    return (UNITS / f"fixline-{service}.service").read_text()


def run(*command: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603  # our own arguments
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units, of services that are installed: systemd looks whether there is such a program."""
    assert shutil.which("systemd-analyze"), "needs systemd"
    for file in (*UNITS.glob("*.service"), *UNITS.glob("*.target"), *UNITS.glob("*.timer")):
        text = file.read_text().replace(PYTHON, sys.executable)
        for name in (
            [file.name.replace("@", f"@{each}") for each in BACKUPS] if "@" in file.name else [file.name]
        ):
            (tmp_path / name).write_text(text)
    return tmp_path


def test_systemd_understands_every_line(units: Path) -> None:
    files = sorted(units.iterdir())
    assert [file.name for file in files] == [
        *(f"fixline-backup-{each}.timer" for each in BACKUPS),
        "fixline-backup.target",
        *(f"fixline-backup@{each}.service" for each in BACKUPS),
        "fixline-bot.service",
        "fixline-files.service",
        "fixline-tickets.service",
        "fixline.target",
    ]
    done = run("systemd-analyze", "verify", "--man=no", *files)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("service", [*SERVICES, "backup@create"])
def test_a_service_can_do_little_beyond_its_work(units: Path, service: str) -> None:
    # 0 is nothing at all, 10 everything; systemd calls up to 2 OK.
    done = run(
        "systemd-analyze",
        "security",
        "--offline=true",
        "--threshold=20",
        units / f"fixline-{service}.service",
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_its_own_settings_and_no_others_secrets(service: str) -> None:
    settings = settings_in(sections("123:abcdefghijk", "https://desk.example.org/telegram/webhook"))
    (unset,) = re.findall(r"^UnsetEnvironment=(.*)$", unit(service), re.MULTILINE)
    left = {name: value for name, value in settings.items() if name not in unset.split()}
    own = f"{service.upper()}_"
    assert {name for name in left if SECRET.search(name) and not name.startswith(own)} <= SHARED
    (its_settings,) = [path for path in SETTINGS if path.startswith(f"{service}_")]
    done = subprocess.run(  # noqa: S603  # our own arguments
        [sys.executable, "-m", "fixline_chassis.check_settings", its_settings],
        env=left,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("service", SERVICES)
def test_a_unit_migrates_before_it_serves_and_gives_up_where_settings_are_wrong(service: str) -> None:
    lines = unit(service).splitlines()
    assert f"ExecStartPre={PYTHON} -m {service}_service migrate upgrade" in lines
    assert f"ExecStart={PYTHON} -m {service}_service serve" in lines
    assert "RestartPreventExitStatus=78" in lines


def test_timers_name_commands_that_are_there_and_times_that_come() -> None:
    for each in BACKUPS:
        timer = (UNITS / f"fixline-backup-{each}.timer").read_text()
        assert f"\nUnit=fixline-backup@{each}.service\n" in timer
        (when,) = re.findall(r"^OnCalendar=(.*)$", timer, re.MULTILINE)
        assert run("systemd-analyze", "calendar", when).returncode == 0
        assert run(sys.executable, "-m", "fixline_operations", "backup", each, "--help").returncode == 0
    (started,) = re.findall(r"^ExecStart=(.*)$", unit("backup@"), re.MULTILINE)
    assert started == f"{PYTHON} -m fixline_operations backup %i --wait 21600"


def test_backups_know_the_databases_and_no_secret_of_the_services() -> None:
    settings = settings_in(sections("123:abcdefghijk", "https://desk.example.org/telegram/webhook"))
    (unset,) = re.findall(r"^UnsetEnvironment=(.*)$", unit("backup@"), re.MULTILINE)
    left = {name for name in settings if name not in unset.split()}
    assert {name for name in left if SECRET.search(name)} == {
        "BACKUP_DATABASE_URL",
        *(f"{service.upper()}_DATABASE_URL" for service in SERVICES),
    }
    assert {"BACKUP_FOLDER", "BACKUP_KEEP", "FILES_STORE_URL"} <= left


def test_what_is_installed_runs_without_the_checkout(tmp_path: Path) -> None:
    done = run("make", "--no-print-directory", "install", f"DESTDIR={tmp_path}", f"PYTHON={sys.executable}")
    assert done.returncode == 0, done.stderr
    python = f"{tmp_path}{PYTHON}"
    for service in SERVICES:
        history = run(python, "-I", "-m", f"{service}_service", "migrate", "history")
        assert history.returncode == 0, history.stderr
        assert "(head)" in history.stdout
        assert (tmp_path / f"etc/systemd/system/fixline-{service}.service").read_text() == unit(service)
    assert (
        "Copy the desk's databases"
        in run(python, "-I", "-m", "fixline_operations", "backup", "--help").stdout
    )
    assert (tmp_path / "etc/systemd/system/fixline-backup-create.timer").exists()
    outside = run(python, "-I", "-c", "import tickets_service; print(tickets_service.__file__)").stdout
    assert outside.startswith(str(tmp_path))
    assert (tmp_path / "etc/fixline").stat().st_mode & 0o777 == 0o700
    # Services may not write there: what is not compiled now is compiled anew at each start.
    assert list(tmp_path.glob("opt/fixline/lib/*/site-packages/tickets_service/__pycache__/*.pyc"))


def blocks() -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text(), re.DOTALL | re.MULTILINE)


def test_the_page_sets_the_password_that_the_bot_will_use(tmp_path: Path) -> None:
    (command,) = [line for block in blocks() for line in block.splitlines() if "requirepass" in line]
    settings = tmp_path / "fixline.env"
    settings.write_text("BOT_VALKEY_URL=redis://:a_-Z9@127.0.0.1:6379/0\nOTHER=redis://:b@c\n")
    configuration = tmp_path / "redis.conf"
    here = command.replace("/etc/fixline/fixline.env", str(settings)).replace(
        "/etc/redis/redis.conf", str(configuration)
    )
    assert run("sh", "-c", here).returncode == 0
    assert configuration.read_text() == "requirepass a_-Z9\n"
