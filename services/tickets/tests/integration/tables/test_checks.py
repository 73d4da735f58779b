"""The database itself refuses what the code should never ask for."""

from collections.abc import AsyncIterator, Awaitable, Callable

import asyncpg
import pytest

from fixline_testing.connections import connected

ALERT = """
INSERT INTO history (request_id, type, actor, change) VALUES
    (1, 'SLA_ALERT', 'system', '{"clock": "RESOLUTION", "threshold": 75}');
"""
SEED = """
INSERT INTO users (telegram_id, display_name) VALUES (5, 'Ann');
INSERT INTO requests (user_id, title) VALUES (1, 'Lamp');
INSERT INTO comments (request_id, user_id, comment) VALUES (1, 1, 'Hello');
INSERT INTO history (request_id, type, actor) VALUES (1, 'TICKET_CREATED', 'users/1');
INSERT INTO user_history (user_id, type, actor) VALUES (1, 'ROLE_CHANGED', 'users/1');
INSERT INTO sla_history (subject, type, actor) VALUES ('slaPolicies/low', 'POLICY_UPDATED', 'users/1');
INSERT INTO invites (code_sha256, salt, role, created_by, expires_at) VALUES
    (sha256('a'), substr(sha256('b'), 1, 16), 'agent', 1, now() + interval '30 minutes');
INSERT INTO requests (user_id, title) VALUES (1, 'Power'), (1, 'Fuse');
INSERT INTO ticket_links (source_id, target_id, kind) VALUES (1, 2, 'PARENT'),
    (1, 2, 'RELATED'), (1, 2, 'DUPLICATE_OF');
INSERT INTO locations (code, display_name, kind) VALUES ('HQ', 'Head', 'SITE');
INSERT INTO locations (code, display_name, kind, parent_id, parent_path, parent_kind)
    VALUES ('F1', 'First', 'FLOOR', 1, 'HQ/', 'SITE');
INSERT INTO location_history (location_id, type, actor) VALUES (1, 'LOCATION_CREATED', 'users/1');
"""
CHECKED = [
    "UPDATE requests SET anonymized_at = now()",
    "UPDATE retention_policy SET days = 29",
    "UPDATE retention_policy SET days = 3651",
    "INSERT INTO retention_policy (single) VALUES (false)",
    "INSERT INTO retention_history (type, actor) VALUES ('GONE', 'users/1')",
    "INSERT INTO retention_history (type, actor) VALUES ('RETENTION_CHANGED', 'nobody')",
    "UPDATE requests SET sla_revision = -1",
    "UPDATE requests SET tags = array_fill('leak'::text, ARRAY[11])",
    "UPDATE requests SET sla_facts = '[]'",
    "UPDATE sla_calendars SET code = '-x'",
    "UPDATE sla_calendars SET code = 'X'",
    "UPDATE sla_calendars SET code = ''",
    "UPDATE sla_calendars SET title = ''",
    "UPDATE sla_calendars SET title = repeat('x', 101)",
    "UPDATE sla_calendars SET zone = ''",
    "UPDATE sla_calendars SET version = 0",
    "UPDATE sla_intervals SET weekday = 7 WHERE weekday = 6",
    "UPDATE sla_intervals SET opens = -1",
    "UPDATE sla_intervals SET opens = 1440",
    "UPDATE sla_intervals SET closes = 1441",
    "UPDATE sla_policies SET priority = 'SOON' WHERE priority = 'LOW'",
    "UPDATE sla_policies SET first_response_minutes = 0",
    "UPDATE sla_policies SET resolution_minutes = 527041",
    "UPDATE sla_policies SET first_response_minutes = resolution_minutes + 1",
    "UPDATE sla_policies SET version = 0",
    "UPDATE sla_revision SET revision = 0",
    "INSERT INTO sla_revision (single) VALUES (false)",
    "INSERT INTO sla_history (subject, type, actor) VALUES ('x', 'GONE', 'users/1')",
    "INSERT INTO sla_history (subject, type, actor) VALUES ('x', 'POLICY_UPDATED', 'nobody')",
    "INSERT INTO sla_history VALUES (DEFAULT, 'x', 'POLICY_UPDATED', 'users/1', repeat('x', 1001))",
    "UPDATE users SET role = 'root'",
    "UPDATE users SET telegram_id = 0",
    "UPDATE users SET telegram_id = 1::bigint << 52",
    "UPDATE users SET display_name = ''",
    "UPDATE users SET username = repeat('x', 33)",
    "UPDATE users SET language = 'e'",
    "UPDATE users SET time_zone = ''",
    "UPDATE users SET time_zone = repeat('x', 65)",
    "UPDATE requests SET resolution = repeat('x', 4001)",
    "UPDATE requests SET reopen_count = -1",
    "UPDATE requests SET follower_count = -1",
    "INSERT INTO history (request_id, type, actor, on_behalf_of) VALUES (1, 'TICKET_CREATED', 'users/1', 'x')",
    "UPDATE comments SET visibility = 'SECRET'",
    "UPDATE comments SET version = 2",
    "UPDATE comments SET user_id = NULL",
    "UPDATE comments SET service = 'monitor'",
    "UPDATE comments SET user_id = NULL, service = ''",
    "UPDATE comments SET user_id = NULL, service = 'a/b'",
    "UPDATE comments SET version = 0",
    "UPDATE comments SET edited_at = now()",
    "INSERT INTO comment_versions (comment_id, version, comment) VALUES (1, 0, 'x')",
    "INSERT INTO comment_versions (comment_id, version, comment) VALUES (1, 1, '')",
    "UPDATE invites SET code_sha256 = 'x'",
    "UPDATE invites SET salt = 'x'",
    "UPDATE invites SET role = 'user'",
    "UPDATE invites SET role = 'root'",
    "UPDATE invites SET note = repeat('x', 201)",
    "UPDATE invites SET expires_at = created_at + interval '59 seconds'",
    "UPDATE invites SET expires_at = created_at + interval '169 hours'",
    "UPDATE invites SET used_by = 1",
    "UPDATE invites SET used_at = now()",
    "UPDATE invites SET used_by = 1, used_at = expires_at",
    "UPDATE invites SET revoked_by = 1",
    "UPDATE invites SET revoked_at = now()",
    "UPDATE invites SET used_by = 1, used_at = now(), revoked_by = 1, revoked_at = now()",
    "INSERT INTO user_history (user_id, type, actor) VALUES (1, 'GONE', 'users/1')",
    "INSERT INTO user_history (user_id, type, actor) VALUES (1, 'ROLE_CHANGED', 'nobody')",
    "INSERT INTO user_history VALUES (DEFAULT, 1, 'ROLE_CHANGED', 'users/1', repeat('x', 1001))",
    "INSERT INTO history (request_id, type, actor) VALUES (1, 'NOTE_ADDED', 'users/1')",
    "INSERT INTO history (request_id, type, actor, comment_id) VALUES (1, 'TICKET_UPDATED', 'users/1', 1)",
    "INSERT INTO ticket_links (source_id, target_id, kind) VALUES (1, 2, 'LIKE')",
    "INSERT INTO ticket_links (source_id, target_id, kind) VALUES (1, 1, 'BLOCKS')",
    "INSERT INTO ticket_links (source_id, target_id, kind) VALUES (2, 1, 'RELATED')",
    "UPDATE requests SET status = 'DUPLICATE'",
    "UPDATE requests SET duplicate_of = 2 WHERE id = 1",
    "UPDATE requests SET duplicate_of = id, status = 'DUPLICATE'",
    "UPDATE requests SET status = 'WAITING_REPORTER'",
    "UPDATE requests SET waiting_since = now()",
    "UPDATE requests SET reminders_sent = 1, reminded_at = now()",
    "UPDATE requests SET reminded_at = now(), waiting_since = now(), status = 'WAITING_REPORTER'",
    "UPDATE requests SET reminders_sent = 1, waiting_since = now(), status = 'WAITING_REPORTER'",
    "UPDATE requests SET reminders_sent = -1, waiting_since = now(), status = 'WAITING_REPORTER'",
    "UPDATE locations SET code = 'hq'",
    "UPDATE locations SET code = ''",
    "UPDATE locations SET code = repeat('X', 21)",
    "UPDATE locations SET code = 'H/Q'",
    "UPDATE locations SET display_name = ''",
    "UPDATE locations SET display_name = repeat('x', 101)",
    "UPDATE locations SET kind = 'CITY'",
    "UPDATE locations SET version = 0",
    "UPDATE locations SET parent_id = NULL WHERE code = 'F1'",
    "UPDATE locations SET kind = 'SITE' WHERE code = 'F1'",
    "UPDATE locations SET kind = 'FLOOR' WHERE code = 'HQ'",
    "UPDATE locations SET parent_id = 1, parent_path = 'HQ/', parent_kind = 'SITE' WHERE code = 'HQ'",
    "INSERT INTO location_history (location_id, type, actor) VALUES (1, 'GONE', 'users/1')",
    "INSERT INTO location_history (location_id, type, actor) VALUES (1, 'LOCATION_MOVED', 'nobody')",
    "INSERT INTO location_history VALUES (DEFAULT, 1, 'LOCATION_MOVED', 'users/1', repeat('x', 1001))",
    "UPDATE requests SET status = 'GONE'",
    "UPDATE requests SET status = 'open'",
    "UPDATE requests SET priority = 'SOON'",
    "UPDATE requests SET title = ''",
    "UPDATE requests SET title = repeat('x', 201)",
    "UPDATE requests SET description = repeat('x', 4001)",
    "UPDATE requests SET location = repeat('x', 201)",
    "UPDATE requests SET version = 0",
    "UPDATE requests SET status = 'RESOLVED'",
    "UPDATE requests SET completed_at = now()",
    "UPDATE requests SET rating_stars = 6, rating_comment = '', rated_at = now()",
    "UPDATE requests SET rating_stars = 5",
    "UPDATE requests SET rating_stars = 5, rating_comment = repeat('x', 1001), rated_at = now()",
    "UPDATE requests SET attachments = array_fill('files/x'::text, ARRAY[11])",
    "UPDATE comments SET comment = ''",
    "UPDATE comments SET comment = repeat('x', 4001)",
    "INSERT INTO history (request_id, type, actor) VALUES (1, 'GONE', 'users/1')",
    "INSERT INTO history (request_id, type, actor) VALUES (1, 'TICKET_CREATED', 'nobody')",
    "INSERT INTO history (request_id, type, actor) VALUES (1, 'COMMENT_ADDED', 'users/1')",
    "INSERT INTO history (request_id, type, actor, comment_id) VALUES (1, 'TICKET_RATED', 'users/1', 1)",
]
SAME_CODE = (
    "INSERT INTO invites (code_sha256, salt, role, created_by, expires_at)"
    " SELECT code_sha256, salt, role, created_by, expires_at FROM invites"
)
OTHERWISE = [
    ("INSERT INTO sla_revision DEFAULT VALUES", asyncpg.UniqueViolationError),
    (
        "INSERT INTO sla_calendars (code, title, zone) VALUES ('24x7', 'x', 'UTC')",
        asyncpg.UniqueViolationError,
    ),
    ("INSERT INTO sla_intervals SELECT id, 0, 60, 120 FROM sla_calendars", asyncpg.ExclusionViolationError),
    ("INSERT INTO sla_intervals VALUES (99, 0, 60, 120)", asyncpg.ForeignKeyViolationError),
    ("INSERT INTO sla_holidays VALUES (99, '2026-12-25')", asyncpg.ForeignKeyViolationError),
    ("DELETE FROM sla_calendars", asyncpg.ForeignKeyViolationError),
    ("UPDATE sla_policies SET calendar_id = 99", asyncpg.ForeignKeyViolationError),
    ("UPDATE sla_history SET reason = 'other'", asyncpg.RestrictViolationError),
    ("DELETE FROM sla_history", asyncpg.RestrictViolationError),
    (ALERT, asyncpg.UniqueViolationError),
    (SAME_CODE, asyncpg.UniqueViolationError),
    ("UPDATE invites SET created_by = 99", asyncpg.ForeignKeyViolationError),
    ("UPDATE invites SET used_by = 99, used_at = now()", asyncpg.ForeignKeyViolationError),
    ("UPDATE invites SET revoked_by = 99, revoked_at = now()", asyncpg.ForeignKeyViolationError),
    ("INSERT INTO users (telegram_id, display_name) VALUES (5, 'Bob')", asyncpg.UniqueViolationError),
    ("INSERT INTO requests (user_id, title) VALUES (99, 'x')", asyncpg.ForeignKeyViolationError),
    ("INSERT INTO followers (request_id, user_id) VALUES (1, 99)", asyncpg.ForeignKeyViolationError),
    ("INSERT INTO followers (request_id, user_id) VALUES (99, 1)", asyncpg.ForeignKeyViolationError),
    ("INSERT INTO followers (request_id, user_id) VALUES (1, 1), (1, 1)", asyncpg.UniqueViolationError),
    ("UPDATE requests SET assigned_to = 99", asyncpg.ForeignKeyViolationError),
    (
        "INSERT INTO ticket_links (source_id, target_id, kind) VALUES (1, 2, 'RELATED')",
        asyncpg.UniqueViolationError,
    ),
    (
        "INSERT INTO ticket_links (source_id, target_id, kind) VALUES (3, 2, 'PARENT')",
        asyncpg.UniqueViolationError,
    ),
    (
        "INSERT INTO ticket_links (source_id, target_id, kind) VALUES (1, 99, 'BLOCKS')",
        asyncpg.ForeignKeyViolationError,
    ),
    (
        "INSERT INTO ticket_links (source_id, target_id, kind) VALUES (1, 3, 'DUPLICATE_OF')",
        asyncpg.UniqueViolationError,
    ),
    (
        "UPDATE requests SET status = 'DUPLICATE', duplicate_of = 99",
        asyncpg.ForeignKeyViolationError,
    ),
    ("DELETE FROM users", asyncpg.ForeignKeyViolationError),
    ("DELETE FROM requests", asyncpg.ForeignKeyViolationError),
    ("UPDATE requests SET user_id = NULL", asyncpg.NotNullViolationError),
    ("INSERT INTO comment_versions VALUES (9, 1, 'x')", asyncpg.ForeignKeyViolationError),
    (
        "INSERT INTO locations (code, display_name, kind) VALUES ('HQ', 'x', 'ROOM')",
        asyncpg.UniqueViolationError,
    ),
    ("UPDATE locations SET parent_path = 'XX/' WHERE code = 'F1'", asyncpg.ForeignKeyViolationError),
    ("UPDATE locations SET parent_kind = 'BUILDING' WHERE code = 'F1'", asyncpg.ForeignKeyViolationError),
    ("UPDATE locations SET path = 'XX/'", asyncpg.GeneratedAlwaysError),
    ("DELETE FROM locations", asyncpg.ForeignKeyViolationError),
    ("UPDATE requests SET location_id = 99", asyncpg.ForeignKeyViolationError),
    ("UPDATE location_history SET reason = 'other'", asyncpg.RestrictViolationError),
    ("DELETE FROM location_history", asyncpg.RestrictViolationError),
    ("UPDATE user_history SET reason = 'other'", asyncpg.RestrictViolationError),
    ("DELETE FROM user_history", asyncpg.RestrictViolationError),
    ("UPDATE history SET reason = 'other'", asyncpg.RestrictViolationError),
    ("DELETE FROM history", asyncpg.RestrictViolationError),
    ("INSERT INTO users (id, telegram_id, display_name) VALUES (9, 9, 'x')", asyncpg.GeneratedAlwaysError),
]


