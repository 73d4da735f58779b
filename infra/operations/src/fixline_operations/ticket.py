"""`fixline ticket 42`: what the three services, the logs and the traces know of one ticket."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click

from fixline_operations import display
from fixline_operations.choice import Choice, pass_choice
from fixline_operations.deployment import Deployment
from fixline_operations.errors import OperationError
from fixline_operations.incident import LOGS, log_lines
from fixline_operations.records import Row, UnreadableError, rows
from fixline_operations.ticket_queries import COMMENTS, DELIVERIES, FILES, HISTORY, LINKS, PEOPLE, TICKET
from fixline_operations.traces import NoTracesError, traces_of

NUMBER: Final = re.compile(r"(?:#|tickets/)?([1-9][0-9]{0,18})")
TRACE: Final = re.compile(r"00-([0-9a-f]{32})-")
MOST_LINES: Final = 40
MOST_TRACES: Final = 30


@click.command()
@click.argument("number")
@click.option("--all", "whole", is_flag=True, help="All log lines and traces, not only the newest.")
@LOGS
@pass_choice
def ticket(choice: Choice, number: str, whole: bool, logs: Sequence[Path]) -> None:
    """Show everything about ticket NUMBER: state, people, history, files, messages, traces, log lines."""
    match = NUMBER.fullmatch(number.strip())
    if match is None:
        raise click.UsageError(f"{number!r} is no ticket's number: give one such as 42.")
    deployment = choice.deployment
    wanted = int(match[1])
    try:
        found = rows(
            deployment, "tickets", *((sql, [wanted]) for sql in (TICKET, PEOPLE, COMMENTS, HISTORY, LINKS))
        )
    except UnreadableError as error:
        raise OperationError(f"Nothing can be said of ticket {wanted}: {error}.") from error
    about, people, comments, history, links = found
    if not about:
        raise OperationError(f"There is no ticket {wanted} in {deployment.title}.")
    names = {row["id"]: f"users/{row['id']} ({row['display_name'] or row['role']})" for row in people}
    show_ticket(wanted, deployment, about[0], names)
    show_rows("Comments", comments, names)
    show_rows("History", [with_code(row) for row in history], names)
    show_rows("Links", links, names)
    show_records("Files", deployment, "files", FILES, wanted)
    deliveries = show_records("Messages", deployment, "bot", DELIVERIES, wanted)
    ids = list(dict.fromkeys(trace_ids([*history, *deliveries])))
    show_traces(
        deployment, ids if whole else ids[-MOST_TRACES:], left_out=0 if whole else len(ids) - MOST_TRACES
    )
    show_lines(deployment, wanted, ids, logs, whole=whole)


def show_ticket(number: int, deployment: Deployment, about: Row, names: Mapping[int, str]) -> None:
    display.heading(f"Ticket #{number}", f"in {deployment.title}")
    for name, value in about.items():
        if value not in (None, "", 0):
            told = names.get(value, f"users/{value}") if name in {"reporter", "assignee"} else value
            display.item(f"{name:<23}{display.cell(told)}")


def show_rows(title: str, found: Sequence[Row], names: Mapping[int, str]) -> None:
    if not found:
        return
    display.heading(f"{title} ({len(found)})")
    columns = [name for name in found[0] if name != "traceparent"]
    display.table(
        columns,
        [
            [names.get(row[name], row[name]) if name == "author" else row[name] for name in columns]
            for row in found
        ],
    )


def show_records(title: str, deployment: Deployment, service: str, sql: str, number: int) -> list[Row]:
    try:
        (found,) = rows(deployment, service, (sql, [number]))
    except UnreadableError as error:
        display.heading(title)
        display.item(f"not known: {error}")
        return []
    show_rows(title, [with_code(row) for row in found], {})
    return found


def with_code(row: Row) -> Row:
    """Return the row with the code of its trace, by which `fixline incident` finds more."""
    match = TRACE.match(row.get("traceparent") or "")
    return row | ({"code": match[1][:8] if match else ""} if "traceparent" in row else {})


def trace_ids(found: Sequence[Row]) -> list[str]:
    matches = (TRACE.match(row.get("traceparent") or "") for row in found)
    return [match[1] for match in matches if match]


def show_traces(deployment: Deployment, ids: Sequence[str], *, left_out: int) -> None:
    display.heading(f"Traces ({len(ids)})", f"{left_out} older ones: --all" if left_out > 0 else "")
    try:
        found = traces_of(deployment, ids)
    except NoTracesError as error:
        display.item(f"{error}: {', '.join(trace_id[:8] for trace_id in ids)}")
        return
    for one in found:
        display.trace_line(one)
    if lost := len(ids) - len(found):
        display.item(f"and {lost} that the trace page does not have (any more)")


def show_lines(
    deployment: Deployment, number: int, ids: Sequence[str], logs: Sequence[Path], *, whole: bool
) -> None:
    name = f"tickets/{number}"
    traces = set(ids)

    def is_of_it(said: Mapping[str, Any]) -> bool:
        return (
            said.get("trace_id") in traces
            or number in (said.get("ticket"), said.get("ticket_id"))
            or any(value == name or str(value).startswith(f"{name}/") for value in said.values())
        )

    words = [name, f'"ticket":{number}', f'"ticket": {number}', f'"ticket_id":{number}', *ids]
    lines, where = log_lines(deployment, logs, words, is_of_it)
    shown = lines if whole else lines[-MOST_LINES:]
    older = f"{len(lines) - len(shown)} older ones: --all; " if len(shown) < len(lines) else ""
    display.heading(f"Log lines ({len(lines)})", f"{older}{where}")
    for line in shown:
        display.log_line(line)
