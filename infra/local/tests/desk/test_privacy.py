"""What an older release left readable is closed at the next start."""

import os
import stat
from pathlib import Path

from fixline_local.desk.privacy import make_private


def modes(folder: Path) -> dict[str, int]:
    return {str(path.relative_to(folder)): stat.S_IMODE(path.lstat().st_mode) for path in folder.rglob("*")}


def test_all_below_is_the_owners_alone(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    (desk / "logs").mkdir(parents=True)
    (desk / "logs" / "bot.log").touch()
    (desk / "logs" / "old.log").touch(0o400)
    (desk / "program").touch()
    for path, mode in ((desk, 0o755), (desk / "logs", 0o775), (desk / "program", 0o755)):
        path.chmod(mode)
    (desk / "logs" / "bot.log").chmod(0o664)
    make_private(desk)
    assert stat.S_IMODE(desk.stat().st_mode) == 0o700
    assert modes(desk) == {"logs": 0o700, "logs/bot.log": 0o600, "logs/old.log": 0o400, "program": 0o700}


def test_nothing_outside_changes(tmp_path: Path) -> None:
    outside, desk = tmp_path / "outside", tmp_path / "desk"
    outside.mkdir()
    desk.mkdir()
    (outside / "file").touch()
    outside.chmod(0o755)
    (outside / "file").chmod(0o644)
    (desk / "folder").symlink_to(outside)
    (desk / "file").symlink_to(outside / "file")
    (desk / "nowhere").symlink_to(outside / "missing")
    make_private(desk)
    assert modes(outside) == {"file": 0o644}
    assert stat.S_IMODE(outside.stat().st_mode) == 0o755


def test_what_is_another_users_is_left_to_them(tmp_path: Path) -> None:
    """As root: PostgreSQL's cluster. Others cannot make such a thing; to them all in their folder is theirs."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(0o750)
    theirs = os.geteuid() == 0
    if theirs:
        os.chown(tmp_path / "data", 65534, 65534)
    make_private(tmp_path)
    assert modes(tmp_path) == {"data": 0o750 if theirs else 0o700}
