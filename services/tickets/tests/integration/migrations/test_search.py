"""What is searched, of tickets that were there before."""

import asyncio

from fixline_chassis.migrations import Migrations

from .sql import rows, script

BEFORE_SEARCH = "0018"


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
