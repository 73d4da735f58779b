"""Up to where a copy of a server's data is brought: always to a target that is named.

A recovery without one takes whatever log (WAL) it finds for all there is, and comes up without a word.
"""

from datetime import datetime
from pathlib import Path
from typing import Final

RESTORE_COMMAND: Final = "cp ../wal/%f %p"
"""PostgreSQL runs it in its data folder, with names of its own: nothing in it needs quotes."""
SIGNAL: Final = "recovery.signal"


def ask_for_recovery(data: Path) -> None:
    """Let the next server on `data` recover to its target, not only to where it finds no more."""
    (data / SIGNAL).touch(mode=0o644)


def to_consistency(*, then: str) -> dict[str, str]:
    """The moment at which the copy was complete. `then`: `pause` leaves it there for reading, `promote` opens it."""
    return _to("recovery_target", "immediate", then)


def to_point(name: str, *, then: str) -> dict[str, str]:
    return _to("recovery_target_name", name, then)


def to_time(moment: datetime, *, then: str) -> dict[str, str]:
    """What was committed by then, and nothing that was committed later."""
    return _to("recovery_target_time", moment.isoformat(), then)


def _to(target: str, value: str, then: str) -> dict[str, str]:
    return {
        "restore_command": RESTORE_COMMAND,
        target: value,
        "recovery_target_action": then,
        # Along the copy's own line: not into the life that began with an earlier restore.
        "recovery_target_timeline": "current",
        "hot_standby": "on",
    }
