"""How it is installed, prepared and started; its code runs in a virtual environment of its own."""

import subprocess
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final
from uuid import UUID

INFRA: Final = Path(__file__).parents[4]
HERE: Final = INFRA / "bugsink"
VENV: Final = INFRA.parent / ".tools" / "bugsink"
USER: Final = "desk@example.org"
PROJECT: Final = 1


class ErrorsMissingError(Exception):
    """Bugsink is not there and cannot be installed, or does not come up; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorServer:
    """One Bugsink on loopback. `secret`: what its password and its keys are made of; it never changes."""

    folder: Path
    port: int
    secret: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def password(self) -> str:
        return self._derived("password")[:20]

    @property
    def api_token(self) -> str:
        return self._derived("token")[:40]

    @property
    def dsn(self) -> str:
        return f"http://{self._key.hex}@127.0.0.1:{self.port}/{PROJECT}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "BUGSINK_FOLDER": str(self.folder),
            "BUGSINK_URL": self.url,
            "BUGSINK_SECRET": self._derived("secret"),
            "BUGSINK_USER": USER,
            "BUGSINK_PASSWORD": self.password,
            "BUGSINK_KEY": str(self._key),
            "BUGSINK_TOKEN": self.api_token,
            "DJANGO_SETTINGS_MODULE": "bugsink_conf",
            "PYTHONPATH": str(HERE),
        }

    def command(self) -> list[str]:
        """Return the command line of the server, for `environment`."""
        options = ["--bind", f"127.0.0.1:{self.port}", "--threads", "4", "--log-level", "warning"]
        return [str(VENV / "bin" / "gunicorn"), *options, "bugsink.wsgi"]

    def prepare(self, environment: dict[str, str]) -> None:
        """Install it, and make its databases or bring them up to date: tens of seconds at first.

        Raise `ErrorsMissingError`. `environment`: what processes get beside its own.
        """
        self._done([HERE / "install.sh"], environment)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._done([VENV / "bin" / "python", HERE / "prepare.py"], environment | self.environment)

    def _done(self, command: list[Path], environment: dict[str, str]) -> None:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # ours
        if done.returncode != 0:
            words = done.stderr.strip().splitlines() or ["nothing was said"]
            raise ErrorsMissingError(f"Bugsink: {words[-1]}")

    @property
    def _key(self) -> UUID:
        return UUID(self._derived("key")[:32])

    def _derived(self, name: str) -> str:
        return sha256(f"{self.secret} {name}".encode()).hexdigest()
