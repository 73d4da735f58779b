"""Backups: whether there is one of today, and whether one was restored lately to see that it can be."""

import time
from typing import Final

from fixline_operations.backup.metrics import FILE, read_metrics
from fixline_operations.backup.settings import folder_of
from fixline_operations.go_no_go.inspected import Inspected
from fixline_operations.go_no_go.verdict import Verdict, judged, no_go

DAY: Final = 86_400
CLOCK_SECONDS: Final = 60
"""How far the clock of whoever made a backup may be ahead of ours."""
MADE_WITHIN_SECONDS: Final = 26 * 3600
"""One a day, and two hours for it."""
RESTORED_WITHIN_SECONDS: Final = 30 * DAY


async def fresh(inspected: Inspected) -> Verdict:
    return _younger(inspected, "backup_last_success_timestamp_seconds", MADE_WITHIN_SECONDS, "made")


async def restored(inspected: Inspected) -> Verdict:
    """`fixline backup verify` restores into a server of its own and compares: a drill."""
    return _younger(
        inspected, "backup_last_verified_timestamp_seconds", RESTORED_WITHIN_SECONDS, "restored and compared"
    )


def _younger(inspected: Inspected, metric: str, most_seconds: float, done: str) -> Verdict:
    path = folder_of(inspected.deployment) / FILE
    written = read_metrics(path)
    if not written:
        return no_go(f"no backup was ever made in {path.parent}")
    if metric not in written:
        return no_go(f"none was ever {done}")
    age = time.time() - written[metric]
    if age < -CLOCK_SECONDS:
        return no_go(
            f"{done} {_words(-age)} from now: a clock is, or was, wrong, and until then nobody misses one"
        )
    return judged(age <= most_seconds, f"{done} {_words(age)} ago")


def _words(seconds: float) -> str:
    return f"{seconds / DAY:.1f} days" if seconds > 2 * DAY else f"{seconds / 3600:.1f} hours"
