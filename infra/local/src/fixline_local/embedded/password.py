"""A password that only this machine's owner of the data folder can read."""

import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def stored_password(path: Path) -> str:
    """Return the password kept in `path`; on first use make one up."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Whole before it has its name: a process that is killed here leaves no empty password behind, and of several
        # that come first at once, one wins. The file is its owner's alone from the beginning.
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix="unfinished-") as file:
            file.write(secrets.token_urlsafe(24))
            file.flush()
            with suppress(FileExistsError):
                path.hardlink_to(file.name)
    return path.read_text()
