"""The contract of `Conversations`, held by Valkey and by the fake of the dialogs' tests."""

import json
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot_service.adapters.outbound.memory.conversations import MemoryConversations
from bot_service.adapters.outbound.valkey.conversations import KEPT_SECONDS, ValkeyConversations
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.conversations import ConversationKey, Conversations, KeptConversation
from fixline_testing.beyond_types import of_kind

KEY = ConversationKey(bot_id=1, chat_id=2, user_id=3)
NOTHING = KeptConversation()
ASKED = KeptConversation(state="where", data={"what": "lamp"})
ANSWERED = KeptConversation(state="urgency", data={"what": "lamp", "where": {"room": "214", "floors": [2]}})


@pytest.fixture
async def valkey(valkey_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(valkey_url, decode_responses=True) as client:
        yield client


@pytest.fixture(params=["memory", "valkey"])
def conversations(request: pytest.FixtureRequest) -> Conversations:
    if request.param == "memory":
        return MemoryConversations()
    return ValkeyConversations(request.getfixturevalue("valkey"))


async def test_nothing_was_said_before(conversations: Conversations) -> None:
    assert await conversations.before(KEY, 1) == NOTHING


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
    assert await conversations.before(other, 2) == NOTHING


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


async def test_one_key_holds_it_all_and_runs_out(valkey: Redis) -> None:
    await ValkeyConversations(valkey).save(KEY, 1, NOTHING, ASKED)
    (name,) = await valkey.keys()
    assert 0 < await valkey.ttl(name) <= KEPT_SECONDS
    assert json.loads(of_kind(str, await valkey.get(name))) == {
        "current": {"state": "where", "data": {"what": "lamp"}},
        "previous": {"state": None, "data": {}},
        "update_id": 1,
    }


async def test_without_valkey_the_update_has_to_wait() -> None:
    async with Redis.from_url("redis://127.0.0.1:1/0", decode_responses=True) as nowhere:
        conversations = ValkeyConversations(nowhere)
        with pytest.raises(UnavailableError):
            await conversations.before(KEY, 1)
        with pytest.raises(UnavailableError):
            await conversations.save(KEY, 1, ASKED, ANSWERED)


async def test_a_try_that_leaves_nothing_replaces_what_an_earlier_one_left(
    conversations: Conversations,
) -> None:
    before = await conversations.before(KEY, 1)
    await conversations.save(KEY, 1, before, ASKED)
    await conversations.save(KEY, 1, await conversations.before(KEY, 1), NOTHING)
    assert await conversations.before(KEY, 2) == NOTHING


async def test_nothing_is_written_where_nothing_was_and_nothing_is(valkey: Redis) -> None:
    conversations = ValkeyConversations(valkey)
    await conversations.save(KEY, 1, await conversations.before(KEY, 1), NOTHING)
    assert await valkey.keys("*conversation*") == []
