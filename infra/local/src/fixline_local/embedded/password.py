"""A password that only this machine's owner of the data folder can read."""

import os
import secrets
from pathlib import Path


def stored_password(path: Path) -> str:
    """Return the password kept in `path`; on first use make one up."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        password = secrets.token_urlsafe(24)
        file.write(password)
    return password
