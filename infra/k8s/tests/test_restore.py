"""The job that puts a backup where the server of the overlay `small` has its data."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from .conftest import Object, Rendered
from .test_objects import environment_of

pytestmark = pytest.mark.deployment

RESTORED: Final = """
import sys
from pathlib import Path
data = Path(sys.argv[sys.argv.index("--data") + 1])
(data / "base").mkdir(mode=0o700, parents=True)
data.chmod(0o700)
for name in ("PG_VERSION", "base/1"):
    (data / name).write_text(" ".join(sys.argv[-3:]))
    (data / name).chmod(0o600)
"""
"""Leaves what `fixline backup restore` does: a folder that its user alone may read."""


@pytest.fixture
def job(small: Rendered) -> Object:
    spec: Object = small.one("Job", "restore")["spec"]["template"]["spec"]
    return spec


def mounts_of(container: Object) -> dict[str, str]:
    return {each["mountPath"]: each["name"] for each in container["volumeMounts"]}


def claims_of(spec: Object) -> dict[str, str]:
    volumes = (each for each in spec["volumes"] if "persistentVolumeClaim" in each)
    return {each["name"]: each["persistentVolumeClaim"]["claimName"] for each in volumes}


def test_it_reads_what_backups_write_and_writes_where_the_services_read(small: Rendered, job: Object) -> None:
    (restore,), (take,) = job["initContainers"], job["containers"]
    (backups,) = small.one("Deployment", "backups")["spec"]["template"]["spec"]["containers"]
    said = environment_of(small, backups)
    told = {each["name"]: each["value"] for each in restore["env"]}
    assert {name: said[name] for name in told.keys() & said.keys()} == {
        name: told[name] for name in ("BACKUP_FOLDER", "BACKUP_IDENTITY_FILE", "FILES_STORE_URL")
    }
    assert set(mounts_of(backups).items()) <= {*mounts_of(restore).items()}
    server = small.one("StatefulSet", "postgresql")["spec"]["template"]["spec"]
    (running,) = server["containers"]
    place = next(each["value"] for each in running["env"] if each["name"] == "PGDATA")
    for container in (restore, take):
        assert f"{container['workingDir']}/data" == place
        assert mounts_of(container)[container["workingDir"]] == "data"
    assert claims_of(job)["data"] == "data-postgresql-0"
    assert (take["securityContext"]["runAsUser"], take["securityContext"]["runAsGroup"]) == (
        server["securityContext"]["runAsUser"],
        server["securityContext"]["runAsGroup"],
    )
    assert job["securityContext"]["supplementalGroups"] == [server["securityContext"]["fsGroup"]]
    assert job["securityContext"]["runAsUser"] == 65532


@pytest.fixture
def volume() -> Iterator[Path]:
    """A folder that everybody reaches, as a volume with its `fsGroup` is."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        volume = folder / "volume"
        volume.mkdir()
        if os.geteuid() == 0:
            os.chown(volume, 0, 999)
        volume.chmod(0o2770)
        (folder / "restored.py").write_text(RESTORED)
        python = folder / "python"
        python.write_text(f'#!/bin/sh\nexec python3 "{folder}/restored.py" "$@"\n')
        python.chmod(0o755)
        yield volume


def run(container: Object, volume: Path, *, user: int, groups: list[int]) -> None:
    """Do what a container does; as root as its user, else as whoever runs the tests."""
    command = [*container["command"], *container.get("args", [])]
    become = ["setpriv", f"--reuid={user}", f"--regid={user}", "--groups", ",".join(map(str, groups))]
    if os.geteuid() != 0:
        become, command = [], [each.replace(" 999 ", f" {os.getegid()} ") for each in command]
    environment = {"PATH": os.environ["PATH"], "PYTHON": str(volume.parent / "python")}
    subprocess.run([*become, *command], cwd=volume, env=environment, check=True)  # noqa: S603  # the job's own


@pytest.mark.parametrize("before", [False, True])
def test_what_one_user_restores_becomes_the_servers_and_nobody_elses(
    job: Object, volume: Path, before: bool
) -> None:
    (restore,), (take,) = job["initContainers"], job["containers"]
    if before:
        (volume / "data").mkdir(mode=0o700)
        (volume / "data" / "PG_VERSION").write_text("damaged")
        if os.geteuid() == 0:
            os.chown(volume / "data", 999, 999)
    (volume / "taken").mkdir()  # of a job that was ended in the middle
    if os.geteuid() == 0:
        os.chown(volume / "taken", 999, 999)
    groups = job["securityContext"]["supplementalGroups"]
    run(restore, volume, user=job["securityContext"]["runAsUser"], groups=groups)
    run(take, volume, user=take["securityContext"]["runAsUser"], groups=groups)
    data = volume / "data"
    assert (data / "base/1").read_text().endswith("newest")
    mine = os.geteuid() or 999
    for path, mode in ((data, 0o700), (data / "base", 0o700), (data / "PG_VERSION", 0o600)):
        assert (path.stat().st_uid, path.stat().st_mode & 0o777) == (mine, mode), path
    kept = [each.name for each in volume.iterdir() if each != data]
    assert [name.partition("-")[0] for name in kept] == ["data.before"] * before
