"""`tickets import …`: moves in from an older system. Of all settings it takes the database alone."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from fixline_chassis.command_line import database_url
from fixline_chassis.database import create_database_engine
from fixline_chassis.outages import words_of as words_of_outage
from fixline_chassis.process import run_to_end
from fixline_chassis.revisions import Revisions, SchemaRevisionError, require_current_revision
from tickets_service.adapters.outbound.moving.mapping_file import MappingFile, read_mapping
from tickets_service.adapters.outbound.moving.report_file import ReportFile
from tickets_service.adapters.outbound.moving.single_bot import open_single_bot
from tickets_service.adapters.outbound.moving.tables import Tables
from tickets_service.adapters.outbound.moving.written_tables import TABLE_HELP
from tickets_service.adapters.outbound.sqlalchemy.connections.failures import STORE_FAILURES
from tickets_service.adapters.outbound.sqlalchemy.origins.import_store import (
    CONNECTIONS,
    SqlAlchemyImportStore,
)
from tickets_service.adapters.outbound.system.clock import SystemClock
from tickets_service.application.commands.origins.import_desk import (
    ImportDesk,
    ImportDeskHandler,
    ImportSummary,
)
from tickets_service.application.errors import StoreError
from tickets_service.application.ports.origins.import_report import ImportReportError, LineOutcome
from tickets_service.application.ports.origins.import_source import ImportSource, ImportSourceError
from tickets_service.application.ports.origins.import_store import ImportRunningError
from tickets_service.bootstrap.settings import TicketsSettings
from tickets_service.domain.origins.old_file import OldFileState
from tickets_service.domain.origins.origin import SOURCE, OriginKind

URL_VARIABLE: Final = "IMPORT_DATABASE_URL"
"""In the environment, because it has a password, and everybody on the machine sees the arguments of a command."""
PATIENCE: Final = 600_000
"""Milliseconds for a statement: an import has nobody waiting behind it."""
FILE_WORDS: Final[Mapping[OldFileState, str]] = {
    OldFileState.WAITING: "wait for the bot to fetch them",
    OldFileState.MOVED: "moved",
    OldFileState.TOO_LARGE: "too large, at Telegram for good",
    OldFileState.GONE: "gone",
}
TABLES: Final = ("people", "locations", "requests")
READ: Final = ("mapping", *TABLES)
"""Arguments that name a file which is read."""
FAILURES: Final = (
    ImportSourceError,
    ImportReportError,
    ImportRunningError,
    SchemaRevisionError,
    StoreError,
    OSError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrder:
    opened: AbstractAsyncContextManager[ImportSource]
    command: ImportDesk
    report: Path | None


def move_in(arguments: Sequence[str]) -> int:
    """Move in from an older system: its database, or tables of people, locations and requests."""
    try:
        order = read_order(arguments)
        with ReportFile(order.report) as report:
            summary = run_to_end(carry_out(database_url(TicketsSettings), order, report))
    except FAILURES as error:
        print(f"import: {words_of(error)}", file=sys.stderr)  # noqa: T201  # a command's own output
        return 1
    for line in described(summary, order, report):
        print(line)  # noqa: T201  # a command's own output
    return 1 if summary.bad else 0


def read_order(arguments: Sequence[str]) -> ImportOrder:
    """Raise `ImportSourceError`; exit where the arguments themselves are wrong."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--source", required=True, type=source_name, help="what to call it, always the same: oldbot"
    )
    common.add_argument("--mapping", type=Path, help="TOML file: what its words, people and columns are here")
    common.add_argument("--dry-run", action="store_true", help="read and report everything, write nothing")
    common.add_argument("--report", type=Path, help=f"what became of each line: {TABLE_HELP}")
    common.add_argument(
        "--leave-out-bad", action="store_true", help="import the good lines although others are bad"
    )
    common.add_argument(
        "--since", type=moment, help="only requests that changed then or later: 2026-11-28T18:00+03:00"
    )
    parser = argparse.ArgumentParser(prog="tickets_service import")
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    kinds.add_parser(
        "single-bot", parents=[common], help=f"the old single bot's PostgreSQL, at ${URL_VARIABLE}"
    )
    tables = kinds.add_parser("tables", parents=[common], help="CSV or XLSX files")
    for name in TABLES:
        tables.add_argument(f"--{name}", type=Path, help=f"a table of {name}")
    given = parser.parse_args(arguments)
    mapping = read_mapping(given.mapping) if given.mapping else MappingFile()
    require_another(given.report, [path for name, path in vars(given).items() if name in READ and path])
    return ImportOrder(
        opened=opened_single_bot(mapping) if given.kind == "single-bot" else opened_tables(given, mapping),
        report=given.report,
        command=ImportDesk(
            source=given.source,
            wording=mapping.wording,
            since=given.since,
            dry_run=given.dry_run,
            leave_out_bad=given.leave_out_bad,
        ),
    )


