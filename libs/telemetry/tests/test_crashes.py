import re
import time

from .conftest import CrashServer, RunScript

START = """
import asyncio, logging, os, sys
import structlog
from opentelemetry import trace
from fixline_telemetry.settings import TelemetryConfig
from fixline_telemetry.telemetry import start_telemetry
from fixline_telemetry.crashes import report

telemetry = start_telemetry(TelemetryConfig(
    service="tickets", version="1.2.3", environment="local", instance="host:7", sentry_dsn=os.environ.get("DSN")
))
log = structlog.get_logger("fixline.test")
tracer = trace.get_tracer("test")
"""
STOP = "\nasyncio.run(telemetry.shutdown())\n"


async def test_one_crash_is_one_event_that_leads_to_its_trace(
    run_script: RunScript, crash_server: CrashServer
) -> None:
    ended = await run_script(
        START
        + """
log.info("before.crash", step=3)
with tracer.start_as_current_span("work"):
    try:
        raise RuntimeError("boom")
    except RuntimeError as error:
        incident = report(error, rpc_method="a.B/C")
        log.exception("work.failed")
        logging.getLogger("aiogram").exception("also logged")
print('{"event": "incident", "code": "%s"}' % incident)
"""
        + STOP,
        DSN=crash_server.dsn,
    )

    assert ended.code == 0, ended.stderr
    (event,) = crash_server.events
    assert event["exception"]["values"][0]["type"] == "RuntimeError"
    assert event["release"] == "fixline-tickets@1.2.3"
    assert (event["environment"], event["server_name"]) == ("local", "host:7")
    failed = ended.line("work.failed")
    assert event["contexts"]["trace"]["trace_id"] == failed["trace_id"]
    assert event["contexts"]["trace"]["span_id"] == failed["span_id"]
    incident = failed["trace_id"][:8]
    assert event["tags"] == {"incident": incident, "rpc_method": "a.B/C"}
    assert ended.line("incident")["code"] == incident
    assert ended.line("crash.reported")["incident"] == incident
    assert any("before.crash" in crumb["message"] for crumb in event["breadcrumbs"]["values"])


async def test_the_lines_before_a_crash_are_its_breadcrumbs(
    run_script: RunScript, crash_server: CrashServer
) -> None:
    await run_script(
        START
        + """
telemetry = start_telemetry(TelemetryConfig(
    service="tickets", version="1", environment="local", sentry_dsn=os.environ["DSN"], secrets=("hidden-value",)
))
log.debug("too.detailed")
log.info("ours", step=3, link="https://x/?token=abc", text="hidden-value")
log.critical("worse", exc_info=ValueError("x"))
logging.getLogger("aiogram").warning("theirs")
report(RuntimeError("boom"))
"""
        + STOP,
        DSN=crash_server.dsn,
    )

    (event,) = crash_server.events
    crumbs = {crumb["message"]: crumb for crumb in event["breadcrumbs"]["values"]}
    assert [message for message in crumbs if message in ("ours", "worse", "theirs")] == [
        "ours",
        "worse",
        "theirs",
    ]
    assert "too.detailed" not in crumbs
    ours = crumbs["ours"]
    assert (ours["category"], ours["level"], ours["type"]) == ("fixline.test", "info", "log")
    assert ours["data"] == {"step": 3, "link": "https://x/?token=[redacted]", "text": "[redacted]"}
    assert (crumbs["worse"]["level"], crumbs["theirs"]["category"]) == ("fatal", "aiogram")


async def test_each_bug_is_counted_once_without_a_server_too(run_script: RunScript) -> None:
    ended = await run_script(
        START
        + """
from prometheus_client import REGISTRY
def bug():
    raise RuntimeError("boom")
for _ in range(2):
    with tracer.start_as_current_span("work"):
        for _ in range(3):
            try:
                bug()
            except RuntimeError as error:
                report(error)
log.info("counted", bugs=REGISTRY.get_sample_value("crash_reports_total"))
"""
        + STOP
    )

    assert ended.line("counted")["bugs"] == 2


async def test_a_bug_in_what_is_tried_again_and_again_is_one_event_an_hour(
    run_script: RunScript, crash_server: CrashServer
) -> None:
    ended = await run_script(
        START
        + """
from prometheus_client import REGISTRY
def bug():
    raise RuntimeError("boom")
def another():
    raise RuntimeError("boom")
def tried(what, recurs=True):
    with tracer.start_as_current_span("try"):
        try:
            what()
        except RuntimeError as error:
            return report(error, recurs=recurs)
codes = [tried(bug) for _ in range(20)]
tried(another)
tried(bug, recurs=False)
log.info("counted", bugs=REGISTRY.get_sample_value("crash_reports_total"), codes=len(set(codes)))
"""
        + STOP,
        DSN=crash_server.dsn,
    )

    assert [event["fingerprint"][1] for event in crash_server.events] == [
        "__main__.bug",
        "__main__.another",
        "__main__.bug",  # somebody was shown its code
    ]
    reported = [line for line in ended.lines if line["event"] == "crash.reported"]
    assert [line["incident"] for line in reported] == [
        event["tags"]["incident"] for event in crash_server.events
    ]
    assert (ended.line("counted")["bugs"], ended.line("counted")["codes"]) == (22, 20)


