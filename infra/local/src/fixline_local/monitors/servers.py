"""How both servers are installed, configured and started."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

INFRA: Final = Path(__file__).parents[4]
RULES: Final = INFRA / "prometheus"
RENDER: Final = INFRA / "alertmanager" / "render.py"
TELEGRAM: Final = ("TELEGRAM_BOT_TOKEN", "TELEGRAM_CHAT_ID", "TELEGRAM_API_URL")
"""Through whom alerts are told, to which group, and where the Bot API is."""
RETENTION: Final = "15d"

Pace = Callable[[str], str]
"""What becomes of the text of a configuration before it is used."""


class MonitorsMissingError(Exception):
    """Prometheus and Alertmanager are not there and cannot be installed; the text says how to."""


def as_written(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitors:
    """Both servers of one desk, listening on loopback; what they keep is in `folder`."""

    folder: Path
    prometheus: int
    alertmanager: int
    pace: Pace = as_written

    def commands(self) -> dict[str, list[str]]:
        """Return the command line of each, by its name."""
        return {
            "prometheus": [
                "prometheus",
                f"--config.file={self._prometheus_folder}/prometheus.yml",
                f"--storage.tsdb.path={self._prometheus_folder}/data",
                f"--storage.tsdb.retention.time={RETENTION}",
                "--enable-feature=exemplar-storage",
                *_listening_on(self.prometheus),
            ],
            "alertmanager": [
                # Debian's name, unless there is the one that its makers gave it.
                "alertmanager" if shutil.which("alertmanager") else "prometheus-alertmanager",
                f"--config.file={self._alertmanager_folder}/alertmanager.yml",
                f"--storage.path={self._alertmanager_folder}/data",
                "--cluster.listen-address=",
                *_listening_on(self.alertmanager),
            ],
        }

    def configure(self, targets: Mapping[str, Sequence[int]], telegram: Mapping[str, str]) -> None:
        """Write both configurations anew.

        `targets`: the admin ports of each job. `telegram`: the values of `TELEGRAM`; raise `ValueError` that says what
        is wrong with them.
        """
        for name, text in _rendered(telegram).items():
            self._write(self._alertmanager_folder / name, self.pace(text))
        # A rule or a target that is no more must not be read on.
        for name in ("rules", "targets"):
            shutil.rmtree(self._prometheus_folder / name, ignore_errors=True)
        for path in (RULES / "prometheus.yml", *RULES.glob("rules/*.yml")):
            self._write(self._prometheus_folder / path.relative_to(RULES), self.pace(path.read_text()))
        for job, ports in {**targets, "alertmanager": [self.alertmanager]}.items():
            text = json.dumps([{"targets": [f"127.0.0.1:{port}" for port in ports]}])
            self._write(self._prometheus_folder / "targets" / f"{job}.yml", text)

    @property
    def _prometheus_folder(self) -> Path:
        return self.folder / "prometheus"

    @property
    def _alertmanager_folder(self) -> Path:
        return self.folder / "alertmanager"

    def _write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(text)


def install() -> None:
    """Make sure that both are there, as root with Debian's packages; raise `MonitorsMissingError`."""
    done = subprocess.run([RULES / "install.sh"], capture_output=True, text=True, check=False)  # noqa: S603  # ours
    if done.returncode != 0:
        raise MonitorsMissingError(done.stderr.strip().splitlines()[-1])


def faults_of_telegram(telegram: Mapping[str, str]) -> list[str]:
    """Return what is wrong with the values of `TELEGRAM`, a sentence each; a token is not repeated in it."""
    try:
        _rendered(telegram)
    except ValueError as error:
        return str(error).splitlines()
    return []


def _rendered(telegram: Mapping[str, str]) -> dict[str, str]:
    """Return the files that Alertmanager reads."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(  # noqa: S603  # our own arguments
            [sys.executable, RENDER, folder],
            env={name: telegram.get(name, "") for name in TELEGRAM},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise ValueError(done.stderr.strip())
        return {path.name: path.read_text() for path in Path(folder).iterdir()}


def _listening_on(port: int) -> list[str]:
    return [
        f"--web.listen-address=127.0.0.1:{port}",
        f"--web.external-url=http://127.0.0.1:{port}/",
        "--log.level=warn",
        "--log.format=json",
    ]
