"""Which command is due when, where nothing but `fixline_operations.backup.schedule` keeps the time."""

import asyncio
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import aiohttp
import pytest

from fixline_operations.backup.metrics import FILE
from fixline_operations.backup.metrics_server import metrics_shown
from fixline_operations.backup.schedule import CREATE, LOG, VERIFY, Plan
from fixline_operations.errors import OperationError

NIGHT = datetime(2026, 1, 31, 2, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LATELY = {CREATE: NIGHT + MINUTE, VERIFY: NIGHT - DAY}


@pytest.mark.parametrize(
    ("now", "done", "tried", "due"),
    [
        # A new desk gets its first one at once, proven at once.
        (NIGHT + 9 * MINUTE, {}, {}, CREATE),
        (NIGHT + 9 * MINUTE, {CREATE: NIGHT + 8 * MINUTE}, {CREATE: NIGHT}, VERIFY),
        # One that failed is tried again, not over and over.
        (NIGHT + 9 * MINUTE, {}, {CREATE: NIGHT}, None),
        (NIGHT + 10 * MINUTE, {}, {CREATE: NIGHT}, CREATE),
        # Every night, also the one that nobody was there for.
        (NIGHT + DAY - MINUTE, LATELY, {LOG: NIGHT + DAY - 2 * MINUTE}, None),
        (NIGHT + DAY, LATELY, {LOG: NIGHT + DAY - 2 * MINUTE}, CREATE),
        (NIGHT + 3 * DAY + 600 * MINUTE, LATELY, {}, CREATE),
        # Once a week; where that fails, the log is still fetched.
        (NIGHT + 60 * MINUTE, LATELY | {VERIFY: NIGHT - 7 * DAY}, {}, VERIFY),
        (NIGHT + 60 * MINUTE, LATELY | {VERIFY: NIGHT - 6 * DAY}, {LOG: NIGHT + 57 * MINUTE}, None),
        (NIGHT + 60 * MINUTE, LATELY | {VERIFY: NIGHT - 9 * DAY}, {VERIFY: NIGHT + 59 * MINUTE}, LOG),
        (
            NIGHT + 360 * MINUTE,
            LATELY | {VERIFY: NIGHT - 9 * DAY},
            {VERIFY: NIGHT + MINUTE, LOG: NIGHT + 359 * MINUTE},
            None,
        ),
        (NIGHT + 361 * MINUTE, LATELY | {VERIFY: NIGHT - 9 * DAY}, {VERIFY: NIGHT + MINUTE}, VERIFY),
        # Every five minutes.
        (NIGHT + 60 * MINUTE, LATELY, {LOG: NIGHT + 56 * MINUTE}, None),
        (NIGHT + 60 * MINUTE, LATELY, {LOG: NIGHT + 55 * MINUTE}, LOG),
    ],
)
def test_what_is_due(
    now: datetime, done: Mapping[str, datetime], tried: Mapping[str, datetime], due: str | None
) -> None:
    assert Plan(time(2, 30)).due(now, done, tried) == due


async def test_a_failure_is_said_and_the_schedule_goes_on(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "fixline_operations.backup.schedule", "--at", "02:30"),
        cwd=tmp_path,
        env={"BACKUP_FOLDER": str(tmp_path), "FILES_DATABASE_URL": "nonsense"},
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr
    said = [(await process.stderr.readline()).decode() for _ in range(2)]
    assert said[0] == "Error: TICKETS_DATABASE_URL is not set in the environment.\n"
    assert said[1] == "`fixline backup create` ended with 1; it is tried again.\n"
    process.terminate()
    assert await process.wait() == 0


async def test_moments_are_shown_to_prometheus_and_never_is_0(tmp_path: Path) -> None:
    with metrics_shown("127.0.0.1:0", tmp_path) as port:
        for written, seconds in (("", "0.0"), ("backup_last_success_timestamp_seconds 5\n", "5.0")):
            (tmp_path / FILE).write_text(written)
            shown = await get(f"http://127.0.0.1:{port}/metrics")
            assert f"\nbackup_last_success_timestamp_seconds {seconds}\n" in shown
            assert "\nbackup_last_verified_timestamp_seconds 0.0\n" in shown
        assert "404" in await get(f"http://127.0.0.1:{port}/")
        with pytest.raises(OperationError, match="in use"), metrics_shown(f"127.0.0.1:{port}", tmp_path):
            pass
    with pytest.raises(OperationError, match="METRICS_LISTEN nowhere"), metrics_shown("nowhere", tmp_path):
        pass


async def get(url: str) -> str:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return await response.text()
