"""The database of the old single bot: `users`, `requests`, `comments`, and `files` where it has that table.

One snapshot for all readings. Whatever the columns' types are, they are read as text: what is wrong with a value is the
fault of its line, not the end of the run.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import MAXYEAR, UTC, datetime, tzinfo
from itertools import groupby
from typing import Any, Final
from zoneinfo import ZoneInfo

import asyncpg

from tickets_service.adapters.outbound.moving.values import read_id, read_moment, read_yes
from tickets_service.application.ports.origins.import_source import ImportSourceError
from tickets_service.domain.errors import Violation
from tickets_service.domain.origins.old_records import (
    OldAttachment,
    OldComment,
    OldLocation,
    OldPerson,
    OldRecord,
    OldTicket,
)
from tickets_service.domain.origins.origin import OriginKind

BATCH: Final = 1_000
"""Tickets in memory at once, with their comments."""
TABLES: Final = {
    "users": {"id", "telegram_id", "username", "role", "is_active", "created_at"},
    "requests": {
        "id",
        "user_id",
        "title",
        "description",
        "location",
        "status",
        "priority",
        "assigned_to",
        "created_at",
        "updated_at",
        "completed_at",
    },
    "comments": {"id", "request_id", "user_id", "comment", "created_at"},
}
FILES_TABLE: Final = "files"
FILES_COLUMNS: Final = {"id", "request_id", "file_type", "file_id", "file_name", "uploaded_by", "uploaded_at"}
PEOPLE: Final = """
    SELECT id, telegram_id::text AS telegram_id, username::text AS username, role::text AS role,
        is_active::text AS is_active, created_at::text AS created_at
    FROM users WHERE id > $1::bigint ORDER BY id LIMIT $2
"""
TICKETS: Final = """
    SELECT id, user_id, title::text AS title, description::text AS description, location::text AS location,
        status::text AS status, priority::text AS priority, assigned_to,
        created_at::text AS created_at, updated_at::text AS updated_at, completed_at::text AS completed_at
    FROM requests AS r WHERE id > $1::bigint {lately} ORDER BY id LIMIT $2
"""
LATELY: Final = """
    AND (greatest(created_at, updated_at, completed_at) >= $3::timestamptz
        OR EXISTS (SELECT FROM comments AS c WHERE c.request_id = r.id AND c.created_at >= $3::timestamptz){or_files})
"""
LATELY_FILES: Final = """
        OR EXISTS (SELECT FROM files AS f WHERE f.request_id = r.id AND f.uploaded_at >= $3::timestamptz)
"""
FILES: Final = """
    SELECT id, request_id, file_type::text AS file_type, file_id, file_name, uploaded_by,
        uploaded_at::text AS uploaded_at
    FROM files WHERE request_id = ANY($1::bigint[]) ORDER BY request_id, files.uploaded_at, id
"""
COMMENTS: Final = """
    SELECT id, request_id, user_id, comment::text AS comment, created_at::text AS created_at
    FROM comments WHERE request_id = ANY($1::bigint[]) ORDER BY request_id, comments.created_at, id
"""
STRAYS: Final = """
    SELECT id, request_id FROM {table} AS stray WHERE id > $1::bigint {lately}
        AND NOT EXISTS (SELECT FROM requests AS r WHERE r.id = stray.request_id)
    ORDER BY id LIMIT $2
