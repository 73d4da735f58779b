"""The schema in the migrations, in the code, and of the original system."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import pytest

from fixline_chassis.migrations import Migrations

ORIGINAL = {
    "users": {
        "id": None,
        "telegram_id": None,
        "username": "''::text",
        "role": "'user'::text",
        "is_active": "true",
        "created_at": "now()",
    },
    "requests": {
        "id": None,
        "user_id": None,
        "title": None,
        "description": "''::text",
        "location": "''::text",
        "status": "'OPEN'::text",
        "priority": "'MEDIUM'::text",
        "assigned_to": None,
        "created_at": "now()",
        "updated_at": "now()",
        "completed_at": None,
    },
    "comments": {"id": None, "request_id": None, "user_id": None, "comment": None, "created_at": "now()"},
}


@pytest.fixture
async def url(empty_database: Callable[[], Awaitable[str]]) -> str:
    return await empty_database()


async def rows(url: str, statement: str) -> list[Any]:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        return list(await connection.fetch(statement))
    finally:
        await connection.close()


async def columns(url: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in await rows(
        url,
        "SELECT table_name, column_name, column_default, data_type FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name <> 'alembic_version'",
    ):
        found.setdefault(row["table_name"], {})[row["column_name"]] = row
    return found


async def test_up_down_up(url: str) -> None:
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade)
    first = await columns(url)
    for _ in range(int(migrations.head())):
        await asyncio.to_thread(migrations.downgrade, "-1")
    assert await columns(url) == {}
    assert await rows(url, "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace") == []
    await asyncio.to_thread(migrations.upgrade)
    assert await columns(url) == first
    await asyncio.to_thread(migrations.check)
    assert (await asyncio.to_thread(migrations.current)).startswith(migrations.head())


async def test_each_step_on_data(url: str) -> None:
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade, "0001")
    await rows(url, "INSERT INTO users (telegram_id, display_name) VALUES (5, 'Ann')")
    await rows(url, "INSERT INTO requests (user_id, title) SELECT id, 'Lamp' FROM users")
    await asyncio.to_thread(migrations.upgrade, "0002")
    insert = (
        "INSERT INTO history (request_id, type, actor) SELECT id, 'TICKET_CREATED', 'users/1' FROM requests"
    )
    await rows(url, insert)
    await asyncio.to_thread(migrations.downgrade, "-1")
    assert [row["title"] for row in await rows(url, "SELECT title FROM requests")] == ["Lamp"]
    await asyncio.to_thread(migrations.upgrade)


BEFORE_SEARCH = "0018"
BEFORE = """
INSERT INTO users (telegram_id, display_name, role) VALUES (5, 'Ann', 'user'), (6, 'Gus', 'agent');
INSERT INTO requests (user_id, title) VALUES (1, 'Lamp');
INSERT INTO comments (request_id, user_id, comment) VALUES (1, 1, 'Hello');
INSERT INTO history (request_id, type, actor, comment_id) VALUES
    (1, 'TICKET_CREATED', 'users/1', NULL), (1, 'COMMENT_ADDED', 'users/1', 1);
"""
SINCE = """
INSERT INTO users (telegram_id, display_name, role, time_zone) VALUES
    (7, 'Dot', 'dispatcher', 'UTC'), (8, 'Bo', 'admin', 'UTC'), (9, 'Aud', 'auditor', 'Europe/Berlin');
INSERT INTO user_history (user_id, type, actor) VALUES (3, 'ROLE_CHANGED', 'users/4');
UPDATE requests SET resolution = 'New bulb', reopen_count = 2;
INSERT INTO comments (request_id, user_id, comment, visibility) VALUES (1, 2, 'Secret', 'INTERNAL');
INSERT INTO comment_versions (comment_id, version, comment) VALUES (1, 1, 'Hello'), (2, 1, 'Secrte');
UPDATE comments SET comment = 'Hello!', version = 2, edited_at = now() WHERE id = 1;
INSERT INTO history (request_id, type, actor, comment_id) VALUES
    (1, 'COMMENT_EDITED', 'users/1', 1), (1, 'NOTE_ADDED', 'users/2', 2), (1, 'NOTE_EDITED', 'users/2', 2),
    (1, 'TICKET_REOPENED', 'users/1', NULL), (1, 'TICKET_UPDATED', 'users/2', NULL);
