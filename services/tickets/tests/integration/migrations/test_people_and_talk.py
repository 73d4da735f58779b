"""People, comments, notes, followers and invites, up and down on data."""

import asyncio

import asyncpg
import pytest

from fixline_chassis.migrations import Migrations

from .before import BEFORE
from .sql import rows, script

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


OF_NOBODY = """
INSERT INTO invites (code_sha256, salt, role, created_by, expires_at) VALUES
    (sha256('a'), decode(repeat('00', 16), 'hex'), 'admin', NULL, now() + interval '30 minutes'),
    (sha256('b'), decode(repeat('00', 16), 'hex'), 'agent', 1, now() + interval '30 minutes');
"""


async def test_invites_of_nobody_end_with_the_release_that_knows_them(url: str) -> None:
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade, "0003")
    await script(url, BEFORE)
    await asyncio.to_thread(migrations.upgrade)
    await script(url, OF_NOBODY)
    await asyncio.to_thread(migrations.downgrade, "0025")
    assert [row["role"] for row in await rows(url, "SELECT role FROM invites")] == ["agent"]
    await asyncio.to_thread(migrations.upgrade)
