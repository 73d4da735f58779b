"""The desk from its images: what is in them, and the story on containers that may do next to nothing."""

import asyncio
import json
import os
import re
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import aiohttp
import pytest

from bot_service.adapters.inbound.telegram.drawing.texts.catalog import LANGUAGES
from fixline_bench.idle import started
from fixline_chassis.settings import EX_CONFIG
from fixline_local.demo.api_client import api_client
from fixline_local.demo.photo import broken_lamp
from fixline_local.demo.story import Story
from fixline_local.desk.addresses import Addresses
from fixline_local.desk.desk import Desk
from fixline_local.desk.programs import PASSED_ON, SERVICES, Programs
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import ALEX, RITA
from fixline_operations.backup.metrics import FILE, read_metrics

from .podman import ROOT, Podman, usual_folder

pytestmark = [pytest.mark.images, pytest.mark.xdist_group("images")]

IMAGES = (*SERVICES, "operations")
PINS = {service: ROOT / "services" / service / "requirements.lock" for service in SERVICES} | {
    "operations": ROOT / "infra/operations/requirements.lock"
}
VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
USER = 65532
MEGABYTE = 1_000_000
ATTACHMENTS = "/var/lib/fixline/attachments"
BACKUPS = "/var/backups/fixline"
SCHEDULE = ["/opt/fixline/bin/python", "-I", "-m", "fixline_operations.backup.schedule"]
MOMENTS = {
    "backup_last_success_timestamp_seconds",
    "backup_last_verified_timestamp_seconds",
    "backup_log_until_timestamp_seconds",
}
START_SECONDS = 300.0
LOOK = """
import importlib.util, json, shutil, sys
from importlib.metadata import distributions
print(json.dumps({
    "tools": [tool for tool in sys.argv[1:] if shutil.which(tool)],
    "pip": importlib.util.find_spec("pip") is not None,
    "packages": [(each.metadata["Name"], each.version) for each in distributions()],
}))
"""
MONTHS = """
import json
from datetime import date
from babel.dates import format_date
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import LANGUAGES
print(json.dumps({each: format_date(date(2026, 11, 29), "LLLL y", each) for each in LANGUAGES}))
"""
VALIDATE = """
import sys
from pathlib import Path
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
print(JsonStrictValidator(SchemaVersion.V1_6).validate_str(Path(sys.argv[1]).read_text()))
"""
PIN = re.compile(r"^([\w.-]+)==([^ ;\\]+)", re.MULTILINE)
TOOLS = ("cc", "gcc", "ld", "make", "pip", "pip3", "uv", "curl", "wget", "git")


@pytest.fixture(scope="module")
def podman() -> Iterator[Podman]:
    podman = Podman(usual_folder(), run=uuid4().hex)
    with podman.alone():
        yield podman


@pytest.fixture(scope="module")
def base(podman: Podman) -> str:
    return podman.build()


def image(name: str) -> str:
    return f"localhost/fixline-{name}:{VERSION}"


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("name", IMAGES)
def test_an_image_says_what_it_is_and_runs_as_nobody(podman: Podman, name: str) -> None:
    about = podman.described("image", image(name))
    labels = about["Labels"]
    assert labels["org.opencontainers.image.title"] == f"fixline-{name}"
    assert labels["org.opencontainers.image.version"] == VERSION
    assert len(labels["org.opencontainers.image.revision"].removesuffix("-dirty")) == 40
    assert about["User"] == f"{USER}:{USER}"
    assert ("Healthcheck" in about) == (name in SERVICES)


@dataclass(frozen=True, slots=True)
class Held:
    """What a container says that it finds in itself."""

    name: str
    tools: list[str]
    pip: bool
    packages: list[tuple[str, str]]


@pytest.fixture(scope="module", params=IMAGES)
def held(request: pytest.FixtureRequest, podman: Podman, base: str) -> Held:  # noqa: ARG001  # built before
    path = ("--env", "PATH=/opt/fixline/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin")
    entrypoint = ("--entrypoint", "/opt/fixline/bin/python")
    command = (image(request.param), "-I", "-c", LOOK, *TOOLS)
    return Held(
        name=request.param,
        **json.loads(podman("run", "--rm", "--network", "none", *path, *entrypoint, *command)),
    )


