"""The statements of an import; each takes any number of rows."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from tickets_service.adapters.outbound.sqlalchemy.comments.mapper import comment_columns
from tickets_service.adapters.outbound.sqlalchemy.origins.old_files import old_file_columns
from tickets_service.adapters.outbound.sqlalchemy.people.mapper import user_columns
from tickets_service.adapters.outbound.sqlalchemy.tables.layout import recorded
from tickets_service.adapters.outbound.sqlalchemy.tickets.mapper import ticket_columns
from tickets_service.application.ports.origins.import_store import (
    Arrival,
    ArrivingTicket,
    ChangedPerson,
    TicketBatch,
)
from tickets_service.domain.origins.following import IMPORT
from tickets_service.domain.origins.old_file import OldFile, OldFileId
from tickets_service.domain.origins.origin import OriginKind
from tickets_service.domain.people.events import give_role, set_active
from tickets_service.domain.people.user import User, UserId
from tickets_service.domain.tickets.comment import Comment, CommentId
from tickets_service.domain.tickets.ticket import TicketId

ORIGIN_COLUMNS: Final = ("source", "kind", "old_id", "new_id", "digest")
CHANGING: Final = (
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
    "waiting_since",
    "location_id",
)
"""What an older system says of a ticket; the rest is ours."""
UNTOUCHED: Final = "NOT EXISTS (SELECT FROM history WHERE history.request_id = requests.id)"
CHANGE_TICKET: Final = (
    f"UPDATE requests SET {', '.join(f'{name} = ${place}' for place, name in enumerate(CHANGING, 2))},"  # noqa: S608
    f" version = version + 1 WHERE id = $1 AND {UNTOUCHED}"
)
CHANGE_COMMENT: Final = """
    UPDATE comments SET comment = $2, created_at = $3 WHERE id = $1 AND version = 1
        AND NOT EXISTS (SELECT FROM requests WHERE id = comments.request_id AND anonymized_at IS NOT NULL)
"""
INDEX_LATER: Final = "SELECT set_config('fixline.indexing', 'later', true)"
INDEX: Final = "SELECT search_index($1::bigint[])"
KEEP_DIGEST: Final = "UPDATE origins SET digest = $4 WHERE source = $1 AND kind = $2 AND old_id = $3"
INSERT_PEOPLE: Final = """
    INSERT INTO users (id, telegram_id, username, display_name, language, role, is_active, created_at, time_zone,
        language_told)
    OVERRIDING SYSTEM VALUE
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bool[],
        $8::timestamptz[], $9::text[], $10::bool[])
    ON CONFLICT (telegram_id) DO NOTHING
"""
CHANGE_PERSON: Final = """
    UPDATE users SET username = $2, display_name = $3, role = $4, is_active = $5
    WHERE id = $1 AND (username, display_name, role, is_active) = ($6, $7, $8, $9)
"""
RECORD_CHANGE: Final = """
    INSERT INTO user_history (user_id, type, actor, reason, change, traceparent, created_at)
    VALUES ($1, $2, $3, $4, $5::jsonb, '', $6)