async def test_errors_that_nobody_waits_for_are_reported(
    run_script: RunScript, crash_server: CrashServer
) -> None:
    await run_script(
        START
        + """
import gc
async def main():
    async def lost():
        raise LookupError("lost")
    task = asyncio.create_task(lost())
    await asyncio.wait([task])
    del task
    gc.collect()
    asyncio.get_running_loop().call_soon(lambda: [][0])
    await asyncio.sleep(0)
    await telemetry.shutdown()
asyncio.run(main())
""",
        DSN=crash_server.dsn,
    )

    types = [event["exception"]["values"][0]["type"] for event in crash_server.events]
    assert sorted(types) == ["IndexError", "LookupError"]


async def test_an_http_handler_that_crashes_is_one_event(
    run_script: RunScript, crash_server: CrashServer
) -> None:
    ended = await run_script(
        START
        + """
from fastapi import FastAPI
from prometheus_client import REGISTRY
import urllib.request, urllib.error, threading, uvicorn, socket
app = FastAPI()
@app.post("/telegram/webhook")
async def webhook():
    raise RuntimeError("boom")
listener = socket.create_server(("127.0.0.1", 0))
server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
async def main():
    serving = asyncio.create_task(server.serve([listener]))
    url = "http://127.0.0.1:%d/telegram/webhook" % listener.getsockname()[1]
    def post():
        request = urllib.request.Request(
            url, data=b'{"text": "private words"}', headers={"x-telegram-bot-api-secret-token": "webhook-s3cret"}
        )
        try:
            urllib.request.urlopen(request)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
    log.info("answered", code=await asyncio.to_thread(post))
    server.should_exit = True
    await serving
    await telemetry.shutdown()
    log.info("counted", bugs=REGISTRY.get_sample_value("crash_reports_total"))
asyncio.run(main())
""",
        DSN=crash_server.dsn,
    )

    assert ended.line("answered")["code"] == 500
    assert ended.line("counted")["bugs"] == 1
    (event,) = crash_server.events
    assert event["exception"]["values"][-1]["type"] == "RuntimeError"
    everything = "".join(crash_server.envelopes)
    assert "private words" not in everything
    assert "webhook-s3cret" not in everything


async def test_without_a_server_a_crash_has_a_code_in_the_log(run_script: RunScript) -> None:
    ended = await run_script(START + 'log.info("code", code=report(ValueError("x")))\n' + STOP)

    code = ended.line("code")["code"]
    assert re.fullmatch(r"[0-9a-f]{8}", code)
    assert ended.line("crash.reported")["incident"] == code
    assert ended.line("crash.reported")["error_type"] == "ValueError"


async def test_a_server_that_is_down_costs_little_and_is_counted(run_script: RunScript) -> None:
    began = time.monotonic()
    ended = await run_script(
        START
        + """
for number in range(3):
    report(ValueError(str(number)))
"""
        + STOP
        + """
from prometheus_client import REGISTRY
lost = sum(s.value for m in REGISTRY.collect() for s in m.samples if s.name == "sentry_events_dropped_total")
log.info("lost", events=lost)
""",
        DSN="http://publickey@127.0.0.1:9/1",
    )

    assert ended.code == 0, ended.stderr
    assert ended.line("lost")["events"] == 3
    assert time.monotonic() - began < 15


async def test_a_bug_is_told_once_per_trace_and_each_bug_by_its_place(
    run_script: RunScript, crash_server: CrashServer
) -> None:
    """Bugsink puts all bugs of one type together, wherever they are (2.6.2): the fingerprint keeps them apart."""
    ended = await run_script(
        START
        + """
def first(): raise ValueError("1")
def second(): raise ValueError("2")
def told(bug):
    try:
        bug()
    except ValueError as error:
        return report(error)
codes = []
for _ in range(2):
    with tracer.start_as_current_span("work"):
        codes.append({told(first), told(first), told(second)})
print('{"event": "codes", "each": %s}' % str([len(each) for each in codes]))
"""
        + STOP,
        DSN=crash_server.dsn,
    )

    assert ended.code == 0, ended.stderr
    assert ended.line("codes")["each"] == [1, 1]
    told = [(event["tags"]["incident"], tuple(event["fingerprint"])) for event in crash_server.events]
    one, other = ("ValueError", "__main__.first"), ("ValueError", "__main__.second")
    assert [fingerprint for _, fingerprint in told] == [one, other, one, other]
    assert len({incident for incident, _ in told}) == 2


async def test_what_another_service_has_reported_is_no_event_of_ours(
    run_script: RunScript, crash_server: CrashServer
) -> None:
    ended = await run_script(
        START
        + """
from fixline_telemetry.crashes import reported_elsewhere
reported_elsewhere(lambda error: isinstance(error, ConnectionError))
with tracer.start_as_current_span("work"):
    incident = report(ConnectionError())
print('{"event": "incident", "code": "%s"}' % incident)
"""
        + STOP,
        DSN=crash_server.dsn,
    )

    assert crash_server.events == []
    assert ended.line("crash.elsewhere")["incident"] == ended.line("incident")["code"]
