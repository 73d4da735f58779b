"""The contract of `Topics`, held by PostgreSQL and by the fake of the dialogs' tests."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot_service.adapters.outbound.memory.topics.topics import MemoryTopics
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.topics.topics import SqlTopics
from bot_service.application.ports.topics.topics import Topic, TopicLook, Topics
from fixline_testing.clock import SteppingClock

CHAT, OTHER = -5_000_000_100, 7
LOOK, RESOLVED = TopicLook(name="#7 Lamp", icon="❗️"), TopicLook(name="#7 Lamp", icon="✅")
NOTHING = Topic(thread_id=None, look=None, is_closed=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    topics: Topics
    pass_time: Callable[[timedelta], Awaitable[None]]


@pytest.fixture
def memory_store() -> Store:
    clock = SteppingClock()

    async def pass_time(by: timedelta) -> None:
        clock.advance(by)

    return Store(topics=MemoryTopics(clock.now), pass_time=pass_time)


@pytest.fixture
def postgres_store(database: Database) -> Store:
    async def pass_time(by: timedelta) -> None:
        async with database.transaction() as connection:
            for statement in (
                "UPDATE topics SET begun_at = begun_at - make_interval(secs => :s)",
                "UPDATE topics SET put_off_until = put_off_until - make_interval(secs => :s)",
                "UPDATE topic_notes SET written_at = written_at - make_interval(secs => :s)",
            ):
                await connection.execute(text(statement), {"s": by.total_seconds()})

    return Store(topics=SqlTopics(database), pass_time=pass_time)


@pytest.fixture(params=["memory", "postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    found: Store = request.getfixturevalue(f"{request.param}_store")
    return found


@pytest.fixture
def topics(store: Store) -> Topics:
    return store.topics


async def test_a_topic_is_begun_made_and_found_again(topics: Topics) -> None:
    assert await topics.of(CHAT, 7) is None
    assert await topics.begin(CHAT, 7) == 0
    assert await topics.of(CHAT, 7) == NOTHING
    assert await topics.made(CHAT, 7, 100, LOOK) == 100
    assert await topics.of(CHAT, 7) == Topic(thread_id=100, look=LOOK, is_closed=False)
    assert await topics.ticket_in(CHAT, 100) == 7
    for chat_id, thread_id in ((CHAT, 101), (OTHER, 100)):
        assert await topics.ticket_in(chat_id, thread_id) is None
    assert await topics.of(OTHER, 7) is await topics.of(CHAT, 8) is None


async def test_one_that_was_begun_is_waited_for(store: Store) -> None:
    topics = store.topics
    await topics.begin(CHAT, 7)
    assert 15 < await topics.begin(CHAT, 7) <= 20
    assert await topics.begin(CHAT, 8) == await topics.begin(OTHER, 7) == 0
    await store.pass_time(timedelta(seconds=19.5))
    assert await topics.begin(CHAT, 7) == 1
    await store.pass_time(timedelta(seconds=1))
    assert await topics.begin(CHAT, 7) == 0
    assert await topics.begin(CHAT, 7) > 15
    await topics.stop(CHAT, 7)
    assert await topics.begin(CHAT, 7) == 0


async def test_of_two_that_were_made_the_first_counts_and_nobody_knows_how_it_looks(topics: Topics) -> None:
    await topics.made(CHAT, 7, 100, LOOK)
    assert await topics.made(CHAT, 7, 101, RESOLVED) == 100
    assert await topics.of(CHAT, 7) == Topic(thread_id=100, look=None, is_closed=None)


async def test_what_telegram_tells_of_is_taken_where_one_was_asked_for(topics: Topics) -> None:
    assert await topics.heard_of(CHAT, 7, 99), "a person's, who called it so"
    assert await topics.of(CHAT, 7) is None
    await topics.begin(CHAT, 7)
    assert await topics.heard_of(CHAT, 7, 100)
    assert await topics.of(CHAT, 7) == Topic(thread_id=100, look=None, is_closed=None)
    assert await topics.heard_of(CHAT, 7, 100)
    assert not await topics.heard_of(CHAT, 7, 101)
    await topics.begin(CHAT, 8)
    await topics.stop(CHAT, 8)
    assert await topics.heard_of(CHAT, 8, 102)
    assert await topics.of(CHAT, 8) == NOTHING, "nobody asks for it any more"


async def test_how_it_looks_is_known_until_somebody_changes_it_by_hand(topics: Topics) -> None:
    await topics.changed(CHAT, 7, look=LOOK)
    assert await topics.of(CHAT, 7) is None
    await topics.made(CHAT, 7, 100, LOOK)
    await topics.made(CHAT, 8, 101, LOOK)
    await topics.changed(CHAT, 7, look=RESOLVED)
    await topics.changed(CHAT, 7, is_closed=True)
    assert await topics.of(CHAT, 7) == Topic(thread_id=100, look=RESOLVED, is_closed=True)
    await topics.unsure(CHAT, 100)
    assert await topics.of(CHAT, 7) == Topic(thread_id=100, look=None, is_closed=None)
    assert await topics.of(CHAT, 8) == Topic(thread_id=101, look=LOOK, is_closed=False)


async def test_one_that_is_refused_is_put_off_for_longer_each_time(store: Store) -> None:
    topics = store.topics

    async def is_put_off() -> bool:
        found = await topics.of(CHAT, 7)
        assert found is not None
        return found.is_put_off

    await topics.put_off(CHAT, 7)
    assert await topics.of(CHAT, 7) is None
    for minutes in (1, 2, 4):
        assert await topics.begin(CHAT, 7) == 0
        await topics.put_off(CHAT, 7)
        await store.pass_time(timedelta(minutes=minutes, seconds=-5))
        assert await is_put_off()
        await store.pass_time(timedelta(seconds=6))
        assert not await is_put_off()
    for _ in range(12):
        await topics.put_off(CHAT, 7)
    await store.pass_time(timedelta(days=1, seconds=1))
    assert not await is_put_off()
    await topics.made(CHAT, 7, 100, LOOK)
    await topics.put_off(CHAT, 7)
    assert await topics.of(CHAT, 7) == Topic(thread_id=100, look=LOOK, is_closed=False, is_put_off=True)
    await store.pass_time(timedelta(minutes=1, seconds=1))
    assert not await is_put_off(), "it began anew"


async def test_a_note_that_was_written_there_is_known_for_a_week(store: Store) -> None:
    topics = store.topics
    await topics.write(CHAT, 7, author="users/7", words=" Fuse \ud83d ")
    for chat_id, ticket, author, words, known in (
        (CHAT, 7, "users/7", "Fuse \ud83d", True),
        (OTHER, 7, "users/7", "Fuse \ud83d", False),
        (CHAT, 8, "users/7", "Fuse \ud83d", False),
        (CHAT, 7, "users/8", "Fuse \ud83d", False),
        (CHAT, 7, "users/7", "fuse", False),
    ):
        assert await topics.is_written_there(chat_id, ticket, author=author, words=words) is known
    await store.pass_time(timedelta(days=6))
    await topics.write(CHAT, 7, author="users/7", words="Later")
    assert await topics.is_written_there(CHAT, 7, author="users/7", words="Fuse \ud83d")
    await store.pass_time(timedelta(days=2))
    await topics.write(CHAT, 7, author="users/7", words="Later still")
    assert not await topics.is_written_there(CHAT, 7, author="users/7", words="Fuse \ud83d")
    assert await topics.is_written_there(CHAT, 7, author="users/7", words="Later")
