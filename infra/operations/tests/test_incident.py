"""`fixline incident`: log lines, spans and rows of one code are found, in time order, and nothing else is."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from fixline_local.traces.sink import TraceSink
from fixline_local.traces.spans import Span, SpanEvent
from fixline_operations.logs import place
from fixline_operations.traces import ways_to
from fixline_testing.connections import connected

from .conftest import AsyncFixline, Fixline

TRACE = "1c3b6b3b00000000000000000000abcd"
OTHER = "1c3b6b3c00000000000000000000abcd"
FRAMES = [
    {"filename": "/venv/lib/python3.11/site-packages/grpc/aio/_call.py", "lineno": 3, "name": "wait"},
    {"filename": "/srv/services/tickets/src/tickets_service/domain/ticket.py", "lineno": 88, "name": "take"},
]


def line(second: int, service: str, event: str, **more: Any) -> str:
    said = {"timestamp": f"2026-11-29T09:00:{second:02}.000001Z", "level": "info", "event": event}
    return json.dumps(said | {"service": service, "trace_id": TRACE, "span_id": "1"} | more) + "\n"


def span(number: int, parent: int, name: str, **more: Any) -> Span:
    given: dict[str, Any] = {"service": "bot", "status": "unset", "status_message": "", "events": ()}
    return Span(
        trace_id=TRACE,
        span_id=f"{number:016x}",
        parent_id=f"{parent:016x}" if parent else "",
        name=name,
        instance="",
        kind="internal",
        start_ns=1_000_000 * number,
        end_ns=1_000_000 * (number + 5),
        attributes={},
        links=(),
        **given | more,
    )


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "bot.log.1").write_text(
        line(1, "bot", "update.received", update_id=7) + line(1, "bot", "other.work", trace_id=OTHER)
    )
    (folder / "bot.log").write_text(
        "not JSON, with 1c3b6b3b in it\n"
        + line(5, "bot", "crash.elsewhere", level="error", incident="1c3b6b3b", trace_id=OTHER)
        + line(4, "bot", "update.processed", level="warning", outcome="error")
    )
    (folder / "tickets.log").write_text(
        line(3, "tickets", "crash.reported", level="error", error_type="ValueError")
        + line(
            3,
            "tickets",
            "rpc.served",
            level="error",
            exception=[{"exc_type": "ValueError", "exc_value": "5 is\nno state", "frames": FRAMES}],
        )
    )
    return folder


@pytest.fixture
async def sink() -> AsyncIterator[TraceSink]:
    async with TraceSink() as sink:
        yield sink


def events(shown: str) -> list[str]:
    return [
        word
        for row in shown.partition("Log lines")[2].splitlines()
        for word in row.split()[3:4]
        if row.startswith("  09:")
    ]


def test_lines_of_all_services_come_in_time_order_with_the_error_and_its_place(
    fixline: Fixline, logs: Path
) -> None:
    done = fixline(
        "incident", "1C3B6B3B", "--logs", str(logs), TICKETS_DATABASE_URL="postgresql+asyncpg://x/y"
    )
    assert done.returncode == 0, done.stderr
    assert events(done.stdout) == [
        "update.received",
        "crash.reported",
        "rpc.served",
        "update.processed",
        "crash.elsewhere",
    ]
    assert (
        "ValueError: 5 is no state  at tickets_service/domain/ticket.py:88 in take  (tickets)" in done.stdout
    )
    assert "no traces: no trace page is known here" in done.stdout
    assert "not in the bot's database: BOT_DATABASE_URL is not set in the environment" in done.stdout
    assert "\x1b" not in done.stdout, "no colours in a file"


def test_the_whole_trace_id_is_a_code_too_and_lines_may_come_by_a_pipe(fixline: Fixline, logs: Path) -> None:
    text = "".join(path.read_text() for path in logs.iterdir())
    done = fixline(
        "incident", TRACE, "--logs", "-", stdin=text, BOT_DATABASE_URL="postgresql+asyncpg://x:1/y"
    )
    assert done.returncode == 0, done.stderr
    assert len(events(done.stdout)) == 5
    assert "the log lines of stdin" in done.stdout


async def test_spans_are_drawn_and_what_was_given_up_is_named_with_its_remedy(
    fixline_async: AsyncFixline,
    sink: TraceSink,
    migrated_database: Callable[[str], Awaitable[str]],
    tmp_path: Path,
) -> None:
    stacktrace = f'  File "{FRAMES[1]["filename"]}", line 88, in take\n    raise ValueError\nValueError'
    raised = SpanEvent(
        name="exception",
        time_ns=2_000_000,
        attributes={"exception.type": "ValueError", "exception.stacktrace": stacktrace},
    )
    sink.store.add(
        [
            span(1, 0, "process telegram.updates", status="error", status_message="InternalError"),
            span(2, 1, "TakeTicket", service="tickets", status="error", events=(raised,)),
        ]
    )
    url = await migrated_database("bot_service")
    async with connected(url) as connection:
        await connection.execute(
            "INSERT INTO inbox (bot_id, update_id, chat_id, type, payload, state, finished_at, error, incident)"
            " VALUES (1, 7, 5, 'message', '{}', 'DEAD', now(), 'InternalError', '1c3b6b3b')"
        )
    settings = tmp_path / "production.env"
    settings.write_text(f"BOT_DATABASE_URL={url}\nFIXLINE_TRACES_URL={sink.url}\n")
    done = await fixline_async("--env", str(settings), "incident", "1c3b6b3b")
    assert done.returncode == 0, done.stderr
    assert "ValueError  at tickets_service/domain/ticket.py:88 in take  (tickets)" in done.stdout
    assert "make replay UPDATE=7" in done.stdout
    assert f"{sink.url}/#/trace/{TRACE}" in done.stdout
    assert "✗tickets  └─ TakeTicket" in done.stdout
    assert "no log files" in done.stdout


def test_nothing_found_says_where_it_looked(fixline: Fixline, logs: Path) -> None:
    done = fixline(
        "incident", "ffffffff", LOG_FILE=str(logs / "{service}.log"), BOT_DATABASE_URL="postgresql://x/y"
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Error: Nothing is known of incident ffffffff. Looked in: 3 log files in ")
    assert "not in the bot's database: the database of bot: " in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("code", ["", "1c3b6b3", "1c3b6b3g", TRACE + "0"])
def test_what_is_no_code_is_refused(fixline: Fixline, code: str) -> None:
    done = fixline("incident", code)
    assert done.returncode == 2
    assert "is no incident code: they are 8 to 32 digits" in done.stderr


def test_of_a_big_trace_the_ways_to_what_failed_are_drawn() -> None:
    spans = [span(1, 0, "root"), span(2, 1, "fine"), span(3, 1, "way"), span(4, 3, "failed", status="error")]
    assert [each.name for each in ways_to(spans)] == ["root", "way", "failed"]


def test_a_place_is_told_from_its_package_on() -> None:
    assert place(FRAMES[0]) == "grpc/aio/_call.py:3 in wait"
    assert place({"filename": "run.py", "lineno": 1, "name": "main"}) == "run.py:1 in main"
