"""What a container's HEALTHCHECK asks, of a process that answers and of one that does not."""

import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from fixline_local.ports import free_ports


class Livez(http.server.BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status if self.path == "/livez" else 404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
        """Say nothing."""


class Broken(Livez):
    status = 503


@contextmanager
def serving(handler: type[Livez]) -> Iterator[int]:
    with http.server.HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def status(*arguments: str, **environment: str) -> int:
    done = subprocess.run(  # noqa: S603  # our own arguments
        [sys.executable, "-I", "-m", "fixline_chassis.alive", *arguments],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("", "")
    return done.returncode


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "localhost"])
def test_a_process_that_answers_is_alive_wherever_it_listens(host: str) -> None:
    with serving(Livez) as port:
        assert status("TICKETS_ADMIN_LISTEN", TICKETS_ADMIN_LISTEN=f"{host}:{port}") == 0


def test_a_process_that_says_no_or_nothing_is_not() -> None:
    with serving(Broken) as port:
        assert status("BOT_ADMIN_LISTEN", BOT_ADMIN_LISTEN=f"127.0.0.1:{port}") == 1
    (nobody,) = free_ports(1)
    assert status("BOT_ADMIN_LISTEN", BOT_ADMIN_LISTEN=f"127.0.0.1:{nobody}") == 1


def test_an_address_that_is_none_is_nobodys() -> None:
    assert status("BOT_ADMIN_LISTEN") == 1
    assert status("BOT_ADMIN_LISTEN", BOT_ADMIN_LISTEN="somewhere") == 1
    assert status() == 1
