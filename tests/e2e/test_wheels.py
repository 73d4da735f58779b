"""The services from their wheels: in environments that hold what is pinned for them, and nothing of this checkout."""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import aiohttp
import pytest

from fixline_local.demo.api_client import api_client
from fixline_local.desk.addresses import Addresses
from fixline_local.desk.desk import Desk
from fixline_local.desk.programs import PASSED_ON, SERVICES, Programs
from fixline_local.telegram.client import TelegramPeople

from .conftest import START_SECONDS, new_story, require_one_finished_ticket

pytestmark = pytest.mark.xdist_group("wheels")

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^[\w.-]+==.*?(?=^[\w.-]+==|\Z)", re.MULTILINE | re.DOTALL)


def run(*command: str | Path) -> str:
    done = subprocess.run(  # noqa: S603  # our own arguments
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def uv(*arguments: str | Path) -> str:
    """Run the uv that made this environment; what it fetched then is still in its cache, or is fetched again."""
    found = shutil.which("uv") or shutil.which("uv", path=ROOT / ".tools/bin")
    assert found
    return run(found, *arguments)


def install(service: str, wheels: Path, folder: Path) -> Path:
    """Return the Python of a new environment that was made the way the README says."""
    python = folder / service / "bin/python"
    uv("venv", "--quiet", "--python", sys.executable, folder / service)
    pins = ROOT / "services" / service / "requirements.lock"
    uv("pip", "sync", "--quiet", "--python", python, "--require-hashes", pins)
    from_here = ("--no-index", "--find-links", wheels)
    uv("pip", "install", "--quiet", "--python", python, "--offline", *from_here, f"fixline-{service}")
    lend_bytecode(Path(sys.prefix), python.parents[1])
    return python


def lend_bytecode(ours: Path, theirs: Path) -> None:
    """Let an environment find compiled what this one has compiled: three of them would take a minute for it.

    uv gives both the same files. Python compiles anew what it finds to be of others, by their times and sizes.
    """
    for compiled in ours.glob("lib/*/site-packages/**/__pycache__/*.pyc"):
        package = theirs / compiled.parents[1].relative_to(ours)
        if package.is_dir():
            (package / "__pycache__").mkdir(exist_ok=True)
            shutil.copyfile(compiled, package / "__pycache__" / compiled.name)


@pytest.fixture(scope="module")
def pythons(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    wheels = tmp_path_factory.mktemp("wheels")
    run("make", "--no-print-directory", "wheels", f"DIST={wheels}")
    folder = tmp_path_factory.mktemp("installed")
    return {service: install(service, wheels, folder) for service in SERVICES}


def released() -> str:
    version: str = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    return version


def packages_of(python: Path) -> dict[str, str]:
    listed = json.loads(uv("pip", "list", "--python", python, "--format", "json"))
    return {package["name"]: package["version"] for package in listed}


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_pinned_is_all_that_a_service_needs(pythons: dict[str, Path], service: str) -> None:
    uv("pip", "check", "--python", pythons[service])
    packages = packages_of(pythons[service])
    ours = {name: version for name, version in packages.items() if name.startswith("fixline-")}
    assert ours == dict.fromkeys(
        ["fixline-chassis", "fixline-proto", "fixline-rpc", f"fixline-{service}", "fixline-telemetry"],
        released(),
    )
    # Neither what tests nor what builds.
    assert not packages.keys() & {"pytest", "hatchling", "pip", "setuptools", "fixline-testing"}


@pytest.mark.parametrize("folder", [*(f"services/{service}" for service in SERVICES), "infra/operations"])
def test_what_is_installed_is_what_this_repository_was_tested_with(folder: str) -> None:
    tested = set(PIN.findall((ROOT / "requirements.lock").read_text()))
    pinned = PIN.findall((ROOT / folder / "requirements.lock").read_text())
    assert pinned
    assert [pin for pin in pinned if pin not in tested] == []


def test_operators_commands_need_what_services_need_and_more() -> None:
    """`make install` puts all of it into one environment."""
    more = set(PIN.findall((ROOT / "infra/operations/requirements.lock").read_text()))
    for service in SERVICES:
        assert set(PIN.findall((ROOT / "services" / service / "requirements.lock").read_text())) <= more


async def metrics_of(programs: Programs, service: str) -> str:
    url = f"http://127.0.0.1:{programs.admin_ports()[service]}/metrics"
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return await response.text()


def identities_in(log: Path) -> set[tuple[str, str]]:
    lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    return {(line["service"], line["version"]) for line in lines}


def modules_outside(python: Path, package: str) -> Sequence[str]:
    """Return the files from which the running of a service would import anything that is not in its environment."""
    program = (
        f"import sys, {package}.bootstrap.serve;"
        "print(*{f for m in sys.modules.values() if (f := getattr(m, '__file__', None))}, sep='\\n')"
    )
    home = str(python.parents[1])
    standard_library = str(Path(os.__file__).parent)
    files = run(python, "-I", "-c", program).split()
    return [file for file in files if not file.startswith((home, standard_library))]


async def test_the_story_ends_well_on_installed_wheels(pythons: dict[str, Path], tmp_path: Path) -> None:
    for service, python in pythons.items():
        assert await asyncio.to_thread(modules_outside, python, f"{service}_service") == []
    programs = Programs(
        folder=tmp_path,
        addresses=Addresses.free(),
        environment={key: os.environ[key] for key in PASSED_ON if key in os.environ},
        durable=False,
        installed={
            service: (str(python), "-I", "-m", f"{service}_service") for service, python in pythons.items()
        },
    )
    async with (
        Desk(programs, start_seconds=START_SECONDS),
        TelegramPeople(f"http://127.0.0.1:{programs.addresses.chat}") as people,
        api_client(programs) as api,
    ):
        story = await new_story(people, 0)
        await story.play()
        await require_one_finished_ticket(story, api)
        for service in SERVICES:
            build = f'app_build_info{{environment="local",service="{service}",version="{released()}"}} 1.0'
            assert build in await metrics_of(programs, service)
    for service in SERVICES:
        assert identities_in(tmp_path / "logs" / f"{service}.log") == {(service, released())}
