"""The load test: whether what runs was measured."""

import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from fixline_operations.errors import OperationError
from fixline_operations.go_no_go.inspected import Inspected
from fixline_operations.go_no_go.verdict import Verdict, judged, no_go

FIGURES: Final = Path("docs/performance.md")
HEAD: Final = re.compile(r"^(\d{4}-\d{2}-\d{2}), (?:release (\S+), )?", re.MULTILINE)
MISSED: Final = re.compile(r"^\|.*\| ✘ \|$", re.MULTILINE)
MET: Final = re.compile(r"^\|.*\| ✔ \|$", re.MULTILINE)
MOST_DAYS: Final = 90


async def measured(_: Inspected) -> Verdict:
    """`make bench` was run for this release; a goal that it misses is said, and is no reason to stay closed."""
    return verdict_on(datetime.now(UTC).date())


def verdict_on(today: date) -> Verdict:
    try:
        text = FIGURES.read_text(encoding="utf-8")
        release = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    except FileNotFoundError as error:
        raise OperationError(f"run this in a checkout: {error.filename} says what was measured") from error
    head = HEAD.search(text)
    if head is None:
        return no_go("nothing was measured: `make bench`")
    if head[2] not in {None, release}:
        return no_go(f"measured was {head[2]}, this is {release}: `make bench`")
    days = (today - date.fromisoformat(head[1])).days
    met, missed = len(MET.findall(text)), len(MISSED.findall(text))
    return judged(days <= MOST_DAYS, f"{release}, {days} days ago: {met} of {met + missed} goals met")