"""


async def test_roles_and_notes_up_and_down_on_data(url: str) -> None:
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade, "0002")
    await script(url, BEFORE)
    await asyncio.to_thread(migrations.upgrade)
    assert [tuple(row) for row in await rows(url, "SELECT visibility, version, edited_at FROM comments")] == [
        ("PUBLIC", 1, None)
    ]
    await script(url, SINCE)
    await asyncio.to_thread(migrations.downgrade, "0002")
    # What was said among staff must not become public with the release that knows no notes.
    assert [row["comment"] for row in await rows(url, "SELECT comment FROM comments")] == ["Hello!"]
    assert [row["type"] for row in await rows(url, "SELECT type FROM history ORDER BY id")] == [
        "TICKET_CREATED",
        "COMMENT_ADDED",
    ]
    roles = [row["role"] for row in await rows(url, "SELECT role FROM users ORDER BY id")]
    assert roles == ["user", "agent", "agent", "agent", "user"]
    with pytest.raises(asyncpg.RestrictViolationError):
        await rows(url, "DELETE FROM history")
    await asyncio.to_thread(migrations.upgrade)
    await asyncio.to_thread(migrations.check)


FOLLOWED = """
INSERT INTO followers (request_id, user_id) VALUES (1, 2);
UPDATE requests SET follower_count = 1;
INSERT INTO history (request_id, type, actor, on_behalf_of) VALUES
    (1, 'TICKET_FOLLOWED', 'users/1', 'users/2'), (1, 'TICKET_UNFOLLOWED', 'users/2', '');
"""


async def test_followers_up_and_down_on_data(url: str) -> None:
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade, "0003")
    await script(url, BEFORE)
    await asyncio.to_thread(migrations.upgrade)
    assert [row["follower_count"] for row in await rows(url, "SELECT follower_count FROM requests")] == [0]
    await script(url, FOLLOWED)
    await asyncio.to_thread(migrations.downgrade, "0003")
    assert [row["type"] for row in await rows(url, "SELECT type FROM history ORDER BY id")] == [
        "TICKET_CREATED",
        "COMMENT_ADDED",
    ]
    with pytest.raises(asyncpg.RestrictViolationError):
        await rows(url, "DELETE FROM history")
    await asyncio.to_thread(migrations.upgrade)
    await asyncio.to_thread(migrations.check)


LINKED = """
INSERT INTO requests (user_id, title) VALUES (1, 'Power');
INSERT INTO ticket_links (source_id, target_id, kind) VALUES (2, 1, 'BLOCKS');
INSERT INTO history (request_id, type, actor) VALUES (1, 'LINK_ADDED', 'users/2'), (2, 'LINK_REMOVED', 'users/2');
"""


WAITED = """
UPDATE requests SET status = 'WAITING_REPORTER', updated_at = '2026-01-09Z';
INSERT INTO requests (user_id, title, status, updated_at) VALUES (1, 'Fan', 'WAITING_REPORTER', '2026-01-08Z');
INSERT INTO history (request_id, type, actor, created_at, change) VALUES
    (1, 'STATE_CHANGED', 'users/2', '2026-01-05Z', '{"before": "OPEN", "after": "WAITING_REPORTER"}'),
    (1, 'STATE_CHANGED', 'users/2', '2026-01-06Z', '{"before": "WAITING_REPORTER", "after": "IN_PROGRESS"}'),
    (1, 'STATE_CHANGED', 'users/2', '2026-01-07Z', '{"before": "IN_PROGRESS", "after": "WAITING_REPORTER"}'),
    (1, 'TICKET_UPDATED', 'users/2', '2026-01-09Z', '{}');
