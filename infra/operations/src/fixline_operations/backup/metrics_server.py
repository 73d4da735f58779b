"""Shows the moments of backups to Prometheus, where no service and no node exporter sees their file."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

from fixline_operations.backup.metrics import FILE, METRICS, read_metrics
from fixline_operations.errors import OperationError

EXPECTED: Final = ("backup_last_success_timestamp_seconds", "backup_last_verified_timestamp_seconds")
"""Shown from the start, at 0 for never: alerts on their age need them."""
SECONDS: Final = 5.0
"""For a caller who does not go on."""


@contextmanager
def metrics_shown(listen: str, folder: Path) -> Iterator[int]:
    """Answer `GET /metrics` on `host:port` while the block runs; yield the port, which is chosen for 0.

    Raises `OperationError` for an address that is none or is taken.
    """
    host, _, port = listen.rpartition(":")
    try:
        server = ThreadingHTTPServer((host.strip("[]"), int(port)), partial(_Handler, folder / FILE))
    except (OSError, ValueError, OverflowError) as error:
        raise OperationError(f"BACKUP_METRICS_LISTEN {listen}: {error}.") from error
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    timeout = SECONDS

    def __init__(self, file: Path, *of_server: object) -> None:
        self.file = file
        super().__init__(*of_server)  # type: ignore[arg-type]  # what the server gives

    def do_GET(self) -> None:  # the name that it is called by
        if self.path != "/metrics":
            self.send_error(404)
            return
        values = dict.fromkeys(EXPECTED, 0.0) | read_metrics(self.file)
        lines = [
            f"# HELP {name} {METRICS[name]}\n# TYPE {name} gauge\n{name} {value}\n"
            for name, value in values.items()
            if name in METRICS
        ]
        body = "".join(lines).encode()
        self.send_response(200)
        self.send_header("content-type", "text/plain; version=0.0.4; charset=utf-8")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Scrapes are no news."""
