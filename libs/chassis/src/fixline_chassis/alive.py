"""`python -m fixline_chassis.alive VARIABLE`: whether the process answers whose admin address the variable holds.

For a container's HEALTHCHECK, where there is no curl. Imports next to nothing, since it runs every few seconds.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException
from typing import Final

SECONDS: Final = 4.0
EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "[::]": "::1", "::": "::1"}  # where it listens, not where we do


def main(variable: str) -> int:
    """Return 0 when `/livez` answers 200, else 1."""
    host, _, port = os.environ.get(variable, "").rpartition(":")
    if not port.isdecimal():
        return 1
    connection = HTTPConnection(EVERYWHERE.get(host, host.strip("[]")), int(port), timeout=SECONDS)
    try:
        connection.request("GET", "/livez")
        return int(connection.getresponse().status != 200)  # noqa: PLR2004
    except (OSError, HTTPException):
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or [""]))