"""
MERGED = """
INSERT INTO requests (user_id, title, status, duplicate_of) VALUES (1, 'Lamp!', 'DUPLICATE', 1);
INSERT INTO ticket_links (source_id, target_id, kind) VALUES (3, 1, 'DUPLICATE_OF'), (1, 3, 'RELATED');
INSERT INTO history (request_id, type, actor) VALUES
    (3, 'TICKET_MERGED', 'users/2'), (1, 'REPORTER_REMINDED', 'system');
UPDATE requests SET reminders_sent = 1, reminded_at = now() WHERE id = 1;
"""


async def test_waiting_and_duplicates_up_and_down_on_data(url: str) -> None:
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade, "0014")
    await script(url, BEFORE + WAITED)
    await asyncio.to_thread(migrations.upgrade)
    since = await rows(url, "SELECT waiting_since::date::text FROM requests ORDER BY id")
    assert [row["waiting_since"] for row in since] == ["2026-01-07", "2026-01-08"]
    await script(url, MERGED)
    await asyncio.to_thread(migrations.downgrade, "0014")
    assert [row["status"] for row in await rows(url, "SELECT status FROM requests ORDER BY id")] == [
        "WAITING_REPORTER",
        "WAITING_REPORTER",
        "REJECTED",
    ]
    assert [row["kind"] for row in await rows(url, "SELECT kind FROM ticket_links")] == ["RELATED"]
    assert len(await rows(url, "SELECT id FROM history")) == 6
    await asyncio.to_thread(migrations.upgrade)
    await asyncio.to_thread(migrations.check)


async def test_links_up_and_down_on_data(url: str) -> None:
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade, "0010")
    await script(url, BEFORE)
    await asyncio.to_thread(migrations.upgrade, "0011")
    await script(url, LINKED)
    await asyncio.to_thread(migrations.downgrade, "0010")
    types = [row["type"] for row in await rows(url, "SELECT type FROM history ORDER BY id")]
    assert types == ["TICKET_CREATED", "COMMENT_ADDED"]
    with pytest.raises(asyncpg.RestrictViolationError):
        await rows(url, "DELETE FROM history")
    await asyncio.to_thread(migrations.upgrade)
    await asyncio.to_thread(migrations.check)


SAID_BY_SERVICES = """
INSERT INTO comments (request_id, service, comment) VALUES (1, 'monitor', 'Hot');
INSERT INTO comment_versions (comment_id, version, comment) VALUES (2, 1, 'Hto');
INSERT INTO history (request_id, type, actor, comment_id) VALUES (1, 'COMMENT_ADDED', 'services/monitor', 2);
"""


async def test_comments_of_services_up_and_down_on_data(url: str) -> None:
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade, "0012")
    await script(url, BEFORE)
    await asyncio.to_thread(migrations.upgrade)
    await script(url, SAID_BY_SERVICES)
    await asyncio.to_thread(migrations.downgrade, "0012")
    assert [row["comment"] for row in await rows(url, "SELECT comment FROM comments")] == ["Hello"]
    assert len(await rows(url, "SELECT id FROM history")) == 2
    with pytest.raises(asyncpg.NotNullViolationError):
        await rows(url, "UPDATE comments SET user_id = NULL")
    await asyncio.to_thread(migrations.upgrade)
    await asyncio.to_thread(migrations.check)


async def test_what_staff_said_before_is_marked(url: str) -> None:
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade, "0021")
    await script(
        url,
        """
        INSERT INTO users (telegram_id, display_name, role)
            VALUES (5, 'Ann', 'user'), (6, 'Gus', 'agent'), (7, 'Eva', 'user'), (8, 'Aud', 'auditor');
        INSERT INTO requests (user_id, title) VALUES (1, 'Lamp'), (2, 'Heater');
        INSERT INTO comments (request_id, user_id, comment, visibility) VALUES
            (1, 1, 'reporter', 'PUBLIC'), (1, 2, 'now staff', 'PUBLIC'), (1, 3, 'was staff', 'PUBLIC'),
            (1, 2, 'was no staff', 'PUBLIC'), (1, 2, 'note', 'INTERNAL'), (2, 2, 'own', 'PUBLIC'),
            (1, 4, 'was auditor', 'PUBLIC');
        INSERT INTO comments (request_id, service, comment) VALUES (1, 'monitor', 'service');
        INSERT INTO history (request_id, type, actor, comment_id, change) VALUES
            (1, 'COMMENT_ADDED', 'users/2', 2, '{}'),
            (1, 'COMMENT_ADDED', 'users/3', 3, '{"by_staff": true}'),
            (1, 'COMMENT_ADDED', 'users/2', 4, '{"by_staff": false}'),
            (1, 'NOTE_ADDED', 'users/2', 5, '{}');
        INSERT INTO comments (request_id, user_id, comment) SELECT 1, 2, 'many' FROM generate_series(1, 2500);
        """,
    )
    marked = "SELECT DISTINCT comment FROM comments WHERE by_staff ORDER BY comment"
    for _ in range(2):  # an attempt that was interrupted begins again
        await asyncio.to_thread(migrations.upgrade)
        assert [row["comment"] for row in await rows(url, marked)] == [
            "many",
            "note",
            "now staff",
            "was staff",
        ]
        assert len(await rows(url, "SELECT FROM comments WHERE by_staff")) == 2_503
        await asyncio.to_thread(migrations.downgrade, "0022")
    await asyncio.to_thread(migrations.downgrade, "0021")
    assert len(await rows(url, "SELECT FROM comments")) == 2_508
    await asyncio.to_thread(migrations.upgrade)
    await asyncio.to_thread(migrations.check)


async def test_search_finds_what_was_there_before(url: str) -> None:
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade, BEFORE_SEARCH)
    await script(
        url,
        """
        INSERT INTO users (telegram_id, display_name) VALUES (5, 'Ann');
        INSERT INTO requests (user_id, title) SELECT 1, 'Lamp ' || n FROM generate_series(1, 2500) AS n;
        INSERT INTO comments (request_id, user_id, comment, visibility)
            VALUES (7, 1, 'Smokes', 'PUBLIC'), (8, 1, 'Smokes', 'INTERNAL');
        """,
    )
    await asyncio.to_thread(migrations.upgrade)
    asked = "SELECT count(*) AS tickets FROM search_documents WHERE words @@"
    for word, count in (("'lamp'", 2_500), ("'1400'", 1), ("'smokes'", 1)):
        [found] = await rows(url, f"{asked} {word}")
        assert found["tickets"] == count, word
    known = [row["word"] for row in await rows(url, "SELECT word FROM search_words ORDER BY word")]
    assert known == ["lamp", "smokes"]
    await asyncio.to_thread(migrations.downgrade, BEFORE_SEARCH)
    await rows(url, "INSERT INTO requests (user_id, title) VALUES (1, 'Lamp')")
    await asyncio.to_thread(migrations.upgrade)
    assert len(await rows(url, "SELECT FROM search_documents")) == 2_501


async def test_the_size_of_what_is_searched_is_limited(url: str) -> None:
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade)
    await script(
        url,
        """
        INSERT INTO users (telegram_id, display_name) VALUES (5, 'Ann');
        INSERT INTO requests (user_id, title) VALUES (1, 'Lamp');
        INSERT INTO comments (request_id, user_id, comment) VALUES (1, 1, 'Smokes');
        """,
    )
    # Each letter of it grows to eighteen when it is made comparable.
    growing = (
        "INSERT INTO comments (request_id, user_id, comment) SELECT 1, 1, 'x' || n || repeat(U&'\\FDFA', 300)"
    )
    await script(url, f"{growing} FROM generate_series(1, 60) AS n")
    for n in range(30):
        await script(url, f"{growing} FROM generate_series({n}, {n}) AS n")
    await script(url, "UPDATE comments SET comment = 'Burns' WHERE id = 1")
    [document] = await rows(url, "SELECT words @@ 'burns & lamp' AS found, size FROM search_documents")
    assert document["found"]
    assert 100_000 < document["size"] <= 200_000


async def test_every_check_holds_for_every_row(migrated_database: Callable[[str], Awaitable[str]]) -> None:
    url = await migrated_database("tickets_service")
    left = await rows(url, "SELECT conname FROM pg_constraint WHERE NOT convalidated")
    assert left == []


async def test_invites_up_and_down_on_data(url: str) -> None:
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade, "0005")
    await rows(url, "INSERT INTO users (telegram_id, display_name, role) VALUES (5, 'Bo', 'admin')")
    await asyncio.to_thread(migrations.upgrade, "0006")
    insert = (
        "INSERT INTO invites (code_sha256, salt, role, created_by, expires_at)"
        " SELECT sha256('x'), substr(sha256('y'), 1, 16), 'agent', id, now() + interval '1 hour' FROM users"
    )
    await rows(url, insert)
    await asyncio.to_thread(migrations.downgrade, "0005")
    assert [row["role"] for row in await rows(url, "SELECT role FROM users")] == ["admin"]
    await asyncio.to_thread(migrations.upgrade)


TREE = """
INSERT INTO locations (code, display_name, kind) VALUES ('HQ', 'Head', 'SITE');
INSERT INTO location_history (location_id, type, actor) VALUES (1, 'LOCATION_CREATED', 'users/1');
INSERT INTO requests (user_id, title, location, location_id) VALUES (1, 'Door', '', 1), (1, 'Roof', 'Top', 1);
"""


async def test_places_up_and_down_on_data(url: str) -> None:
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade, "0016")
    await script(url, BEFORE)
    await asyncio.to_thread(migrations.upgrade, "0017")
    await script(url, TREE)
    await asyncio.to_thread(migrations.upgrade, "0018")
    await asyncio.to_thread(migrations.downgrade, "0016")
    # The release before knows free text only: what it lacks is written down there.
    assert [row["location"] for row in await rows(url, "SELECT location FROM requests ORDER BY id")] == [
        "",
        "Head (HQ)",
        "Top",
    ]
    await asyncio.to_thread(migrations.upgrade)
    await asyncio.to_thread(migrations.check)


async def script(url: str, statements: str) -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        await connection.execute(statements)
    finally:
        await connection.close()


async def test_the_original_schema_is_kept(migrated_database: Callable[[str], Awaitable[str]]) -> None:
    url = await migrated_database("tickets_service")
    found = await columns(url)
    for table, expected in ORIGINAL.items():
        defaults = {name: found[table][name]["column_default"] for name in expected}
        assert defaults == expected
    for table in found.values():
        for name, column in table.items():
            if name.endswith("_at"):
                assert column["data_type"] == "timestamp with time zone"
    indexes = {row["indexname"] for row in await rows(url, "SELECT indexname FROM pg_indexes")}
    assert {
        "ix_users_telegram_id",
        "ix_requests_user_id",
        "ix_requests_assigned_to",
        "ix_comments_request_id",
        "ix_comments_user_id",
    } <= indexes


async def test_every_foreign_key_leads_an_index(migrated_database: Callable[[str], Awaitable[str]]) -> None:
    url = await migrated_database("tickets_service")
    unindexed = await rows(
        url,
        "SELECT conrelid::regclass AS table, conname FROM pg_constraint c WHERE contype = 'f' AND NOT EXISTS"
        " (SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1])",
    )
    assert unindexed == []


async def test_two_migrators_at_once(url: str) -> None:
    both = [Migrations.of("tickets_service", url) for _ in range(2)]
    assert len(await asyncio.to_thread(lambda: {each.head() for each in both})) == 1
    running = [await start(url) for _ in range(2)]
    assert [await process.wait() for process in running] == [0, 0]
    await asyncio.to_thread(both[0].check)


async def start(url: str) -> asyncio.subprocess.Process:
    program = (
        "from fixline_chassis.migrations import Migrations;"
        f"Migrations.of('tickets_service', {url!r}).upgrade()"
    )
    return await asyncio.create_subprocess_exec(sys.executable, "-c", program)