"""
FIRST: Final = -(1 << 63)


class SingleBot:
    """Implements `ImportSource`. Made by `open_single_bot`."""

    blank = 0

    def __init__(self, connection: Any, *, has_files: bool, zone: tzinfo) -> None:
        self._connection = connection
        self._zone = zone
        self._has_files = has_files

    async def people(self) -> AsyncIterator[Sequence[OldPerson]]:
        async for rows in self._pages(PEOPLE):
            yield [person_from(row, self._zone) for row in rows]

    async def locations(self) -> AsyncIterator[Sequence[OldLocation]]:
        """Yield none: places are words in its requests."""
        nothing: Sequence[Sequence[OldLocation]] = ()
        for none in nothing:
            yield none

    async def tickets(self, *, since: datetime | None) -> AsyncIterator[Sequence[OldTicket]]:
        lately = () if since is None else (since,)
        late = LATELY.format(or_files=LATELY_FILES if self._has_files else "") if lately else ""
        async for rows in self._pages(TICKETS.format(lately=late), *lately):
            said = await self._fetch(COMMENTS, [row["id"] for row in rows])
            comments = {
                ticket: [comment_from(row, self._zone) for row in found]
                for ticket, found in groupby(said, key=lambda row: row["request_id"])
            }
            sent = await self._fetch(FILES, [row["id"] for row in rows]) if self._has_files else ()
            files = {
                ticket: [file_from(row, self._zone) for row in found]
                for ticket, found in groupby(sent, key=lambda row: row["request_id"])
            }
            yield [
                ticket_from(row, self._zone, comments.get(row["id"], ()), files.get(row["id"], ()))
                for row in rows
            ]

    async def strays(
        self, *, since: datetime | None
    ) -> AsyncIterator[Sequence[tuple[OriginKind, OldRecord]]]:
        """Yield comments and files of requests that were removed: nothing keeps the old bot from leaving these."""
        kinds = {"comments": (OriginKind.COMMENT, "created_at")}
        if self._has_files:
            kinds[FILES_TABLE] = (OriginKind.FILE, "uploaded_at")
        lately = () if since is None else (since,)
        for table, (kind, when) in kinds.items():
            late = f"AND {when} >= $3::timestamptz" if lately else ""
            async for rows in self._pages(STRAYS.format(table=table, lately=late), *lately):
                yield [(kind, stray_from(row, table)) for row in rows]

    async def _pages(self, statement: str, *more: object) -> AsyncIterator[Sequence[Any]]:
        after = FIRST
        while rows := await self._fetch(statement, after, BATCH, *more):
            yield rows
            after = rows[-1]["id"]

    async def _fetch(self, statement: str, *values: object) -> Sequence[Any]:
        try:
            return list(await self._connection.fetch(statement, *values))
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
            raise ImportSourceError(f"the old database cannot be read any further: {error}") from error


@asynccontextmanager
async def open_single_bot(url: str, zone: str = "UTC") -> AsyncIterator[SingleBot]:
    """Connect and look whether it is one; raise `ImportSourceError` in words otherwise.

    `url`: `postgresql://user:password@host:port/database`. Nothing is ever written there. `zone`: of times without an
    offset, by its IANA name.
    """
    try:
        connection = await asyncpg.connect(
            # In that zone the server compares times without an offset, too.
            url.replace("+asyncpg", "", 1),
            timeout=10,
            server_settings={"timezone": zone},
        )
    except (asyncpg.PostgresError, OSError, ValueError, TimeoutError) as error:
        raise ImportSourceError(
            f"the old database cannot be reached: {error or type(error).__name__}"
        ) from error
    try:
        await connection.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield SingleBot(connection, has_files=await require_tables(connection), zone=ZoneInfo(zone))
    finally:
        await connection.close(timeout=5)


async def require_tables(connection: Any) -> bool:
    """Return whether it has files; the first bots had none."""
    found: dict[str, set[str]] = {}
    for table, column in await connection.fetch(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = ANY(current_schemas(false))"
    ):
        found.setdefault(table, set()).add(column)
    has_files = FILES_TABLE in found
    wanted = {**TABLES, FILES_TABLE: FILES_COLUMNS} if has_files else TABLES
    for table, columns in wanted.items():
        if table not in found:
            raise ImportSourceError(
                f"the old database has no table {table!r} that this role may read: is it the one of the single bot?"
            )
        if missing := sorted(columns - found[table]):
            raise ImportSourceError(f"the table {table!r} of the old database lacks {', '.join(missing)}")
    return has_files


def person_from(row: Any, zone: tzinfo) -> OldPerson:
    faults: list[Violation] = []
    return OldPerson(
        line=f"users, id {row['id']}",
        old_id=str(row["id"]),
        telegram_id=read_id(row["telegram_id"] or "", "telegram_id", faults),
        username=row["username"] or "",
        role=row["role"] or "",
        active=read_yes(row["is_active"] or "", "is_active", faults),
        created_at=moment_in(row, "created_at", zone, faults),
        faults=faults,
    )


def ticket_from(
    row: Any, zone: tzinfo, comments: Sequence[OldComment], files: Sequence[OldAttachment]
) -> OldTicket:
    faults: list[Violation] = []
    return OldTicket(
        line=f"requests, id {row['id']}",
        old_id=str(row["id"]),
        reporter=text_of(row["user_id"]),
        assignee=text_of(row["assigned_to"]),
        title=row["title"] or "",
        description=row["description"] or "",
        location=row["location"] or "",
        state=row["status"] or "",
        priority=row["priority"] or "",
        created_at=moment_in(row, "created_at", zone, faults),
        updated_at=moment_in(row, "updated_at", zone, faults),
        completed_at=moment_in(row, "completed_at", zone, faults),
        comments=comments,
        files=files,
        faults=faults,
    )


def comment_from(row: Any, zone: tzinfo) -> OldComment:
    faults: list[Violation] = []
    return OldComment(
        line=f"comments, id {row['id']}",
        old_id=str(row["id"]),
        author=text_of(row["user_id"]),
        text=row["comment"] or "",
        created_at=moment_in(row, "created_at", zone, faults),
        faults=faults,
    )


def file_from(row: Any, zone: tzinfo) -> OldAttachment:
    faults: list[Violation] = []
    return OldAttachment(
        line=f"files, id {row['id']}",
        old_id=str(row["id"]),
        author=text_of(row["uploaded_by"]),
        kind=row["file_type"] or "",
        telegram_file_id=row["file_id"] or "",
        file_name=row["file_name"] or "",
        created_at=moment_in(row, "uploaded_at", zone, faults),
        faults=faults,
    )


def stray_from(row: Any, table: str) -> OldRecord:
    number = row["request_id"]
    words = "must not be empty" if number is None else f"names {number}, which is not among the requests"
    return OldRecord(
        line=f"{table}, id {row['id']}", old_id=str(row["id"]), faults=[Violation("request_id", words)]
    )


def moment_in(row: Any, name: str, zone: tzinfo, faults: list[Violation]) -> datetime | None:
    """Return it in UTC, whatever zone the server wrote it in: how it is written counts when it is compared."""
    found = read_moment(row[name] or "", name, faults, zone=zone)
    return found if found is None or found.year == MAXYEAR else found.astimezone(UTC)


def text_of(number: int | None) -> str:
    return "" if number is None else str(number)
