"""What commands show: headings, log lines, rows; with colours on a terminal, and without them in a file."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import click

from fixline_local.traces.spans import Trace
from fixline_operations.logs import LogLine
from fixline_operations.traces import drawn

LEVELS: Final = {"warning": "yellow", "error": "red", "critical": "red"}
SERVICES: Final = {"bot": "cyan", "tickets": "magenta", "files": "blue"}
FIELD_WIDTH: Final = 120


def heading(text: str, more: str = "") -> None:
    click.echo()
    click.echo(click.style(text, bold=True) + (click.style(f"  {more}", dim=True) if more else ""))


def item(text: str) -> None:
    click.echo(f"  {text}")


def log_line(line: LogLine) -> None:
    """Show a line: when (UTC), who, how bad, what, and the rest of what it says; its error below."""
    colour = LEVELS.get(line.level)
    said = "  ".join(f"{name}={_short(value)}" for name, value in line.rest().items())
    click.echo(
        f"  {line.time[11:23]}  {click.style(f'{line.service:<8}', fg=SERVICES.get(line.service))}"
        f"{click.style(f'{line.level:<9}', fg=colour)}{click.style(line.event, bold=True, fg=colour)}"
        f"  {click.style(said, dim=True)}".rstrip()
    )
    for error in line.errors()[:1]:
        click.echo(f"{' ' * 16}{click.style(error, fg='red')}")


def trace(one: Trace, page_url: str, *, whole: bool) -> None:
    """Show a trace as a tree; what failed is red."""
    seconds = (one.end_ns - one.start_ns) / 1e9
    heading(f"Spans ({len(one.spans)}, {seconds:.2f} s)", f"{page_url}/#/trace/{one.trace_id}")
    for each in drawn(one, whole=whole).splitlines():
        click.echo("  " + (click.style(each, fg="red") if "✗" in each else each))


def trace_line(one: Trace) -> None:
    """Show a trace in one line: when (UTC), its code, how long, what, through which services."""
    when = datetime.fromtimestamp(one.start_ns / 1e9, UTC).isoformat(sep=" ", timespec="seconds")[:19]
    mark = click.style("✗", fg="red") if one.failed else " "
    seconds = (one.end_ns - one.start_ns) / 1e9
    item(f"{when}  {one.trace_id[:8]}  {seconds:8.3f} s {mark} {one.title}  ({', '.join(one.services)})")


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Show rows under their columns' names."""
    cells = [list(columns), *([cell(value) for value in row] for row in rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(columns))]
    for number, row in enumerate(cells):
        text = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        click.echo("  " + (click.style(text, dim=True) if number == 0 else text))


def cell(value: Any) -> str:
    """Return a value in one short line; times are UTC."""
    text = "" if value is None else str(value)
    if hasattr(value, "isoformat"):
        text = value.isoformat(sep=" ", timespec="seconds").removesuffix("+00:00")
    return _short(" ".join(text.split()), 70)


def _short(value: Any, width: int = FIELD_WIDTH) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= width else text[: width - 1] + "…"
