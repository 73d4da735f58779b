"""Dashboards are what their script writes, and draw what is there."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from .monitoring import GRAFANA, dashboards

pytestmark = pytest.mark.ops


def test_they_are_what_the_script_writes(tmp_path: Path) -> None:
    command = [sys.executable, "-B", str(GRAFANA / "generate.py"), str(tmp_path)]
    subprocess.run(command, check=True)  # noqa: S603  # our own arguments
    written = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert {path.name: path.read_text() for path in GRAFANA.glob("dashboards/*.json")} == written, (
        "make dashboards"
    )


def test_panels_lie_beside_one_another_and_each_is_known_by_its_name() -> None:
    for name, dashboard in dashboards().items():
        titles = [panel["title"] for panel in dashboard["panels"]]
        assert len(set(titles)) == len(titles), name
        taken: set[tuple[int, int]] = set()
        for panel in dashboard["panels"]:
            at = panel["gridPos"]
            cells = {
                (x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])
            }
            assert max(x for x, _ in cells) < 24, panel["title"]
            assert not cells & taken, panel["title"]
            taken |= cells
            names = [target["refId"] for target in panel["targets"]]
            assert len(set(names)) == len(names), panel["title"]
    uids = [dashboard["uid"] for dashboard in dashboards().values()]
    assert len(set(uids)) == len(uids) == len(dashboards()) > 0


def test_the_data_source_is_the_one_that_is_provisioned() -> None:
    (source,) = yaml.safe_load((GRAFANA / "provisioning/datasources/fixline.yml").read_text())["datasources"]
    used = {
        target["datasource"]["uid"]
        for dashboard in dashboards().values()
        for panel in dashboard["panels"]
        for target in panel["targets"]
    }
    assert used == {source["uid"]}
