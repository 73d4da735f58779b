"""Renders each overlay once."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

K8S: Final = Path(__file__).parents[1]
TOOLS: Final = K8S.parents[1] / ".tools/deployment/bin"
APPLIED: Final = {"small": ("overlays/small", "restore"), "production": ("overlays/production",)}
"""What is applied to a cluster with that overlay, at one time or another."""

Object = dict[str, Any]


@dataclass(frozen=True)
class Rendered:
    """The objects of one overlay, and of what goes with it, as `kubectl apply` would get them."""

    overlay: str
    text: str
    objects: tuple[Object, ...]

    def of(self, *kinds: str) -> list[Object]:
        return [each for each in self.objects if each["kind"] in kinds]

    def one(self, kind: str, name: str) -> Object:
        (found,) = (each for each in self.of(kind) if each["metadata"]["name"] == name)
        return found

    def workloads(self) -> list[Object]:
        return self.of("Deployment", "StatefulSet", "Job")

    def pods(self) -> Iterator[tuple[str, Object]]:
        """Yield the kind and name of each workload with its pod template."""
        for each in self.workloads():
            yield f"{each['kind']}/{each['metadata']['name']}", each["spec"]["template"]

    def containers(self) -> Iterator[tuple[str, Object]]:
        for name, pod in self.pods():
            for container in [*pod["spec"]["containers"], *pod["spec"].get("initContainers", [])]:
                yield name, container

    def pods_with(self, labels: dict[str, str]) -> list[Object]:
        return [pod for _, pod in self.pods() if labels.items() <= pod["metadata"]["labels"].items()]


def render(folder: str) -> str:
    command: list[str | Path] = [TOOLS / "kubectl", "kustomize", K8S / folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own arguments
    assert done.returncode == 0, done.stderr
    assert not done.stderr  # a warning of kustomize's: what it names would stop working
    return done.stdout


@pytest.fixture(scope="session", params=APPLIED)
def rendered(request: pytest.FixtureRequest) -> Rendered:
    return rendered_of(request.param)


@pytest.fixture(scope="session")
def small() -> Rendered:
    return rendered_of("small")


@cache
def rendered_of(overlay: str) -> Rendered:
    text = "---\n".join(map(render, APPLIED[overlay]))
    return Rendered(overlay, text, tuple(yaml.safe_load_all(text)))