@pytest.fixture
async def connection(migrated_database: Callable[[str], Awaitable[str]]) -> AsyncIterator[asyncpg.Connection]:
    async with connected(await migrated_database("tickets_service")) as connection:
        await connection.execute(SEED + ALERT)
        yield connection


async def test_checks(connection: asyncpg.Connection) -> None:
    for statement in CHECKED:
        with pytest.raises(asyncpg.CheckViolationError):
            await connection.execute(statement)


async def test_keys_and_triggers(connection: asyncpg.Connection) -> None:
    for statement, error in OTHERWISE:
        with pytest.raises(error):
            await connection.execute(statement)


async def test_what_is_allowed(connection: asyncpg.Connection) -> None:
    await connection.execute("UPDATE requests SET status = 'RESOLVED', completed_at = now(), assigned_to = 1")
    await connection.execute("UPDATE requests SET rating_stars = 1, rating_comment = '', rated_at = now()")
    for role in ("user", "dispatcher", "admin", "auditor"):
        await connection.execute("UPDATE users SET role = $1", role)
    await connection.execute("UPDATE comments SET visibility = 'INTERNAL', version = 2, edited_at = now()")
    await connection.execute("UPDATE comments SET user_id = NULL, service = 'monitor'")
    await connection.execute("UPDATE requests SET location_id = 2")
    await connection.execute("UPDATE locations SET code = 'HQ-9' WHERE code = 'HQ'")
    assert await connection.fetchval("SELECT path FROM locations WHERE id = 2") == "HQ-9/F1/"
    await connection.execute("UPDATE users SET role = 'agent', username = repeat('x', 32)")
