"""The services from their images: what is in them, and the story on containers that may do next to nothing."""

import asyncio
import json
import os
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import aiohttp
import pytest

from fixline_chassis.settings import EX_CONFIG
from fixline_local.demo.api_client import api_client
from fixline_local.demo.photo import broken_lamp
from fixline_local.demo.story import Story
from fixline_local.desk.addresses import Addresses
from fixline_local.desk.desk import Desk
from fixline_local.desk.programs import PASSED_ON, SERVICES, Programs
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import ALEX, RITA

from .podman import ROOT, Podman, usual_folder

pytestmark = [pytest.mark.images, pytest.mark.xdist_group("images")]

VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
USER = 65532
MEGABYTE = 1_000_000
ATTACHMENTS = "/var/lib/fixline/attachments"
START_SECONDS = 300.0
LOOK = """
import importlib.util, shutil, sys
print([tool for tool in sys.argv[1:] if shutil.which(tool)], importlib.util.find_spec("pip"))
"""
VALIDATE = """
import sys
from pathlib import Path
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
print(JsonStrictValidator(SchemaVersion.V1_6).validate_str(Path(sys.argv[1]).read_text()))
"""
HELD = """
import json
from importlib.metadata import distributions
print(json.dumps([(each.metadata["Name"], each.version) for each in distributions()]))
"""
PIN = re.compile(r"^([\w.-]+)==([^ ;\\]+)", re.MULTILINE)
TOOLS = ("cc", "gcc", "ld", "make", "pip", "pip3", "uv", "curl", "wget", "git")


@pytest.fixture(scope="module")
def podman() -> Iterator[Podman]:
    podman = Podman(usual_folder(), run=uuid4().hex)
    yield podman
    podman.clean()


@pytest.fixture(scope="module")
def base(podman: Podman) -> str:
    return podman.build()


def image(service: str) -> str:
    return f"localhost/fixline-{service}:{VERSION}"


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("service", SERVICES)
def test_an_image_says_what_it_is_and_runs_as_nobody(podman: Podman, service: str) -> None:
    about = podman.described("image", image(service))
    labels = about["Labels"]
    assert labels["org.opencontainers.image.title"] == f"fixline-{service}"
    assert labels["org.opencontainers.image.version"] == VERSION
    assert len(labels["org.opencontainers.image.revision"].removesuffix("-dirty")) == 40
    assert about["User"] == f"{USER}:{USER}"
    assert about["Healthcheck"]["Test"][:1] == ["CMD"]


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("service", SERVICES)
def test_an_image_holds_nothing_to_build_or_install_with(podman: Podman, service: str) -> None:
    path = ("--env", "PATH=/opt/fixline/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin")
    entrypoint = ("--entrypoint", "/opt/fixline/bin/python")
    found = podman(
        "run", "--rm", "--network", "none", *path, *entrypoint, image(service), "-I", "-c", LOOK, *TOOLS
    )
    assert found == "[] None"


def test_images_are_small(podman: Podman, base: str) -> None:
    below = podman.described("image", base)["Size"]
    above = {service: podman.described("image", image(service))["Size"] - below for service in SERVICES}
    assert above["bot"] <= 200 * MEGABYTE, above
    assert max(above["tickets"], above["files"]) < above["bot"], above


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("service", SERVICES)
def test_a_bill_of_materials_names_what_the_image_holds(podman: Podman, service: str) -> None:
    file = podman.sboms / f"fixline-{service}-{VERSION}.cdx.json"
    command = [str(ROOT / ".tools/sbom/bin/python"), "-W", "error", "-c", VALIDATE, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own arguments
    assert (done.returncode, done.stdout, done.stderr) == (0, "None\n", "")

    bill = json.loads(file.read_text())
    about = bill["metadata"]["component"]
    assert (about["name"], about["version"], about["type"]) == (f"fixline-{service}", VERSION, "container")
    image_id = podman.described("image", image(service))["Id"]
    assert about["properties"] == [{"name": "fixline:image-id", "value": image_id}]
    named = {
        (each["name"], each["version"])
        for each in bill["components"]
        if each["bom-ref"].startswith("python/")
    }
    entrypoint = ("--entrypoint", "/opt/fixline/bin/python")
    held = podman("run", "--rm", "--network", "none", *entrypoint, image(service), "-I", "-c", HELD)
    assert named == {(re.sub(r"[-_.]+", "-", name).lower(), version) for name, version in json.loads(held)}
    pinned = PIN.findall((ROOT / "services" / service / "requirements.lock").read_text())
    ours = {(name, version) for name, version in named if name.startswith("fixline-")}
    assert {name for name, _ in ours} >= {f"fixline-{service}", "fixline-chassis", "fixline-telemetry"}
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


async def test_the_story_ends_well_on_containers_that_end_well(podman: Podman, programs: Programs) -> None:
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