def test_an_image_holds_nothing_to_build_or_install_with(held: Held) -> None:
    assert (held.tools, held.pip) == ([], False)


def test_images_are_small(podman: Podman, base: str) -> None:
    below = podman.described("image", base)["Size"]
    above = {name: podman.described("image", image(name))["Size"] - below for name in IMAGES}
    assert above["bot"] <= 200 * MEGABYTE, above
    assert max(above["tickets"], above["files"]) < above["bot"], above
    assert above["operations"] <= 300 * MEGABYTE, above  # with PostgreSQL's programs


def test_the_bot_says_days_and_months_in_each_of_its_languages(podman: Podman, base: str) -> None:  # noqa: ARG001  # built before
    entrypoint = ("--entrypoint", "/opt/fixline/bin/python")
    said = podman("run", "--rm", "--network", "none", *entrypoint, image("bot"), "-I", "-c", MONTHS)
    months = json.loads(said)
    assert set(months) == set(LANGUAGES)
    assert months["de"] == "November 2026"
    assert len(set(months.values())) > 1


def test_a_bill_of_materials_names_what_the_image_holds(podman: Podman, held: Held) -> None:
    name = held.name
    file = podman.sboms / f"fixline-{name}-{VERSION}.cdx.json"
    command = [str(ROOT / ".tools/sbom/bin/python"), "-W", "error", "-c", VALIDATE, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own arguments
    assert (done.returncode, done.stdout, done.stderr) == (0, "None\n", "")

    bill = json.loads(file.read_text())
    about = bill["metadata"]["component"]
    assert (about["name"], about["version"], about["type"]) == (f"fixline-{name}", VERSION, "container")
    image_id = podman.described("image", image(name))["Id"]
    assert about["properties"] == [{"name": "fixline:image-id", "value": image_id}]
    named = {
        (each["name"], each["version"])
        for each in bill["components"]
        if each["bom-ref"].startswith("python/")
    }
    assert named == {(re.sub(r"[-_.]+", "-", each).lower(), version) for each, version in held.packages}
    pinned = PIN.findall(PINS[name].read_text())
    ours = {(name, version) for name, version in named if name.startswith("fixline-")}
    assert {each for each, _ in ours} >= {f"fixline-{name}", "fixline-chassis", "fixline-telemetry"}
    assert named - ours <= set(pinned)
    assert {"libc6", "libssl3", "python3.11-minimal"} <= {each["name"] for each in bill["components"]}
    # No license's whole text, and no name of ours in an index where it would be somebody else's.
    names = [
        each.get("license", {}).get("name", "")
        for part in bill["components"]
        for each in part.get("licenses", [])
    ]
    assert max(map(len, names)) <= 80
    assert not [each for each in bill["components"] if each["name"].startswith("fixline-") and "purl" in each]


@pytest.fixture
def programs(podman: Podman, base: str, tmp_path: Path) -> Programs:  # noqa: ARG001  # built before
    blobs = tmp_path / "blobs"
    blobs.mkdir()
    os.chown(blobs, USER, USER)
    more = {"files": ("--volume", f"{blobs}:{ATTACHMENTS}")}
    return Programs(
        folder=tmp_path / "desk",
        addresses=Addresses.free(),
        environment={key: os.environ[key] for key in PASSED_ON if key in os.environ}
        | {"FILES_STORE_URL": f"file://{ATTACHMENTS}"},
        durable=False,
        installed={name: podman.serving(name, VERSION, *more.get(name, ())) for name in SERVICES},
    )


async def test_the_story_ends_well_on_containers_that_end_well(
    podman: Podman, programs: Programs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with (
        Desk(programs, start_seconds=START_SECONDS) as desk,
        TelegramPeople(f"http://127.0.0.1:{programs.addresses.chat}") as people,
        api_client(programs) as api,
    ):
        story = Story(reporter=people.person(RITA), agent=people.person(ALEX), photo=broken_lamp())
        await story.begin()
        await story.play()
        ticket = await api.ticket(story.ticket)
        assert ticket.rating.stars == 5
        assert len(ticket.attachments) == 1
        for service in SERVICES:
            await asyncio.to_thread(require_locked_down, podman, service)
            assert await version_told(programs, service) == VERSION
        await require_backups(podman, programs, tmp_path)
        # For people: how long depends on what else the machine does.
        seconds = [f"{service} {await started(desk, service):.1f} s" for service in SERVICES]
        with capsys.disabled():
            print(f"\nFrom an image's start to ready: {', '.join(seconds)}")  # noqa: T201  # see above
        for service in reversed(SERVICES):
            await desk.stop_program(service)
        ended = {each.name: each.exit_status for each in await desk.processes() if each.name in SERVICES}
        assert ended == dict.fromkeys(SERVICES, 0)
    for service in SERVICES:
        log = (programs.folder / "logs" / f"{service}.log").read_text()
        assert '"event":"service.stopped"' in log.replace(" ", "")


def require_locked_down(podman: Podman, service: str) -> None:
    container = podman.running(service)
    about = podman.described("container", container)
    assert about["HostConfig"]["ReadonlyRootfs"]
    assert about["HostConfig"]["Memory"] == 400 * 1024 * 1024
    assert about["EffectiveCaps"] in (None, [])
    assert podman("exec", container, "/opt/fixline/bin/python", "-c", "import os; print(os.getuid())") == str(
        USER
    )
    # What the HEALTHCHECK asks.
    podman("healthcheck", "run", container)


async def require_backups(podman: Podman, programs: Programs, folder: Path) -> None:
    """The desk that runs is copied and the copy proven by the schedule of compose, and restored by hand."""
    for name in ("backups", "restored"):
        (folder / name).mkdir()
        os.chown(folder / name, USER, USER)
    wanted = (*(f"{service.upper()}_DATABASE_URL" for service in SERVICES), "FILES_STORE_URL")
    settings = {name: programs.process_environment()[name] for name in wanted}
    settings["BACKUP_DATABASE_URL"] = programs.postgres.url("postgres")
    volumes = [
        "--volume",
        f"{folder / 'backups'}:{BACKUPS}",
        "--volume",
        f"{folder / 'blobs'}:{ATTACHMENTS}:ro",
    ]

    container = await asyncio.to_thread(
        podman.operate, VERSION, settings, ["--detach", "--entrypoint", json.dumps(SCHEDULE), *volumes]
    )
    async with asyncio.timeout(START_SECONDS):
        while " is good: " not in podman.said(container):
            podman.require_running(container)
            await asyncio.sleep(0.5)
    await asyncio.to_thread(podman, "stop", "--time", "60", container)
    assert podman.described("container", container)["State"]["ExitCode"] == 0
    assert ": 1 requests, 1 attachments" in podman.said(container)
    assert read_metrics(folder / "backups" / FILE).keys() >= MOMENTS

    # Beside the desk that runs: as if its server were gone, for nobody listens where these settings say.
    gone = {
        name: re.sub(r"@127\.0\.0\.1:\d+/", "@127.0.0.1:1/", value)
        for name, value in settings.items()
        if name.endswith("_DATABASE_URL")
    }
    options = ["--rm", *volumes, "--volume", f"{folder / 'restored'}:/restored"]
    restore = ("backup", "restore", "--until", "latest", "--data", "/restored/data")
    said = await asyncio.to_thread(podman.operate, VERSION, settings | gone, options, *restore)
    assert "Restored " in said
    assert (folder / "restored/data/PG_VERSION").read_text() == "18\n"


async def version_told(programs: Programs, service: str) -> str:
    url = f"http://127.0.0.1:{programs.admin_ports()[service]}/metrics"
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        (line,) = [
            line for line in (await response.text()).splitlines() if line.startswith("app_build_info{")
        ]
    return line.partition('version="')[2].partition('"')[0]


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("service", SERVICES)
def test_settings_that_are_wrong_are_said_and_not_tried_again(podman: Podman, service: str) -> None:
    done = subprocess.run(  # noqa: S603  # our own arguments
        [*podman.command, "run", "--rm", "--network", "none", image(service)],
        env=os.environ | podman.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == EX_CONFIG
    assert f"{service.upper()}_DATABASE_URL is required but not set" in done.stderr
