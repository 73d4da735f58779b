"""`python -m fixline_local.traces --grpc 127.0.0.1:4317 --http 127.0.0.1:16686`."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path

import structlog

from fixline_local.logs import start_logs
from fixline_local.traces.sink import TraceSink
from fixline_local.traces.store import SpanStore
from fixline_telemetry.http.server import ListenError

log = structlog.get_logger()


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m fixline_local.traces",
        description="Collect traces over OTLP/gRPC and show them on a page.",
    )
    parser.add_argument("--grpc", default="127.0.0.1:4317", metavar="HOST:PORT", help="default: %(default)s")
    parser.add_argument("--http", default="127.0.0.1:16686", metavar="HOST:PORT", help="default: %(default)s")
    parser.add_argument(
        "--max-traces",
        type=int,
        default=1000,
        metavar="N",
        help="older ones are dropped; default: %(default)s",
    )
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="FILE",
        help="where traces survive a restart; without it they do not",
    )
    options = parser.parse_args()
    start_logs("traces")
    try:
        asyncio.run(serve(options.grpc, options.http, options.max_traces, options.keep))
    except ListenError as error:
        return failed(error.strerror or str(error))
    except OSError as error:
        return failed(f"cannot keep traces in {options.keep}: {error.strerror}")
    except Exception:
        log.exception("service.failed")
        return 1
    log.info("service.stopped")
    return 0


def failed(words: str) -> int:
    log.error("service.failed", error=words)
    return 1


async def serve(grpc_listen: str, http_listen: str, max_traces: int, keep: Path | None) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    store = SpanStore(max_traces=max_traces)
    async with TraceSink(grpc_listen=grpc_listen, http_listen=http_listen, store=store, kept_in=keep) as sink:
        log.info("service.started", page=sink.url, collector=sink.endpoint)
        await stop.wait()


if __name__ == "__main__":
    sys.exit(main())
