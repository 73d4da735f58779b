"""A secret that is everywhere inside a process leaves it nowhere."""

from fixline_local.traces.sink import TraceSink

from .conftest import CrashServer, RunScript

BOT_TOKEN = "7123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
PASSWORD = "corr3ct/horse"
CONFIGURED = "c0nfigured-secret"

SOURCE = """
import asyncio, logging, os, sys, urllib.request
import structlog
from opentelemetry import trace
from fixline_telemetry.settings import TelemetryConfig
from fixline_telemetry.telemetry import start_telemetry
from fixline_telemetry.crashes import report
from fixline_telemetry.spans.propagation import consumer_span

TOKEN, PASSWORD, CONFIGURED = (os.environ[name] for name in ("TOKEN", "PASSWORD", "CONFIGURED"))
telemetry = start_telemetry(TelemetryConfig(
    service="bot", version="1", environment="local", log_format=os.environ["FORMAT"],
    sentry_dsn=os.environ["DSN"], otlp_endpoint=os.environ["ENDPOINT"], secrets=(CONFIGURED, PASSWORD),
))
log = structlog.get_logger()
url = f"https://api.telegram.org/bot{TOKEN}/sendMessage"
dsn = f"postgresql+asyncpg://app:{PASSWORD}@db/x"

def crash(token):
    local = [token, {"password": PASSWORD}]
    raise RuntimeError(f"cannot reach {url} or {dsn} with {CONFIGURED}", local)

async def main():
    with consumer_span(f"process {url}", traceparent="", attributes={"http.url": url, "list": [dsn, CONFIGURED]}):
        log.info("calling", url=url, nested={"dsn": [dsn]}, authorization=f"Bearer {TOKEN}", error=ValueError(url))
        logging.getLogger("aiogram").warning("failed to fetch %s %s", url, {"token": TOKEN})
        try:
            await asyncio.to_thread(urllib.request.urlopen, f"http://127.0.0.1:9/bot{TOKEN}/getMe?sig={CONFIGURED}")
        except OSError:
            log.warning("down", exc_info=True)
        try:
            crash(TOKEN)
        except RuntimeError as error:
            trace.get_current_span().record_exception(error)
            report(error, url=url)
            log.exception(f"crashed {url}")
    await telemetry.shutdown()
asyncio.run(main())
"""


async def test_no_secret_leaves_the_process(
    run_script: RunScript, sink: TraceSink, crash_server: CrashServer
) -> None:
    for log_format in ("json", "console"):
        ended = await run_script(
            SOURCE,
            TOKEN=BOT_TOKEN,
            PASSWORD=PASSWORD,
            CONFIGURED=CONFIGURED,
            DSN=crash_server.dsn,
            ENDPOINT=sink.endpoint,
            FORMAT=log_format,
        )
        assert ended.code == 0, ended.stderr
        assert "calling" in ended.stdout
        for said in (ended.stdout, ended.stderr):
            assert_clean(said)

    assert len(sink.traces()) == 2
    for trace in sink.traces():
        assert trace.root.events
        assert_clean(repr(trace))
    assert len(crash_server.events) == 2
    assert "cannot reach" in str(crash_server.events)
    for envelope in crash_server.envelopes:
        assert_clean(envelope)


def assert_clean(text: str) -> None:
    for secret in (BOT_TOKEN, BOT_TOKEN.split(":")[1], PASSWORD, PASSWORD.replace("/", "%2F"), CONFIGURED):
        assert secret not in text
