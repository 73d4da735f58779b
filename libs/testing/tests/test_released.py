"""What counts as a change of a migration that was released."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

WAS = '"""Add a table."""\n\nrevision = "0001"\n\n\ndef upgrade() -> None:\n    print("add")  # why\n'
VERSIONS = Path("services/files/src/files_service/migrations/versions")


@pytest.fixture
def released(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The script, on a tree of its own beside what was released."""
    spec = importlib.util.spec_from_file_location("released", Path(__file__).parents[1] / "released.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    monkeypatch.setattr(script, "ROOT", tmp_path / "now")
    for name in ("then", "now"):
        (tmp_path / name / VERSIONS).mkdir(parents=True)
    (tmp_path / "then" / VERSIONS / "0001_table.py").write_text(WAS)
    return script


@pytest.mark.parametrize(
    ("now", "faults"),
    [
        (WAS, []),
        (WAS.replace("a table", "the table").replace("  # why", ""), []),
        (
            WAS.replace('"add"', '"drop"'),
            ["was released, and does something else now: write another migration"],
        ),
        ("", ["was released, and is gone"]),
    ],
)
def test_a_released_migration_does_what_it_did(
    released: ModuleType, tmp_path: Path, now: str, faults: list[str]
) -> None:
    if now:
        (tmp_path / "now" / VERSIONS / "0001_table.py").write_text(now)
    found = [str(fault).split(": ", 1)[1] for fault in released.changed_migrations(tmp_path / "then")]
    assert found == faults
