import json
import re
from pathlib import Path

import pytest

from fixline_telemetry.logs.formats import json_line

from .conftest import RunScript

START = """
import logging, sys
import structlog
from opentelemetry import trace
from fixline_telemetry.settings import TelemetryConfig
from fixline_telemetry.telemetry import start_telemetry

OPTIONS = dict(service="tickets", version="1.2.3", environment="local")
def start(**options):
    return start_telemetry(TelemetryConfig(**OPTIONS, **options))
log = structlog.get_logger("fixline.test")
"""

FORGED = 'x\\r\\n{\\"level\\": \\"forged\\"}\\x1b[2J\\x9b2J\\u2028\\u202e'


async def test_every_line_is_an_object_with_its_origin(run_script: RunScript) -> None:
    ended = await run_script(
        START
        + """
start()
from fixline_telemetry.logs.line_context import bind_lines
bind_lines(request_id="r-1")
log.info("ticket.closed", ticket_id=42)
log.debug("too.detailed")
for name in ("aiogram", "uvicorn", "alembic.runtime.migration", "asyncio"):
    logging.getLogger(name).warning("from %s", name)
logging.getLogger("uvicorn.access").info("GET /")
import warnings; warnings.warn("careful")
"""
    )

    assert (ended.code, ended.stderr) == (0, "")
    closed = ended.line("ticket.closed")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", closed.pop("timestamp"))
    assert closed == {
        "level": "info",
        "event": "ticket.closed",
        "logger": "fixline.test",
        "service": "tickets",
        "version": "1.2.3",
        "request_id": "r-1",
        "ticket_id": 42,
    }
    assert list(ended.lines[0])[:3] == ["timestamp", "level", "event"]
    assert [line["event"] for line in ended.lines[1:5]] == [
        "from aiogram",
        "from uvicorn",
        "from alembic.runtime.migration",
        "from asyncio",
    ]
    assert "careful" in ended.lines[5]["event"]
    assert {line["service"] for line in ended.lines} == {"tickets"}
    assert len(ended.lines) == 6


async def test_a_logger_without_a_name_bears_its_module(run_script: RunScript) -> None:
    ended = await run_script(
        START
        + "start()\nstructlog.get_logger().info('said')\nstructlog.get_logger('a.b').bind(n=1).info('bound')\n"
    )

    assert ended.line("said")["logger"] == "__main__"
    assert (ended.line("bound")["logger"], ended.line("bound")["n"]) == ("a.b", 1)


async def test_nothing_that_is_said_changes_where_a_line_comes_from(run_script: RunScript) -> None:
    ended = await run_script(
        START
        + "start()\nlog.info('said', level='error', service='bot', timestamp='now', logger='x', step=1)\n"
    )

    said = ended.line("said")
    assert (said["level"], said["service"], said["logger"], said["step"]) == (
        "info",
        "tickets",
        "fixline.test",
        1,
    )
    assert said["timestamp"].startswith("20")


async def test_levels_below_the_configured_one_are_not_written(run_script: RunScript) -> None:
    ended = await run_script(
        START
        + """
start(log_level="warning")
for write in (log.debug, log.info, log.warning, log.error, log.critical):
    write("own")
for write in (logging.debug, logging.info, logging.warning, logging.error, logging.critical):
    write("foreign")
log.log(logging.INFO, "own")
log.log(logging.ERROR, "own")
"""
    )

    own = [line["level"] for line in ended.lines if line["event"] == "own"]
    assert own == ["warning", "error", "critical", "error"]
    assert [line["level"] for line in ended.lines if line["event"] == "foreign"] == own[:3]


async def test_a_line_that_cannot_be_written_does_not_disturb_the_work(run_script: RunScript) -> None:
    ended = await run_script(
        START
        + """
start(secrets=("hidden-value",))
endless = {"text": "hidden-value"}
endless["again"] = endless
log.info("endless", endless=endless)
logging.getLogger("aiogram").warning("%s and %s", 1)
log.info("after")
"""
    )

    assert ended.code == 0
    assert [line["event"] for line in ended.lines] == ["after"]
    assert "a log line is lost" in ended.stderr
    assert "not enough arguments" in ended.stderr
    assert "hidden-value" not in ended.stderr


async def test_lines_of_many_threads_stay_whole(run_script: RunScript) -> None:
    ended = await run_script(
        START
        + """
from concurrent.futures import ThreadPoolExecutor
start()
def say(number):
    log.info("own", number=number, text="x" * 5000)
    logging.getLogger("aiogram").info("foreign %s", "y" * 5000)
with ThreadPoolExecutor(8) as pool:
    list(pool.map(say, range(200)))
"""
    )

    assert sorted(line["number"] for line in ended.lines if line["event"] == "own") == list(range(200))
    assert len(ended.lines) == 400


