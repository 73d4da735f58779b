"""`make reset`: forgets what the desk on this machine holds, so that the next start is the first."""

import asyncio
import shutil
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from fixline_local.desk.addresses import KEPT
from fixline_local.desk.monitoring import FOLDER
from fixline_local.desk.run import LOCK, say
from fixline_local.desk.supervision import CONFIGURATION, PASSWORD, PID_FILE, stop_orphan

HELD: Final = {
    "postgres": "the databases",
    "valkey": "conversations and caches",
    "attachments": "the attachments",
    "telegram": "the simulated Telegram",
    "telegram-wal": "",
    "telegram-shm": "",
    "secrets": "tokens and keys",
    "logs": "the logs",
    "traces": "the traces",
    KEPT: "",
    FOLDER: "metrics and alerts",
    "errors": "crash reports",
    CONFIGURATION: "",
    PASSWORD: "",
    PID_FILE: "",
}
"""All that a desk makes in its folder, and what a person calls it, if anything."""


def reset(folder: Path) -> int:
    """Remove what a desk made in `folder`, and nothing else there; return the exit status, 1 while one runs."""
    if not folder.is_dir():
        say(f"There is nothing in {folder}.")
        return 0
    lock = FileLock(folder / LOCK)
    try:
        with lock.acquire(timeout=0):
            # The processes of a run that was killed still write there.
            asyncio.run(stop_orphan(folder.resolve()))
            removed = [words for name, words in HELD.items() if remove(folder / name)]
    except Timeout:
        say(f"The desk in {folder} is running: stop it first (Ctrl-C there).")
        return 1
    named = ", ".join(filter(None, removed))
    say(f"Removed from {folder}: {named}." if named else f"There was no desk's data in {folder}.")
    return 0


def remove(path: Path) -> bool:
    """Remove a file, a folder or a link, not where the link leads; say whether there was one."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
        return True
    there = path.is_symlink() or path.exists()
    path.unlink(missing_ok=True)
    return there
