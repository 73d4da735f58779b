"""The schema goes up, down and up, is what the code says, and refuses what no record may hold."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_chassis.database import create_database_engine
from fixline_chassis.migrations import Migrations
from fixline_chassis.revisions import Revisions, require_current_revision

EmptyDatabase = Callable[[], Awaitable[str]]
Migrated = Callable[[str], Awaitable[str]]


async def tables_of(url: str) -> set[str]:
    engine = create_database_engine(url, application_name="test")
    async with engine.connect() as connection:
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    await engine.dispose()
    return set(names)


async def test_up_down_up_and_the_code_agrees(empty_database: EmptyDatabase) -> None:
    url = await empty_database()
    migrations = Migrations.of("files_service", url)
    await asyncio.to_thread(migrations.upgrade)
    assert await tables_of(url) == {"alembic_version", "files", "request_keys"}
    await asyncio.to_thread(migrations.downgrade, "base")
    assert await tables_of(url) == {"alembic_version"}
    await asyncio.to_thread(migrations.upgrade)
    await asyncio.to_thread(migrations.check)


async def test_a_migrated_database_is_ready(migrated_database: Migrated) -> None:
    url = await migrated_database("files_service")
    engine = create_database_engine(url, application_name="test")
    await require_current_revision(engine, Revisions.of("files_service"))
    await engine.dispose()


async def test_the_columns_of_the_original_schema_are_there(migrated_database: Migrated) -> None:
    engine = create_database_engine(await migrated_database("files_service"), application_name="test")
    async with engine.connect() as connection:
        columns = await connection.run_sync(lambda sync: inspect(sync).get_columns("files"))
        indexes = await connection.run_sync(lambda sync: inspect(sync).get_indexes("files"))
    await engine.dispose()
    found = {column["name"]: (str(column["type"]), column["nullable"]) for column in columns}
    assert {name: found[name] for name in list(found)[:7]} == {
        "id": ("BIGINT", False),
        "request_id": ("BIGINT", True),
        "file_type": ("VARCHAR(16)", False),
        "file_id": ("VARCHAR(255)", False),
        "file_name": ("VARCHAR(255)", False),
        "uploaded_by": ("BIGINT", True),
        "uploaded_at": ("TIMESTAMP", False),
    }
    assert ["request_id"] in [index["column_names"] for index in indexes]


PENDING = {
    "uuid": "gen_random_uuid()",
    "blob_key": "gen_random_uuid()::text",
    "file_type": "'photo'",
    "file_name": "'x'",
    "caller": "'bot'",
    "state": "'PENDING'",
}
READY = {
    **PENDING,
    "state": "'READY'",
    "size_bytes": "1",
    "sha256": "repeat('ab', 32)",
    "content_type": "'image/jpeg'",
}


@pytest.fixture
async def engine(migrated_database: Migrated) -> AsyncEngine:
    return create_database_engine(await migrated_database("files_service"), application_name="test")


async def insert(engine: AsyncEngine, values: dict[str, str]) -> None:
    async with engine.begin() as connection:
        statement = f"INSERT INTO files ({', '.join(values)}) VALUES ({', '.join(values.values())})"  # noqa: S608  # the test's own
        await connection.execute(text(statement))


async def test_the_database_refuses_what_no_record_may_hold(engine: AsyncEngine) -> None:
    await insert(engine, PENDING)
    await insert(engine, READY)
    for wrong, constraint in (
        ({**PENDING, "file_type": "'program'"}, "ck_files_file_type"),
        ({**PENDING, "file_name": "''"}, "ck_files_file_name"),
        ({**PENDING, "request_id": "0"}, "ck_files_request_id"),
        ({**READY, "state": "'GONE'"}, "ck_files_state"),
        ({**PENDING, "size_bytes": "1"}, "ck_files_complete"),
        ({**READY, "sha256": "NULL"}, "ck_files_complete"),
        ({**READY, "size_bytes": "0"}, "ck_files_size_bytes"),
        ({**READY, "sha256": "repeat('AB', 32)"}, "ck_files_sha256"),
    ):
        with pytest.raises(IntegrityError, match=constraint):
            await insert(engine, wrong)
    same = str(uuid4())
    for column in ("uuid", "blob_key"):
        await insert(engine, {**READY, column: f"'{same}'"})
        with pytest.raises(IntegrityError, match=f"uq_files_{column}"):
            await insert(engine, {**READY, column: f"'{same}'"})
    await engine.dispose()
