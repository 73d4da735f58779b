"""`fixline incident CODE`: from the code that a person was shown to what broke, where, and what became of it."""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import click

from fixline_local.traces.spans import Trace
from fixline_operations import display
from fixline_operations.choice import Choice, pass_choice
from fixline_operations.deployment import Deployment
from fixline_operations.errors import OperationError
from fixline_operations.logs import LogLine, lines_in, place, read
from fixline_operations.records import UnreadableError, rows
from fixline_operations.traces import NoTracesError, traces_with

CODE: Final = re.compile(r"[0-9a-f]{8,32}")
DIGITS: Final = 8
FRAME: Final = re.compile(r'File "(?P<filename>[^"]+)", line (?P<lineno>\d+), in (?P<name>\S+)')
UPDATES: Final = "SELECT update_id, type, error FROM inbox WHERE state = 'DEAD' AND incident = $1"
DELIVERIES: Final = """
    SELECT id, method, state, error FROM deliveries WHERE state IN ('FAILED', 'UNKNOWN') AND incident = $1
"""
EVENTS: Final = "SELECT event, error FROM dead_events WHERE incident = $1"

LOGS: Final = click.option(
    "--logs",
    type=click.Path(exists=True, allow_dash=True, path_type=Path),
    multiple=True,
    help="A file or folder of log lines to look in, or - for stdin; else where the desk's settings say.",
)


@dataclass
class Incident:
    """What is known of one code."""

    code: str
    looked_in: list[str] = field(default_factory=list)
    """Where was looked, or could not be, in words."""
    lines: list[LogLine] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)

    @property
    def is_known(self) -> bool:
        return bool(self.lines or self.traces or self.given_up)

    def errors(self) -> list[str]:
        """Return each error once, with its service and place: from the log, or where that has none from the spans."""
        told = [f"{error}  ({line.service})" for line in self.lines for error in line.errors()]
        if not told:
            told = [
                f"{event.attributes.get('exception.type')}{at(event.attributes)}  ({span.service})"
                for trace in self.traces
                for span in trace.spans
                for event in span.events
                if event.name == "exception"
            ]
        return list(dict.fromkeys(told))


@click.command()
@click.argument("code")
@click.option(
    "--all", "whole", is_flag=True, help="Draw every span of a big trace, not only those that failed."
)
@LOGS
@pass_choice
def incident(choice: Choice, code: str, whole: bool, logs: Sequence[Path]) -> None:
    """Show what is known of an incident CODE, or of a whole trace id: errors, spans and log lines of all services.

    In production without log files: kubectl logs … | fixline incident CODE --logs -
    """
    code = code.strip().lower()
    if not CODE.fullmatch(code):
        raise click.UsageError(f"{code!r} is no incident code: they are 8 to 32 digits of 0-9 and a-f.")
    deployment = choice.deployment
    found = look_for(deployment, code, logs)
    if not found.is_known:
        raise OperationError(f"Nothing is known of incident {code}. Looked in: {'; '.join(found.looked_in)}.")
    show(deployment, found, whole=whole)


def look_for(deployment: Deployment, code: str, logs: Sequence[Path]) -> Incident:
    found = Incident(code)

    def is_of_it(said: Mapping[str, Any]) -> bool:
        return str(said.get("trace_id", "")).startswith(code) or said.get("incident") == code[:DIGITS]

    found.lines, where = log_lines(deployment, logs, [code[:DIGITS]], is_of_it)
    found.looked_in.append(where)
    try:
        found.traces = [trace for trace in traces_with(deployment, code) if trace.trace_id.startswith(code)]
        found.looked_in.append(f"the trace page at {deployment.traces_url}")
    except NoTracesError as error:
        found.looked_in.append(f"no traces: {error}")
    try:
        found.given_up = what_was_given_up(deployment, code[:DIGITS])
        found.looked_in.append("the bot's database")
    except UnreadableError as error:
        found.looked_in.append(f"not in the bot's database: {error}")
    return found


def log_lines(
    deployment: Deployment,
    logs: Sequence[Path],
    words: Sequence[str],
    wanted: Callable[[Mapping[str, Any]], bool],
) -> tuple[list[LogLine], str]:
    """Return the lines in time order, and where was looked for them, in words."""
    if Path("-") in logs:
        found = dict(read(sys.stdin, tuple(words), wanted))
        return sorted(found.values(), key=lambda line: line.time), "the log lines of stdin"
    files = [file for path in logs for file in (sorted(path.glob("*.log*")) if path.is_dir() else [path])]
    files = files if logs else deployment.log_files()
    if not files:
        return [], "no log files (LOG_FILE names none; --logs would: of a log store, search for the code)"
    folders = ", ".join(dict.fromkeys(str(file.parent) for file in files))
    return lines_in(files, words, wanted), f"{len(files)} log files in {folders}"


def what_was_given_up(deployment: Deployment, code: str) -> list[str]:
    """Return a sentence for each update, call and event that was given up over it, and what to do about it."""
    updates, deliveries, events = rows(
        deployment, "bot", (UPDATES, [code]), (DELIVERIES, [code]), (EVENTS, [code])
    )
    return [
        *(
            f"update {row['update_id']} ({row['type']}) was given up: {row['error']}"
            f" → mend the cause, then: make replay UPDATE={row['update_id']}"
            for row in updates
        ),
        *(
            f"delivery {row['id']} ({row['method']}) is {row['state']}: {row['error']} → docs/runbooks/dead-letters.md"
            for row in deliveries
        ),
        *(
            f"event {row['event']} was told to nobody: {row['error']} → docs/runbooks/dead-letters.md"
            for row in events
        ),
    ]


def at(exception: Mapping[str, Any]) -> str:
    """Return the place that a span's exception came from."""
    frames = [match.groupdict() for match in FRAME.finditer(str(exception.get("exception.stacktrace", "")))]
    return f"  at {place(frames[-1])}" if frames else ""


def show(deployment: Deployment, found: Incident, *, whole: bool) -> None:
    display.heading(f"Incident {found.code[:DIGITS]}", f"in {deployment.title}")
    if errors := found.errors():
        display.heading("What broke")
        for error in errors:
            display.item(error)
    if found.given_up:
        display.heading("What was given up")
        for sentence in found.given_up:
            display.item(sentence)
    for trace in found.traces:
        display.trace(trace, deployment.traces_url or "", whole=whole)
    if found.lines:
        display.heading(f"Log lines ({len(found.lines)})", f"{found.lines[0].time[:10]}, UTC")
        for line in found.lines:
            display.log_line(line)
    display.heading("Looked in")
    for where in found.looked_in:
        display.item(where)
    if dsn := deployment.settings.get("SENTRY_DSN"):
        display.item(
            f"the crash report is at {urlsplit(dsn).hostname}: search for incident:{found.code[:DIGITS]}"
        )
