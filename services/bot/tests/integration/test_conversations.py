"""Conversations in Valkey: a repeated update finds what the first try found."""

import json
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot_service.adapters.outbound.valkey.conversations import KEPT_SECONDS, ValkeyConversations
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.conversations import Conversation, ConversationKey

KEY = ConversationKey(bot_id=1, chat_id=2, user_id=3)
ASKED = Conversation(state="where", data={"what": "lamp"})
ANSWERED = Conversation(state="urgency", data={"what": "lamp", "where": "214"})


@pytest.fixture
async def valkey(valkey_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(valkey_url, decode_responses=True) as client:
        yield client


async def test_nothing_was_said_before(valkey: Redis) -> None:
    assert await ValkeyConversations(valkey).before(KEY, 1) == Conversation()


async def test_the_next_update_finds_what_the_last_one_left(valkey: Redis) -> None:
    conversations = ValkeyConversations(valkey)
    await conversations.save(KEY, 1, Conversation(), ASKED)
    assert await conversations.before(KEY, 2) == ASKED
    assert await conversations.before(ConversationKey(bot_id=1, chat_id=2, user_id=4), 2) == Conversation()


async def test_a_repeated_update_finds_what_its_first_try_found(valkey: Redis) -> None:
    conversations = ValkeyConversations(valkey)
    await conversations.save(KEY, 1, Conversation(), ASKED)
    for _ in range(3):
        before = await conversations.before(KEY, 2)
        assert before == ASKED
        await conversations.save(KEY, 2, before, ANSWERED)
    assert await conversations.before(KEY, 3) == ANSWERED


async def test_one_key_holds_it_all_and_runs_out(valkey: Redis) -> None:
    await ValkeyConversations(valkey).save(KEY, 1, Conversation(), ASKED)
    (name,) = await valkey.keys()
    assert 0 < await valkey.ttl(name) <= KEPT_SECONDS
    assert json.loads(await valkey.get(name))["update_id"] == 1


async def test_without_valkey_the_update_has_to_wait() -> None:
    async with Redis.from_url("redis://127.0.0.1:1/0", decode_responses=True) as nowhere:
        conversations = ValkeyConversations(nowhere)
        with pytest.raises(UnavailableError):
            await conversations.before(KEY, 1)
        with pytest.raises(UnavailableError):
            await conversations.save(KEY, 1, ASKED, ANSWERED)
