"""Podman and buildah with a store of their own, outside of the checkout and of the machine's own images."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from filelock import FileLock

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

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait until no other run uses the store, and begin without what one that was killed had started."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self.folder / "lock"):
            if not self._readable():
                self._forget_store()
            shutil.rmtree(self.folder / "tmp", ignore_errors=True)
            (self.folder / "tmp").mkdir()
            self("rm", "--all", "--force", "--time", "0")
            self._run(["buildah", *self.places, "rm", "--all"])
            try:
                yield
            finally:
                self("rm", "--all", "--force", "--time", "0")
                # Layers that no image was made of, once they are half a day old.
                self("image", "prune", "--force", "--filter", "until=12h")

    def _readable(self) -> bool:
        try:
            self("info")
        except RuntimeError:
            return False
        return True

    def _forget_store(self) -> None:
        """For what podman cannot read: another release of it, or one that was killed at the wrong moment, wrote it."""
        mounts = [Path(line.split()[1]) for line in Path("/proc/self/mounts").read_text().splitlines()]
        for mount in reversed([each for each in mounts if each.is_relative_to(self.folder)]):
            subprocess.run(["umount", "--lazy", mount], check=True)  # noqa: S603, S607  # our own arguments
        for path in (self.folder / "storage", self._while_it_runs):
            shutil.rmtree(path, ignore_errors=True)

    @property
    def _while_it_runs(self) -> Path:
        """Where it says what runs and what is mounted: gone after a restart of the machine, as these are."""
        return Path("/run/fixline-images") / sha256(bytes(self.folder)).hexdigest()[:12]

    @property
    def environment(self) -> dict[str, str]:
        return {"CONTAINERS_CONF": str(DOCKER / "containers.conf"), "TMPDIR": str(self.folder / "tmp")}

    @property
    def places(self) -> list[str]:
        at = ("--root", self.folder / "storage", "--runroot", self._while_it_runs / "containers")
        return [*(str(word) for word in at), "--storage-driver", "overlay"]

    @property
    def command(self) -> list[str]:
        return ["podman", *self.places, "--tmpdir", str(self._while_it_runs / "libpod")]

    def __call__(self, *arguments: str, settings: Mapping[str, str] | None = None) -> str:
        """Return what podman prints; raise `RuntimeError` where it fails. `settings`: of its own environment."""
        return self._run([*self.command, *arguments], settings)

    def described(self, kind: str, name: str) -> dict[str, Any]:  # JSON
        found: list[dict[str, Any]] = json.loads(self(kind, "inspect", name))
        return found[0]

    @property
    def sboms(self) -> Path:
        return self.folder / "sbom"

    def build(self) -> str:
        """Build all images from this checkout; return the base image's name, which is of this month."""
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

    def operate(
        self, version: str, settings: Mapping[str, str], options: Sequence[str], *arguments: str
    ) -> str:
        """Run the operators' image locked down, in the memory that compose gives it; return what podman prints."""
        return self(
            *("run", "--label", f"run={self.run}", *LOCKED_DOWN, "--memory", "256m"),
            *(word for name in settings for word in ("--env", name)),
            *options,
            *(f"localhost/fixline-operations:{version}", *arguments),
            settings=settings,
        )

    def require_running(self, container: str) -> None:
        """Raise `RuntimeError` with the last words of a container that has ended."""
        if not self.described("container", container)["State"]["Running"]:
            raise RuntimeError(self.said(container))

    def said(self, container: str) -> str:
        """Return what a container has printed, the errors last."""
        command = [*self.command, "logs", container]
        done = subprocess.run(  # noqa: S603  # our own arguments
            command, env=os.environ | self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout + done.stderr

    def running(self, service: str) -> str:
        """Return the id of the one container of the service."""
        labels = ("--filter", f"label=run={self.run}", "--filter", f"label=service={service}")
        (found,) = self("ps", "--quiet", *labels).split()
        return found

    def _script(self, name: str, *arguments: str, **environment: str) -> None:
        given = {"PODMAN": " ".join(self.command), "BUILDAH": " ".join(["buildah", *self.places])}
        self._run([str(DOCKER / name), *arguments], given | environment)

    def _run(self, command: Sequence[str], settings: Mapping[str, str] | None = None) -> str:
        done = subprocess.run(  # noqa: S603  # our own arguments
            command,
            env=os.environ | self.environment | dict(settings or {}),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr[-4000:]}")
        return done.stdout.strip()
