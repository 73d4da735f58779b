"""A Valkey that answers, but late: what has a substitute goes on with it, and nothing is asked for again and again."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from redis.asyncio import Redis

from bot_service.adapters.outbound.conversations import SteadyConversations
from bot_service.adapters.outbound.memory.deliveries.rate_limiter import MemoryRateLimiter
from bot_service.adapters.outbound.memory.updates.allowances import MemoryAllowances
from bot_service.adapters.outbound.sqlalchemy.chats.conversations import SqlConversationStore
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.valkey.allowances import ValkeyAllowances
from bot_service.adapters.outbound.valkey.conversations import ValkeyConversationStore
from bot_service.adapters.outbound.valkey.rate_limiter import ValkeyRateLimiter
from bot_service.adapters.outbound.valkey.reachability import PROMPT_SECONDS, ValkeyReachability
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.chats.conversations import ConversationKey, KeptConversation
from bot_service.application.ports.updates.allowances import Allowance
from bot_service.bootstrap.connections import VALKEY_SECONDS
from bot_service.bootstrap.ports import utc_now
from bot_testing.slow_link import SlowLink

KEY = ConversationKey(bot_id=1, chat_id=2, user_id=3)
MESSAGES = Allowance(scope="messages", most=30, within=timedelta(minutes=1))
ASKED = KeptConversation(state="where", data={"what": "lamp"})


class Bot:
    """What an update and its answer ask Valkey, in that order."""

    def __init__(self, valkey: Redis, database: Database) -> None:
        self.reachability = reachability = ValkeyReachability()
        self.conversations = SteadyConversations(
            ValkeyConversationStore(valkey, reachability),
            SqlConversationStore(database),
            reachability,
            patience_seconds=0.5,
        )
        self.allowances = ValkeyAllowances(
            valkey, 1, reachability, MemoryAllowances(utc_now), scopes=[MESSAGES.scope]
        )
        self.limiter = ValkeyRateLimiter(valkey, 1, reachability, MemoryRateLimiter())

    async def update(self, number: int) -> float:
        """Return in how many seconds it was done with."""
        began = time.monotonic()
        assert await self.allowances.take(MESSAGES, "2", number) is None
        while True:
            try:
                before = await self.conversations.before(KEY, number)
                await self.conversations.save(KEY, number, before, ASKED)
                break
            except UnavailableError:  # it is tried again by and by
                await asyncio.sleep(0.1)
        assert await self.limiter.take(1_000 + number) == 0.0
        return time.monotonic() - began


@asynccontextmanager
async def bot_behind(link: SlowLink, url: str, database: Database) -> AsyncIterator[Bot]:
    async with (
        link.open() as port,
        Redis.from_url(
            url.replace(f":{link.port}/", f":{port}/"),
            socket_timeout=VALKEY_SECONDS,
            socket_connect_timeout=VALKEY_SECONDS,
            decode_responses=True,
        ) as valkey,
    ):
        yield Bot(valkey, database)


def link_to(url: str) -> SlowLink:
    found = urlsplit(url)
    assert found.hostname
    assert found.port
    return SlowLink(found.hostname, found.port, 0.0)


async def test_a_slow_one_is_waited_for_by_conversations_alone(valkey_url: str, database: Database) -> None:
    link = link_to(valkey_url)
    async with bot_behind(link, valkey_url, database) as bot:
        await bot.update(1)
        link.seconds = slow = 0.3
        assert slow > PROMPT_SECONDS
        first, *others = [await bot.update(number) for number in range(2, 6)]
        # The first finds out, and greets on another connection, which takes four answers; one a second looks again.
        assert 2 * slow <= first < 8 * slow
        assert min(others) < 2 * slow + PROMPT_SECONDS, others
        assert await bot.conversations.before(KEY, 6) == ASKED
        link.seconds = 0.0
        async with asyncio.timeout(10):
            while (await bot.update(6)) > PROMPT_SECONDS:  # noqa: ASYNC110  # time has to pass
                await asyncio.sleep(0.1)


@pytest.mark.parametrize("seconds", [1.2, 2.0])
async def test_one_that_is_too_slow_is_away_and_people_go_on(
    valkey_url: str, database: Database, seconds: float
) -> None:
    link = link_to(valkey_url)
    async with bot_behind(link, valkey_url, database) as bot:
        await bot.update(1)
        link.seconds = seconds
        assert seconds > VALKEY_SECONDS
        first = await bot.update(2)
        assert first < 0.5 + 4 * VALKEY_SECONDS
        # What PostgreSQL keeps meanwhile; one at a time looks whether Valkey is back.
        assert min([await bot.update(number) for number in range(3, 7)]) < 0.2
        assert await bot.conversations.before(KEY, 7) == ASKED
        link.seconds = 0.0

        async def is_brought_back() -> bool:
            return await bot.conversations.bring_back() > 0

        async with asyncio.timeout(10):
            while not await is_brought_back():  # noqa: ASYNC110  # the same
                await asyncio.sleep(0.1)
        assert await bot.conversations.before(KEY, 8) == ASKED


async def test_who_is_asked_for_nothing_is_found_to_be_back(valkey_url: str, database: Database) -> None:
    """In a quiet hour: else it would be reported as away until somebody writes."""
    link = link_to(valkey_url)
    async with bot_behind(link, valkey_url, database) as bot:
        link.seconds = 2.0
        with pytest.raises(UnavailableError):
            await bot.conversations.before(KEY, 1)
        assert await bot.conversations.bring_back() == 0
        assert bot.reachability.is_away
        link.seconds = 0.0
        async with asyncio.timeout(10):
            while bot.reachability.is_away:
                assert await bot.conversations.bring_back() == 0
                await asyncio.sleep(0.1)
