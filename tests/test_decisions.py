"""Decisions and the code that stands on them find each other."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
DECISIONS = ROOT / "docs/decisions"
NAMED = re.compile(r"\bdecisions? (\d+)")
CHANGES = re.compile(r"\b(?:Changes|Replaces) (\[\d+\]\S+(?:(?:,| and) \[\d+\]\S+)*)")
CHANGED = re.compile(r"^(?:Changed|Replaced) by (.*)", re.MULTILINE)
REPLACED = re.compile(r"\bReplaces \[(\d+)\]")
LINKED = re.compile(r"\[(\d+)\]\(")


def pages() -> dict[int, Path]:
    return {int(page.name[:4]): page for page in DECISIONS.glob("[0-9]*.md")}


def code() -> Iterator[Path]:
    """What runs, builds or is built; tests stand on nothing but what they test."""
    yield from (ROOT / "Makefile", ROOT / "pyproject.toml", *(ROOT / ".ci").iterdir())
    for folder in ("services", "libs", "infra", "proto"):
        for kind in ("py", "proto", "toml", "yaml"):
            yield from (
                path
                for path in (ROOT / folder).rglob(f"*.{kind}")
                if "tests" not in path.relative_to(ROOT).parts
            )


def named_in(path: Path) -> set[int]:
    return {int(number) for number in NAMED.findall(path.read_text())}


def test_every_decision_that_stands_is_named_by_code() -> None:
    replaced = {int(number) for page in pages().values() for number in REPLACED.findall(page.read_text())}
    named = {number for path in code() for number in named_in(path)}
    assert sorted(set(pages()) - replaced - named) == []


def test_a_decision_that_was_changed_says_so() -> None:
    changes, changed = (
        {
            (int(other), number) if is_newer else (number, int(other))
            for number, page in pages().items()
            for line in form.findall(page.read_text())
            for other in LINKED.findall(line)
        }
        for form, is_newer in ((CHANGES, True), (CHANGED, False))
    )
    assert changed == changes


def test_every_decision_is_in_the_index_under_its_title() -> None:
    index = (DECISIONS / "README.md").read_text()
    lines = [
        f"- [{page.read_text().splitlines()[0].removeprefix('# ')}]({page.name})\n"
        for page in pages().values()
    ]
    assert [line for line in sorted(lines) if line not in index] == []


def test_no_two_decisions_share_a_number() -> None:
    numbers = [page.name[:4] for page in DECISIONS.glob("[0-9]*.md")]
    assert sorted(numbers) == sorted(set(numbers))


def test_a_decision_that_is_named_is_there() -> None:
    prose = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "services").glob("*/README.md")]
    unknown = {
        f"{path.relative_to(ROOT)}: {number}"
        for path in (*code(), *prose)
        for number in named_in(path) - set(pages())
    }
    assert unknown == set()