def require_another(report: Path | None, read: Sequence[Path]) -> None:
    """Raise `ImportSourceError` where the report would be written over what is read."""
    if report is not None and report.exists():
        for path in read:
            if path.exists() and path.samefile(report):
                raise ImportSourceError(
                    f"--report {report} would be written over {path}, which is read: name another"
                )


def opened_single_bot(mapping: MappingFile) -> AbstractAsyncContextManager[ImportSource]:
    url = os.environ.get(URL_VARIABLE, "")
    if not url:
        raise ImportSourceError(f"{URL_VARIABLE} must be set: postgresql://user:password@host:port/database")
    return open_single_bot(url, mapping.zone)


def opened_tables(
    given: argparse.Namespace, mapping: MappingFile
) -> AbstractAsyncContextManager[ImportSource]:
    if not (given.people or given.locations or given.requests):
        raise ImportSourceError("nothing to import: give --people, --locations or --requests")
    return nullcontext(
        Tables(
            mapping=mapping,
            people_path=given.people,
            locations_path=given.locations,
            requests_path=given.requests,
        )
    )


def source_name(raw: str) -> str:
    if not SOURCE.fullmatch(raw):
        raise argparse.ArgumentTypeError("must be 1 to 30 of a to z, digits and hyphens, such as oldbot")
    return raw


def moment(raw: str) -> datetime:
    try:
        found = datetime.fromisoformat(raw)
    except ValueError as error:
        raise argparse.ArgumentTypeError("must be a time like 2026-11-28T18:00+03:00") from error
    if found.tzinfo is None:
        raise argparse.ArgumentTypeError("must say its offset, as in 2026-11-28T18:00+03:00, or Z")
    return found


async def carry_out(url: str, order: ImportOrder, report: ReportFile) -> ImportSummary:
    engine = create_database_engine(
        url,
        application_name="tickets-import",
        pool_size=CONNECTIONS,
        statement_timeout_ms=PATIENCE,
        idle_in_transaction_timeout_ms=PATIENCE,
    )
    try:
        with STORE_FAILURES:
            await require_current_revision(engine, Revisions.of("tickets_service"))
        handler = ImportDeskHandler(store=SqlAlchemyImportStore(engine), clock=SystemClock())
        async with order.opened as source:
            return await handler(order.command, source, report)
    finally:
        await engine.dispose()


def words_of(error: BaseException) -> str:
    if isinstance(error, ImportRunningError):
        return "another import is running on this desk: wait for its end"
    if isinstance(error, StoreError):
        why = f" ({words_of_outage(error.__cause__)})" if error.__cause__ else ""
        return f"{error}{why}; what was written is kept: say it again"
    return str(error)


def described(summary: ImportSummary, order: ImportOrder, report: ReportFile) -> list[str]:
    head = ("", *(outcome.value.lower() for outcome in LineOutcome))
    rows = [
        (kind.value.lower(), *(str(summary.counts[kind, outcome]) for outcome in LineOutcome))
        for kind in OriginKind
    ]
    lines = ["".join(f"{cell:>10}" for cell in row) for row in (head, *rows)]
    if summary.blank:
        lines.append(f"{summary.blank} empty lines passed over")
    lines += [f"bad: {each.line}: {each.words}" for each in report.first_bad]
    if summary.bad > len(report.first_bad):
        lines.append(f"… and {summary.bad - len(report.first_bad)} more bad ones; --report lists all")
    if any(summary.files.values()):
        told = ", ".join(f"{count} {FILE_WORDS[state]}" for state, count in summary.files.items())
        lines.append(f"files: {told}")
    if summary.written:
        return [*lines, "imported"]
    if order.command.dry_run:
        return [*lines, "nothing was written: a dry run"]
    return [*lines, "nothing was written: mend the bad lines, or leave them out with --leave-out-bad"]