async def test_lines_within_a_span_name_it_even_when_it_is_not_recorded(run_script: RunScript) -> None:
    ended = await run_script(
        START
        + """
start(sample_ratio=0.0)
with trace.get_tracer("test").start_as_current_span("work") as span:
    log.info("inside", sampled=span.is_recording())
    logging.getLogger("aiogram").info("also inside")
log.info("outside")
"""
    )

    inside, also_inside, outside = ended.lines
    assert inside["sampled"] is False
    assert re.fullmatch(r"[0-9a-f]{32}", inside["trace_id"])
    assert re.fullmatch(r"[0-9a-f]{16}", inside["span_id"])
    assert also_inside["trace_id"] == inside["trace_id"]
    assert "trace_id" not in outside


async def test_nobody_can_forge_a_line(run_script: RunScript) -> None:
    ended = await run_script(
        START
        + f"""
start()
log.info("said", text="{FORGED}")
logging.getLogger("aiogram").info("{FORGED}")
try:
    raise ValueError("{FORGED}")
except ValueError:
    log.exception("failed")
"""
    )

    assert len(ended.stdout.splitlines()) == len(ended.lines) == 3
    assert "forged" not in {line["level"] for line in ended.lines}
    assert ended.stdout.isascii()
    assert all(character.isprintable() for character in ended.stdout.replace("\n", ""))
    assert ended.line("failed")["exception"][0]["exc_value"].startswith("x\r\n{")


async def test_nobody_can_forge_a_line_on_a_terminal(run_script: RunScript) -> None:
    ended = await run_script(
        START
        + f"""
start(log_format="console")
log.info("said", text="{FORGED}", nested={{"a": ["{FORGED}"]}})
try:
    raise ValueError("{FORGED}")
except ValueError:
    log.exception("failed")
"""
    )

    colourless = re.sub(r"\x1b\[\d+m", "", ended.stdout)
    assert "\x1b" in ended.stdout
    assert all(character.isprintable() for character in colourless.replace("\n", ""))
    for line in colourless.splitlines():
        assert re.match(r"\d{4}-\d\d-\d\dT|    \| ", line), line


@pytest.mark.parametrize(
    "said",
    ["plain", "a\x7fb", "caf\u00e9", "\u2028\u202e\x9b", "half a pair \ud800", "\x1b[2J\r\n", 1 << 80],
)
def test_whatever_a_line_says_is_ascii_and_comes_back(said: str | int) -> None:
    line = json_line({"event": said})
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line) == {"event": said}


async def test_a_traceback_has_frames_and_no_locals(run_script: RunScript) -> None:
    ended = await run_script(
        START
        + """
start()
def inner():
    card = "4111" + "2222"
    raise RuntimeError("boom")
try:
    inner()
except RuntimeError:
    log.exception("failed")
    logging.getLogger("aiogram").exception("failed too")
"""
    )

    for event in ("failed", "failed too"):
        (raised,) = ended.line(event)["exception"]
        assert (raised["exc_type"], raised["exc_value"]) == ("RuntimeError", "boom")
        assert raised["frames"][-1]["name"] == "inner"
    assert "41112222" not in ended.stdout


async def test_the_log_file_turns_over_and_is_json_on_any_terminal(
    run_script: RunScript, tmp_path: Path
) -> None:
    path = tmp_path / "logs" / "tickets.log"
    ended = await run_script(
        START
        + f"""
start(log_format="console", log_file={str(path)!r}, log_file_bytes=2000, log_file_count=2)
for number in range(100):
    log.info("counted", number=number)
"""
    )

    assert ended.code == 0, ended.stderr
    files = sorted(each.name for each in path.parent.iterdir())
    assert files == ["tickets.log", "tickets.log.1", "tickets.log.2"]
    assert all(each.stat().st_size <= 2000 for each in path.parent.iterdir())
    last = json.loads(path.read_text().splitlines()[-1])
    assert (last["event"], last["number"]) == ("counted", 99)


async def test_start_again_replaces_the_handlers(run_script: RunScript) -> None:
    ended = await run_script(START + 'logging.basicConfig()\nstart()\nstart()\nlog.info("once")\n')

    assert [line["event"] for line in ended.lines] == ["once"]
    assert ended.stderr == ""


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ('log_level="LOUD"', "unknown log level 'LOUD'"),
        ('log_file="/proc/none/x.log"', "/proc/none"),
        ('sentry_dsn="nonsense"', "the Sentry DSN is malformed"),
    ],
)
async def test_wrong_settings_are_refused_in_words(run_script: RunScript, options: str, message: str) -> None:
    ended = await run_script(
        START
        + f"try:\n    start({options})\nexcept (ValueError, OSError) as error:\n    sys.stderr.write(str(error))\n"
    )

    assert message in ended.stderr
    assert "Traceback" not in ended.stderr


async def test_a_deployment_without_a_pseudonym_key_is_told(run_script: RunScript) -> None:
    ended = await run_script(START.replace('"local"', '"production"') + "start()\n")

    assert ended.line("telemetry.pseudonym_key_missing")["level"] == "warning"
