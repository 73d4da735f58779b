"""`python -m fixline_local.telegram --listen 127.0.0.1:8081 --state PATH`."""

import argparse
import asyncio
import errno
import signal
import sys
from pathlib import Path

import structlog

import fixline_chassis.garbage  # before whatever is large
import fixline_chassis.lean_aiogram  # noqa: F401  # before whatever imports aiogram
from fixline_local.logs import start_logs
from fixline_local.telegram.people import BOT_TOKEN
from fixline_local.telegram.simulator import TelegramSimulator
from fixline_local.telegram.store.bots import TOKEN

log = structlog.get_logger()


def main() -> int:
    options = _options()
    start_logs("telegram")
    host, _, port = options.listen.rpartition(":")
    try:
        return asyncio.run(_serve(options, host.strip("[]") or "127.0.0.1", int(port)))
    except Exception:
        log.exception("service.failed")
        return 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="fixline_local.telegram", description="A Telegram to try a bot against."
    )
    parser.add_argument(
        "--listen", type=_address, default="127.0.0.1:8081", help="host:port, port 0 picks one"
    )
    parser.add_argument("--state", type=Path, help="the file that keeps everything; none: in memory")
    parser.add_argument(
        "--limits", choices=("on", "off"), default="on", help="answer 429 beyond Telegram's rates"
    )
    parser.add_argument(
        "--token", type=_token, action="append", help="a bot that exists from the start (repeatable)"
    )
    parser.add_argument("--only-these-tokens", action="store_true", help="answer 401 to any other token")
    parser.add_argument(
        "--desk",
        default="",
        help="base URL of the bot's desk, which gives people their roles; none: no roles",
    )
    return parser.parse_args()


def _address(text: str) -> str:
    port = text.rpartition(":")[2]
    if not port.isdecimal() or int(port) > 65535:  # noqa: PLR2004 - the highest port
        raise argparse.ArgumentTypeError(f"{text!r} is not host:port")
    return text


def _token(text: str) -> str:
    if not TOKEN.fullmatch(text):
        raise argparse.ArgumentTypeError("a token is <bot id>:<30-64 of A-Z a-z 0-9 _ ->")
    return text


async def _serve(options: argparse.Namespace, host: str, port: int) -> int:
    simulator = TelegramSimulator(
        state=options.state,
        host=host,
        port=port,
        limits=options.limits == "on",
        tokens=options.token or [BOT_TOKEN],
        only_these=options.only_these_tokens,
        desk=options.desk,
    )
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    try:
        url = await simulator.start()
    except OSError as error:
        reason = "the port is taken" if error.errno == errno.EADDRINUSE else error.strerror
        words = f"cannot listen on {options.listen}: {reason}"
        log.error("service.failed", error=words)  # noqa: TRY400  # no traceback: it helps nobody
        return 1
    log.info("service.started", url=url, what="chat page and Bot API")
    await stopping.wait()
    await simulator.stop()
    log.info("service.stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
