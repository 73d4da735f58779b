"""What services ship."""

import tomllib
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[3]
PACKAGES = sorted(path.parent for path in ROOT.glob("*/*/pyproject.toml"))
SERVICES = sorted(path.parent for path in ROOT.glob("services/*/pyproject.toml"))


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.name)
def test_a_wheel_has_the_service_and_nothing_that_its_tests_share(service: Path) -> None:
    shipped = {file.distribution_path for file in WheelBuilder(str(service)).recurse_included_files()}
    assert {path.split("/")[0] for path in shipped} == {f"{service.name}_service"}
    assert f"{service.name}_service/__main__.py" in shipped
    revisions = {path.name for path in service.glob("src/*/migrations/versions/*.py")}
    assert revisions
    folder = f"{service.name}_service/migrations"
    assert shipped >= {f"{folder}/env.py", *(f"{folder}/versions/{name}" for name in revisions)}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_every_package_takes_its_version_from_the_one_place(package: Path) -> None:
    released = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert tomllib.loads((package / "pyproject.toml").read_text())["project"]["dynamic"] == ["version"]
    assert WheelBuilder(str(package)).metadata.version == released
