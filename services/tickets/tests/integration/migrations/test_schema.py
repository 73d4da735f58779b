"""What the migrations lead to: the original system's schema, and rules that every table keeps."""

from collections.abc import Awaitable, Callable

from .sql import columns, rows

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


async def test_the_original_schema_is_kept(migrated_database: Callable[[str], Awaitable[str]]) -> None:
    url = await migrated_database("tickets_service")
    found = await columns(url)
    for table, expected in ORIGINAL.items():
        defaults = {name: found[table][name]["column_default"] for name in expected}
        assert defaults == expected
    for described in found.values():
        for name, column in described.items():
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


async def test_every_check_holds_for_every_row(migrated_database: Callable[[str], Awaitable[str]]) -> None:
    url = await migrated_database("tickets_service")
    left = await rows(url, "SELECT conname FROM pg_constraint WHERE NOT convalidated")
    assert left == []
