"""Podman and buildah with a store of their own, outside of the checkout and of the machine's own images."""

import json
import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
DOCKER: Final = ROOT / "infra/docker"
LOCKED_DOWN: Final = (
    *("--read-only", "--cap-drop", "all", "--security-opt", "no-new-privileges"),
    *("--memory", "400m", "--pids-limit", "200", "--network", "host"),
)
SHARED: Final = ("ENVIRONMENT", "PSEUDONYM_KEY", "OTEL_EXPORTER_OTLP_ENDPOINT", "GRPC_VERBOSITY")
"""Settings that all services read."""


def usual_folder() -> Path:
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("FIXLINE_IMAGES") or Path(cache) / "fixline-images")


@dataclass(frozen=True, slots=True)
class Podman:
    """What it keeps is in `folder`; what it starts bears `run` as a label."""

    folder: Path
    run: str

    @property
    def environment(self) -> dict[str, str]:
        return {"CONTAINERS_CONF": str(DOCKER / "containers.conf"), "TMPDIR": str(self.folder / "tmp")}

    @property
    def places(self) -> list[str]:
        at = ("--root", self.folder / "storage", "--runroot", self.folder / "run")
        return [*(str(word) for word in at), "--storage-driver", "overlay"]

    @property
    def command(self) -> list[str]:
        return ["podman", *self.places, "--tmpdir", str(self.folder / "libpod")]

    def __call__(self, *arguments: str, check: bool = True) -> str:
        """Return what podman prints; raise `CalledProcessError` where it fails, unless told not to `check`."""
        done = subprocess.run(  # noqa: S603  # our own arguments
            [*self.command, *arguments],
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if check and done.returncode:
            raise RuntimeError(f"podman {' '.join(arguments)}: {done.stderr}")
        return done.stdout.strip()

    def described(self, kind: str, name: str) -> dict[str, Any]:  # JSON
        found: list[dict[str, Any]] = json.loads(self(kind, "inspect", name))
        return found[0]

    @property
    def sboms(self) -> Path:
        return self.folder / "sbom"

    def build(self) -> str:
        """Build all images from this checkout; return the base image's name, which is of this month."""
        (self.folder / "tmp").mkdir(parents=True, exist_ok=True)
        base = f"localhost/fixline-base:bookworm-{datetime.now(UTC):%Y-%m}"
        self._script("base.sh", base)
        self._script("build.sh", BASE=base, SBOMS=str(self.sboms))
        return base

    def serving(self, service: str, version: str, *more: str) -> list[str]:
        """Return the command line to which `serve` is added: locked down, in the settings that the service reads."""
        settings = [f"{service.upper()}_*", *SHARED]
        return [
            "env",
            *(f"{name}={value}" for name, value in self.environment.items()),
            *self.command,
            *("run", "--rm", "--label", f"run={self.run}", "--label", f"service={service}"),
            *LOCKED_DOWN,
            *(word for name in settings for word in ("--env", name)),
            *more,
            f"localhost/fixline-{service}:{version}",
        ]

    def running(self, service: str) -> str:
        """Return the id of the one container of the service."""
        labels = ("--filter", f"label=run={self.run}", "--filter", f"label=service={service}")
        (found,) = self("ps", "--quiet", *labels).split()
        return found

    def clean(self) -> None:
        """End what this run started, and forget layers that nothing was made of, once they are half a day old."""
        if left := self("ps", "--all", "--quiet", "--filter", f"label=run={self.run}").split():
            self("rm", "--force", *left)
        self("image", "prune", "--force", "--filter", "until=12h")

    def _script(self, name: str, *arguments: str, **environment: str) -> None:
        given = {"PODMAN": " ".join(self.command), "BUILDAH": " ".join(["buildah", *self.places])}
        done = subprocess.run(  # noqa: S603  # our own arguments
            [DOCKER / name, *arguments],
            env=os.environ | self.environment | given | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stderr[-4000:]}")
