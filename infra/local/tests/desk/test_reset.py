"""`make reset`: what a desk made is gone, what it did not make stays."""

from pathlib import Path

import pytest
from filelock import FileLock

from fixline_local.desk.reset import reset
from fixline_local.desk.run import LOCK


def test_nothing_but_the_desks_data_is_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "photo.jpg").touch()
    folder = tmp_path / ".local"
    (folder / "postgres" / "data").mkdir(parents=True)
    (folder / "postgres" / "data" / "PG_VERSION").touch()
    (folder / "telegram").touch()
    (folder / "attachments").symlink_to(elsewhere)
    (folder / "notes.txt").touch()
    assert reset(folder) == 0
    assert sorted(path.name for path in folder.iterdir()) == [LOCK, "notes.txt"]
    assert (elsewhere / "photo.jpg").exists()
    said = capsys.readouterr().out
    assert said == f"Removed from {folder}: the databases, the attachments, the simulated Telegram.\n"
    assert reset(folder) == 0
    assert capsys.readouterr().out == f"There was no desk's data in {folder}.\n"


def test_a_running_desk_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "telegram").touch()
    with FileLock(tmp_path / LOCK):
        assert reset(tmp_path) == 1
    assert "is running: stop it first" in capsys.readouterr().out
    assert (tmp_path / "telegram").exists()


def test_where_no_desk_ever_was_nothing_is_made(tmp_path: Path) -> None:
    assert reset(tmp_path / "none") == 0
    assert list(tmp_path.iterdir()) == []
