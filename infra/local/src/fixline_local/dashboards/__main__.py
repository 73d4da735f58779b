"""`python -m fixline_local.dashboards --listen 127.0.0.1:8083 --prometheus http://127.0.0.1:9090 --traces http://…`."""

import argparse
import asyncio
import signal
import sys

import structlog

from fixline_local.dashboards.server import DashboardServer
from fixline_local.logs import start_logs
from fixline_telemetry.http.server import ListenError

log = structlog.get_logger()


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m fixline_local.dashboards", description="Draw infra/grafana's dashboards on a page."
    )
    parser.add_argument(
        "--listen", default="127.0.0.1:8083", metavar="HOST:PORT", help="default: %(default)s"
    )
    for name, default in {"prometheus": "http://127.0.0.1:9090", "traces": "http://127.0.0.1:8081"}.items():
        parser.add_argument(f"--{name}", default=default, metavar="URL", help="default: %(default)s")
    options = parser.parse_args()
    start_logs("dashboards")
    try:
        asyncio.run(serve(options.listen, options.prometheus, options.traces))
    except ListenError as error:
        return failed(error.strerror or str(error))
    except Exception:
        log.exception("service.failed")
        return 1
    log.info("service.stopped")
    return 0


def failed(words: str) -> int:
    log.error("service.failed", error=words)
    return 1


async def serve(listen: str, prometheus: str, traces: str) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with DashboardServer(listen=listen, prometheus=prometheus, traces=traces) as server:
        log.info("service.started", page=server.url)
        await stop.wait()


if __name__ == "__main__":
    sys.exit(main())
