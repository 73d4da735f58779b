"""`METRICS=1`: Prometheus and Alertmanager watch the desk, alerts go to a staff group, a page draws dashboards."""

import sys
from collections.abc import Iterator
from typing import Final

from fixline_local.desk.program import Program
from fixline_local.desk.programs import Programs
from fixline_local.monitors.servers import TELEGRAM, Monitors
from fixline_local.telegram.people import ADA, ALEX, BOT_TOKEN

FOLDER: Final = "monitors"
GROUP: Final = "On duty"
"""The group of the simulated Telegram that hears of alerts."""
STAGE: Final = 50
"""They end first: that the services end then is no alert."""


def monitors_of(programs: Programs) -> Monitors:
    at = programs.addresses
    return Monitors(
        folder=programs.folder / FOLDER,
        prometheus=at.prometheus,
        alertmanager=at.alertmanager,
        pace=programs.pace,
    )


def monitor_programs(programs: Programs) -> Iterator[Program]:
    """Yield what the supervisor keeps alive once the desk has configured it."""
    if programs.has_metrics:
        for name, command in monitors_of(programs).commands().items():
            yield Program(name=name, stage=STAGE, command=command, starts_by_itself=False)
        at = programs.addresses
        options = [
            "--listen",
            f"127.0.0.1:{at.dashboards}",
            "--prometheus",
            f"http://127.0.0.1:{at.prometheus}",
        ]
        options += ["--traces", f"http://127.0.0.1:{at.traces}"]
        command = [sys.executable, "-m", "fixline_local.dashboards", *options]
        yield Program(name="dashboards", stage=STAGE, command=command, starts_by_itself=False)


def targets_of(programs: Programs) -> dict[str, list[int]]:
    """Return the admin ports of each service; its replicas are one job."""
    targets: dict[str, list[int]] = {}
    for name, port in programs.admin_ports().items():
        targets.setdefault(name.partition("-")[0], []).append(port)
    return targets


def alert_settings(programs: Programs, group: int = 0) -> dict[str, str]:
    """Return through whom alerts are told, and where: to `group` of the simulated Telegram, or as the caller says."""
    if programs.simulated:
        api = f"http://127.0.0.1:{programs.addresses.chat}"
        return dict(zip(TELEGRAM, (BOT_TOKEN, str(group), api), strict=True))
    token, chat, api = (programs.environment.get(name, "") for name in TELEGRAM)
    environment = programs.environment
    values = (token or environment["BOT_TOKEN"], chat, api or environment.get("BOT_API_URL", ""))
    return dict(zip(TELEGRAM, values, strict=True))


async def staff_group(programs: Programs) -> int:
    """Return the group that hears of alerts, made now if it is not there."""
    # What it imports takes a moment; the processes start meanwhile.
    from fixline_local.telegram.client import TelegramPeople  # noqa: PLC0415

    async with TelegramPeople(f"http://127.0.0.1:{programs.addresses.chat}") as people:
        found = await people.group(GROUP)
        return await people.create_group(GROUP, [ALEX, ADA]) if found is None else found


async def configure_monitors(programs: Programs) -> None:
    group = await staff_group(programs) if programs.simulated else 0
    monitors_of(programs).configure(targets_of(programs), alert_settings(programs, group))
