"""This machine: whether its disks have room."""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from fixline_operations.backup.settings import folder_of
from fixline_operations.errors import OperationError
from fixline_operations.go_no_go.inspected import Inspected
from fixline_operations.go_no_go.verdict import Verdict, judged

LEAST_FREE: Final = 0.15
FILE_STORE: Final = "file://"


async def disks(inspected: Inspected) -> Verdict:
    """Those that hold what is known to be here: data, attachments, backups."""
    places = [Path.cwd()]
    if inspected.deployment.folder is not None:
        places.append(inspected.deployment.folder.absolute())
    if (store := inspected.settings.get("FILES_STORE_URL", "")).startswith(FILE_STORE):
        places.append(Path(store.removeprefix(FILE_STORE)))
    with suppress(OperationError):  # the check of backups says that nobody said where they are
        places.append(folder_of(inspected.deployment))
    return verdict_on({str(place): _free(place) for place in places if place.exists()})


def verdict_on(free: Mapping[str, float]) -> Verdict:
    """`free`: the share of its disk that is free, by place."""
    fullest = min(free, key=lambda place: free[place])
    return judged(free[fullest] >= LEAST_FREE, f"{free[fullest]:.0%} free where {fullest} is")


def _free(place: Path) -> float:
    usage = shutil.disk_usage(place)
    return usage.free / usage.total
