"""The contract of `Conversations`: with Valkey, while it is away, and by the fake of the dialogs' tests."""

import json
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot_service.adapters.outbound.conversation_records import Record
from bot_service.adapters.outbound.conversations import SteadyConversations
from bot_service.adapters.outbound.memory.chats.conversations import MemoryConversations
from bot_service.adapters.outbound.sqlalchemy.chats.conversations import SqlConversationStore
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.valkey.conversations import KEPT_SECONDS, ValkeyConversationStore, name_of
from bot_service.adapters.outbound.valkey.reachability import ValkeyReachability
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.chats.conversations import ConversationKey, Conversations, KeptConversation
from fixline_testing.beyond_types import of_kind

KEY = ConversationKey(bot_id=1, chat_id=2, user_id=3)
OTHER = ConversationKey(bot_id=1, chat_id=4, user_id=5)
NOTHING = KeptConversation()
UNKNOWN = KeptConversation(is_out_of_reach=True)
ASKED = KeptConversation(state="where", data={"what": "lamp"})
ANSWERED = KeptConversation(state="urgency", data={"what": "lamp", "where": {"room": "214", "floors": [2]}})


@pytest.fixture
async def valkey(valkey_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(valkey_url, decode_responses=True) as client:
        yield client


@pytest.fixture
async def nowhere() -> AsyncIterator[Redis]:
    async with Redis.from_url("redis://127.0.0.1:1/0", decode_responses=True) as client:
        yield client


def replica(valkey: Redis, database: Database, *, patience_seconds: float = 0) -> SteadyConversations:
    """Return the conversations of a process that has just started."""
    reachability = ValkeyReachability()
    return SteadyConversations(
        ValkeyConversationStore(valkey, reachability),
        SqlConversationStore(database),
        reachability,
        patience_seconds=patience_seconds,
    )


@pytest.fixture(params=["memory", "valkey", "meanwhile"])
def conversations(request: pytest.FixtureRequest) -> Conversations:
    if request.param == "memory":
        return MemoryConversations()
    valkey = request.getfixturevalue("valkey" if request.param == "valkey" else "nowhere")
    return replica(valkey, request.getfixturevalue("database"))


def as_if_it_were_there(found: KeptConversation) -> KeptConversation:
    """Of a conversation that there may be no other of, that is said too."""
    return NOTHING if found == UNKNOWN else found


async def test_nothing_was_said_before(conversations: Conversations) -> None:
    assert as_if_it_were_there(await conversations.before(KEY, 1)) == NOTHING


async def test_the_next_update_finds_what_the_last_one_left(conversations: Conversations) -> None:
    await conversations.save(KEY, 1, NOTHING, ASKED)
    assert await conversations.before(KEY, 2) == ASKED
    await conversations.save(KEY, 2, ASKED, ANSWERED)
    assert await conversations.before(KEY, 3) == ANSWERED


@pytest.mark.parametrize(
    "other",
    [
        ConversationKey(bot_id=9, chat_id=2, user_id=3),
        ConversationKey(bot_id=1, chat_id=9, user_id=3),
        ConversationKey(bot_id=1, chat_id=2, user_id=9),
    ],
)
async def test_another_bot_chat_or_person_is_another_conversation(
    conversations: Conversations, other: ConversationKey
) -> None:
    await conversations.save(KEY, 1, NOTHING, ASKED)
    assert as_if_it_were_there(await conversations.before(other, 2)) == NOTHING


async def test_a_repeated_update_finds_what_its_first_try_found(conversations: Conversations) -> None:
    await conversations.save(KEY, 1, NOTHING, ASKED)
    for _ in range(3):
        before = await conversations.before(KEY, 2)
        assert before == ASKED
        await conversations.save(KEY, 2, before, ANSWERED)
    assert await conversations.before(KEY, 3) == ANSWERED


async def test_what_becomes_of_the_values_afterwards_does_not_matter(conversations: Conversations) -> None:
    data = {"what": "lamp"}
    await conversations.save(KEY, 1, NOTHING, KeptConversation(state="where", data=data))
    data["what"] = "sink"
    found = await conversations.before(KEY, 2)
    assert found == ASKED
    dict(found.data)["what"] = "sink"
    assert await conversations.before(KEY, 2) == ASKED


async def test_one_key_holds_it_all_and_runs_out(valkey: Redis, database: Database) -> None:
    await replica(valkey, database).save(KEY, 1, NOTHING, ASKED)
    (name,) = await valkey.keys()
    assert 0 < await valkey.ttl(name) <= KEPT_SECONDS
    assert json.loads(of_kind(str, await valkey.get(name))) == {
        "current": {"state": "where", "data": {"what": "lamp"}, "is_out_of_reach": False},
        "previous": {"state": None, "data": {}, "is_out_of_reach": False},
        "update_id": 1,
    }


async def test_while_valkey_is_away_people_begin_again_on_any_replica(
    nowhere: Redis, database: Database
) -> None:
    one, other = replica(nowhere, database), replica(nowhere, database)
    before = await one.before(KEY, 5)
    assert before == UNKNOWN
    await one.save(KEY, 5, before, ASKED)
    assert await one.before(KEY, 5) == UNKNOWN  # a repeated try begins again too, and says so again
    assert await other.before(KEY, 6) == ASKED
    await other.save(KEY, 6, ASKED, ANSWERED)
    assert await one.before(KEY, 7) == ANSWERED


async def test_a_restart_of_valkey_is_waited_for(nowhere: Redis, database: Database) -> None:
    patient = replica(nowhere, database, patience_seconds=60)
    with pytest.raises(UnavailableError):
        await patient.before(KEY, 1)
    with pytest.raises(UnavailableError):
        await patient.save(KEY, 1, ASKED, ANSWERED)
    assert await replica(nowhere, database).before(KEY, 2) == UNKNOWN


async def test_when_valkey_is_back_who_said_nothing_finds_what_they_left(
    valkey: Redis, nowhere: Redis, database: Database
) -> None:
    await replica(valkey, database).save(KEY, 1, NOTHING, ASKED)
    cut_off = replica(nowhere, database)
    before = await cut_off.before(KEY, 2)
    assert before == UNKNOWN
    await cut_off.save(KEY, 2, before, NOTHING)  # such as /help
    assert await replica(valkey, database).before(KEY, 3) == ASKED


async def test_when_valkey_is_back_the_newer_one_counts_wherever_it_is(
    valkey: Redis, nowhere: Redis, database: Database
) -> None:
    usual, cut_off = replica(valkey, database), replica(nowhere, database)
    await usual.save(KEY, 1, NOTHING, ASKED)
    await cut_off.save(KEY, 2, UNKNOWN, ANSWERED)
    await cut_off.save(OTHER, 3, UNKNOWN, ASKED)
    assert await usual.before(KEY, 4) == ANSWERED
    await usual.save(OTHER, 5, ASKED, ANSWERED)
    assert await usual.bring_back() == 2
    assert await usual.bring_back() == 0
    for each in (usual, replica(valkey, database)):
        assert await each.before(KEY, 6) == ANSWERED
        assert await each.before(OTHER, 6) == ANSWERED
    assert await cut_off.before(KEY, 6) == UNKNOWN


async def test_nothing_is_brought_back_while_valkey_is_away(nowhere: Redis, database: Database) -> None:
    cut_off = replica(nowhere, database)
    await cut_off.save(KEY, 2, UNKNOWN, ASKED)
    assert await cut_off.bring_back() == 0
    assert await cut_off.before(KEY, 3) == ASKED


async def test_a_try_that_leaves_nothing_replaces_what_an_earlier_one_left(
    conversations: Conversations,
) -> None:
    before = await conversations.before(KEY, 1)
    await conversations.save(KEY, 1, before, ASKED)
    await conversations.save(KEY, 1, await conversations.before(KEY, 1), NOTHING)
    assert await conversations.before(KEY, 2) == NOTHING


async def test_nothing_is_written_where_nothing_was_and_nothing_is(valkey: Redis, database: Database) -> None:
    conversations = replica(valkey, database)
    await conversations.save(KEY, 1, await conversations.before(KEY, 1), NOTHING)
    assert await valkey.keys("*conversation*") == []


@pytest.mark.parametrize("value", ["no record", "[]", '{"update_id": "x"}'])
async def test_a_record_that_is_none_is_as_good_as_none(
    valkey: Redis, database: Database, value: str
) -> None:
    """Its person begins again, now and when what PostgreSQL kept meanwhile is brought back."""
    await valkey.set(name_of(KEY), value)
    conversations = replica(valkey, database)
    assert await conversations.before(KEY, 1) == NOTHING
    await SqlConversationStore(database).write(KEY, Record(current=ASKED, previous=NOTHING, update_id=1))
    assert await conversations.bring_back() == 1
    assert await conversations.before(KEY, 2) == ASKED
