"""One password per file, whoever asks first, and its owner's alone."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fixline_local.embedded.password import stored_password


def test_all_who_ask_get_the_same(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "password"
    with ThreadPoolExecutor(16) as pool:
        passwords = set(pool.map(stored_password, [path] * 64))
    assert passwords == {path.read_text()}
    assert len(path.read_text()) == 32
    assert list(path.parent.iterdir()) == [path]


def test_it_is_the_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "password"
    stored_password(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_files_have_passwords_of_their_own(tmp_path: Path) -> None:
    assert stored_password(tmp_path / "first") != stored_password(tmp_path / "second")
