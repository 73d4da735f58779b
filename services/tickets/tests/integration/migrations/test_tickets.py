"""Links, waiting, duplicates and locations, up and down on data."""

import asyncio

import asyncpg
import pytest

from fixline_chassis.migrations import Migrations

from .before import BEFORE
from .sql import rows, script

LINKED = """
INSERT INTO requests (user_id, title) VALUES (1, 'Power');
INSERT INTO ticket_links (source_id, target_id, kind) VALUES (2, 1, 'BLOCKS');
INSERT INTO history (request_id, type, actor) VALUES (1, 'LINK_ADDED', 'users/2'), (2, 'LINK_REMOVED', 'users/2');
"""


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


IMPORTED = """
INSERT INTO users (display_name) VALUES ('Not here yet');
INSERT INTO requests (user_id, title, origin, held) SELECT max(id), 'Chair', 'oldbot:4711', true FROM users;
INSERT INTO origins (source, kind, old_id, new_id, digest) VALUES
    ('oldbot', 'TICKET', '4711', 2, decode(repeat('00', 16), 'hex'));
"""


async def test_origins_up_and_down_on_data(url: str) -> None:
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade, "0026")
    await script(url, BEFORE)
    await asyncio.to_thread(migrations.upgrade)
    await script(url, IMPORTED)
    found = "SELECT request_id FROM search_documents WHERE words @@ to_tsquery('simple', '{}')"
    assert [row["request_id"] for row in await rows(url, found.format("oldbot & 4711"))] == [2]
    await asyncio.to_thread(migrations.downgrade, "0026")
    # The release before knows nobody without one.
    [placeholder] = await rows(url, "SELECT telegram_id FROM users WHERE display_name = 'Not here yet'")
    assert 0 < placeholder["telegram_id"] < 1 << 52
    await rows(url, "INSERT INTO requests (user_id, title) VALUES (1, 'Door')")
    assert [row["request_id"] for row in await rows(url, found.format("door"))] == [3]
    await asyncio.to_thread(migrations.upgrade)
    await asyncio.to_thread(migrations.check)