"""
PEOPLE_COLUMNS: Final = (
    "telegram_id",
    "username",
    "display_name",
    "language",
    "role",
    "is_active",
    "created_at",
    "time_zone",
    "language_told",
)


async def fresh_ids(asyncpg: Any, table: str, count: int) -> list[int]:
    rows = await asyncpg.fetch(
        "SELECT nextval(pg_get_serial_sequence($1, 'id')) AS id FROM generate_series(1, $2)", table, count
    )
    return [row["id"] for row in rows]


async def insert_people(asyncpg: Any, people: Sequence[Arrival[User]]) -> Mapping[str, UserId]:
    new = [each for each in people if not each.what.id]
    ids = await fresh_ids(asyncpg, "users", len(new))
    rows = [user_columns(each.what) for each in new]
    await asyncpg.execute(INSERT_PEOPLE, ids, *([row[name] for row in rows] for name in PEOPLE_COLUMNS))
    known = await asyncpg.fetch(
        "SELECT telegram_id, id FROM users WHERE telegram_id = ANY($1)",
        [each.what.telegram_id for each in new if each.what.telegram_id is not None],
    )
    registered = {row["telegram_id"]: row["id"] for row in known}
    found = {each.old_id: each.what.id for each in people}
    for each, fresh in zip(new, ids, strict=True):
        found[each.old_id] = UserId(registered.get(each.what.telegram_id, fresh))
    return found


async def write_changed_people(
    asyncpg: Any, source: str, people: Sequence[ChangedPerson], now: datetime
) -> None:
    for each in people:
        done = await asyncpg.execute(
            CHANGE_PERSON, each.before.id, *followed_columns(each.after), *followed_columns(each.before)
        )
        if done == "UPDATE 0":
            continue
        await asyncpg.execute(KEEP_DIGEST, source, OriginKind.PERSON.value, each.old_id, each.digest)
        # Not what they are called: that is not in the history of people, whoever changes it.
        was, by = replace(each.before), f"imported anew from {source}"
        role = give_role(was, each.after.role, by=IMPORT, now=now, reason=by)
        for event in (role, set_active(was, active=each.after.active, by=IMPORT, now=now, reason=by)):
            if event is not None:
                columns = recorded(event, traceparent="")
                await asyncpg.execute(
                    RECORD_CHANGE,
                    event.user_id,
                    *(columns[name] for name in ("type", "actor", "reason")),
                    json.dumps(columns["change"]),
                    columns["created_at"],
                )


def followed_columns(user: User) -> tuple[str, str, str, bool]:
    return user.username, user.display_name, user.role.value, user.active


async def write_batch(asyncpg: Any, source: str, batch: TicketBatch) -> None:
    async with indexed_together(asyncpg, batch):
        await write_tickets(asyncpg, batch.tickets)
        comments = [*batch.comments, *(each for new in batch.tickets for each in new.comments)]
        await write_comments(asyncpg, comments)
        files = [*batch.files, *(each for new in batch.tickets for each in new.files)]
        await write_files(asyncpg, files)
        await write_changes(asyncpg, source, batch)
        tickets = [each.ticket for each in batch.tickets]
        await keep_origins(asyncpg, source, OriginKind.TICKET, [(each, each.what.id) for each in tickets])
        await keep_origins(asyncpg, source, OriginKind.COMMENT, [(each, each.what.id) for each in comments])
        await keep_origins(asyncpg, source, OriginKind.FILE, [(each, each.what.id) for each in files])


async def keep_origins(
    asyncpg: Any, source: str, kind: OriginKind, kept: Sequence[tuple[Arrival[Any], int]]
) -> None:
    """`kept`: with the ids that they have here."""
    await asyncpg.copy_records_to_table(
        "origins",
        columns=ORIGIN_COLUMNS,
        records=[(source, kind.value, each.old_id, new_id, each.digest) for each, new_id in kept],
    )


@asynccontextmanager
async def indexed_together(asyncpg: Any, batch: TicketBatch) -> AsyncIterator[None]:
    """Index what is new in this transaction at its end, and not tickets first and then their comments."""
    await asyncpg.execute(INDEX_LATER)
    yield
    written = [each.ticket.what.id for each in batch.tickets] + [
        each.what.ticket_id for each in batch.comments
    ]
    await asyncpg.execute(INDEX, sorted(set(written)))


async def write_tickets(asyncpg: Any, tickets: Sequence[ArrivingTicket]) -> None:
    if not tickets:
        return
    unnumbered = [each for each in tickets if each.number is None]
    for each, number in zip(unnumbered, await fresh_ids(asyncpg, "requests", len(unnumbered)), strict=True):
        each.number = TicketId(number)
    records = []
    for each in tickets:
        ticket = each.ticket.what
        ticket.id = each.number or ticket.id
        for comment in each.comments:
            comment.what.ticket_id = ticket.id
        for file in each.files:
            file.what.ticket_id = ticket.id
        records.append({"id": ticket.id, **ticket_columns(ticket)})
    await copy(asyncpg, "requests", records)


async def write_comments(asyncpg: Any, comments: Sequence[Arrival[Comment]]) -> None:
    if not comments:
        return
    records = []
    for each, number in zip(comments, await fresh_ids(asyncpg, "comments", len(comments)), strict=True):
        each.what.id = CommentId(number)
        records.append({"id": number, **comment_columns(each.what)})
    await copy(asyncpg, "comments", records)


async def write_files(asyncpg: Any, files: Sequence[Arrival[OldFile]]) -> None:
    if not files:
        return
    records = []
    for each, number in zip(files, await fresh_ids(asyncpg, "old_files", len(files)), strict=True):
        each.what.id = OldFileId(number)
        records.append({"id": number, **old_file_columns(each.what)})
    await copy(asyncpg, "old_files", records)


async def write_changes(asyncpg: Any, source: str, batch: TicketBatch) -> None:
    tickets = [(each.what.id, ticket_columns(each.what)) for each in batch.changed_tickets]
    await asyncpg.executemany(
        CHANGE_TICKET, [(number, *(columns[name] for name in CHANGING)) for number, columns in tickets]
    )
    comments = [each.what for each in batch.changed_comments]
    await asyncpg.executemany(CHANGE_COMMENT, [(each.id, each.text, each.created_at) for each in comments])
    for kind, changed in (
        (OriginKind.TICKET, batch.changed_tickets),
        (OriginKind.COMMENT, batch.changed_comments),
    ):
        await asyncpg.executemany(
            KEEP_DIGEST, [(source, kind.value, each.old_id, each.digest) for each in changed]
        )


async def copy(asyncpg: Any, table: str, records: Sequence[Mapping[str, Any]]) -> None:
    """Copy rows in. COPY alone may give a row of ours an id."""
    columns = [*records[0]]
    await asyncpg.copy_records_to_table(
        table, columns=columns, records=[tuple(each.values()) for each in records]
    )
