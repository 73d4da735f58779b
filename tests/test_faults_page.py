"""The tests that docs/faults.md names are there, and each fault and abuse has one."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = (ROOT / "docs/faults.md").read_text()
ROWS: Final = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")]
NAMED: Final = re.compile(r"`(test_\w+\.py)::(test_\w+)`")
TEST: Final = re.compile(r"^(?:async )?def (test_\w+)\(", re.MULTILINE)


@pytest.fixture(scope="module")
def tests_by_file() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for folder in ("tests", "services/*/tests", "libs/*/tests", "infra/*/tests"):
        for path in (each for root in ROOT.glob(folder) for each in root.rglob("test_*.py")):
            found[path.name].update(TEST.findall(path.read_text()))
    return found


def test_each_test_that_the_page_names_is_there(tests_by_file: dict[str, set[str]]) -> None:
    named = set(NAMED.findall(PAGE))
    assert len(named) > 100
    assert {(file, test) for file, test in named if test not in tests_by_file[file]} == set()


def test_each_row_names_a_test_and_says_what_is_so_afterwards() -> None:
    rows = [row for row in ROWS if row[0] not in {"fault", "abuse"}]
    assert [row for row in rows if len(row) != 3 or not NAMED.search(row[1]) or not row[2]] == []
