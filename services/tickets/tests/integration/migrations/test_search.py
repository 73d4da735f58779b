"""What is searched, of tickets that were there before, and on servers that were made otherwise."""

import asyncio

import pytest
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from fixline_chassis.command_line import run_migrate
from fixline_chassis.migrations import Migrations
from fixline_testing.own_postgres import OwnPostgres
from fixline_testing.servers import SharedServers

from .sql import rows, script

BEFORE_SEARCH = "0018"
BEFORE_COLLATIONS = "0023"


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


PERSON = "INSERT INTO users (telegram_id, display_name) VALUES (5, 'Ann')"
RUSSIAN = "INSERT INTO requests (user_id, title) VALUES (1, 'Не горит лампа / Ёлка')"
AS_INDEXED = ["1", "горит", "елка", "лампа", "не"]
INDEXED = "SELECT word FROM search_documents, unnest(tsvector_to_array(words)) AS word WHERE word !~ '~' ORDER BY word"


async def indexed(url: str) -> list[str]:
    return sorted(row["word"] for row in await rows(url, INDEXED))


async def test_on_a_server_of_locale_c_russian_is_found(own_postgres: OwnPostgres) -> None:
    """Also what was written while the release before was there, which saw no letter of it."""
    own_postgres.locale = ("--locale=C",)
    await own_postgres.start()
    await own_postgres.server.ensure_database("tickets")
    url = own_postgres.server.url("tickets")
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade, BEFORE_COLLATIONS)
    await script(url, f"{PERSON}; {RUSSIAN}")
    assert await indexed(url) != AS_INDEXED
    await asyncio.to_thread(migrations.upgrade)
    assert await indexed(url) == AS_INDEXED
    await script(url, "DELETE FROM requests; ALTER SEQUENCE requests_id_seq RESTART")
    await script(url, RUSSIAN)
    assert await indexed(url) == AS_INDEXED


async def test_an_older_server_takes_icus_collation_and_one_without_both_is_refused(url: str) -> None:
    migrations = Migrations.of("tickets_service", url)
    await asyncio.to_thread(migrations.upgrade, BEFORE_COLLATIONS)
    # Stands for ICU's, with which the servers of the tests were not built.
    await script(url, "UPDATE pg_collation SET collname = 'und-x-icu' WHERE collname = 'pg_c_utf8'")
    await asyncio.to_thread(migrations.upgrade)
    await script(url, f"{PERSON}; {RUSSIAN}")
    assert await indexed(url) == AS_INDEXED
    await asyncio.to_thread(migrations.downgrade, BEFORE_COLLATIONS)
    await script(url, "UPDATE pg_collation SET collname = 'none' WHERE collname = 'und-x-icu'")
    with pytest.raises(DBAPIError, match="a collation that knows all letters"):
        await asyncio.to_thread(migrations.upgrade)


async def test_the_command_says_in_words_why_it_refuses(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    await script(url, "UPDATE pg_collation SET collname = 'none' WHERE collname = 'pg_c_utf8'")
    migrations = Migrations.of("tickets_service", url)
    assert await asyncio.to_thread(run_migrate, migrations, "upgrade", "") == 1
    said = capsys.readouterr().err
    assert said.startswith(
        "migrate upgrade: search needs a collation that knows all letters, and this server has none"
    )
    assert "\n" not in said.strip()


async def test_a_database_of_another_encoding_is_refused(shared_servers: SharedServers) -> None:
    postgres = await asyncio.to_thread(shared_servers.postgres)
    name = "in_latin1"
    create = f"CREATE DATABASE {name} ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"
    await rows(postgres.url("postgres"), create)
    try:
        migrations = Migrations.of("tickets_service", postgres.url(name))
        with pytest.raises(CommandError, match="the database's encoding is LATIN1"):
            await asyncio.to_thread(migrations.upgrade)
    finally:
        await rows(postgres.url("postgres"), f"DROP DATABASE {name}")
