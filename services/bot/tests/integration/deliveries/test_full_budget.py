"""What piles up is worked off as fast as Telegram lets a bot speak, by all replicas together, and it never says 429."""

import asyncio
import time
from collections import Counter
from contextlib import AsyncExitStack

import pytest
from redis.asyncio import Redis

from bot_service.adapters.inbound.telegram.updates.apologies import TelegramApologies
from bot_service.adapters.inbound.worker.slots import Slots
from bot_service.adapters.inbound.worker.work_loop import WorkLoop
from bot_service.adapters.outbound.budgets import BOT, GROUP
from bot_service.adapters.outbound.memory.deliveries.rate_limiter import MemoryRateLimiter
from bot_service.adapters.outbound.sqlalchemy.deliveries.deliveries import SqlDeliveries
from bot_service.adapters.outbound.sqlalchemy.topics.topics import SqlTopics
from bot_service.adapters.outbound.system.crash_reports import report_crash
from bot_service.adapters.outbound.telegram.api import BotTelegramApi
from bot_service.adapters.outbound.telegram.bot import create_bot
from bot_service.adapters.outbound.valkey.rate_limiter import ValkeyRateLimiter
from bot_service.adapters.outbound.valkey.reachability import ValkeyReachability
from bot_service.application.commands.deliveries.deliver_call import DeliverCall
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.domain.deliveries.outgoing import OutgoingCall, Urgency
from bot_testing.replica import BOT_ID, Replica, Replicas, until
from bot_testing.unheard import nobody_waits
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.people import BOT_TOKEN
from fixline_local.telegram.simulator import TelegramSimulator

PEOPLE = 40
EVENTS = 500
GROUP_EVENTS = GROUP.most
REPLICAS = 2
SENDERS = 2
"""Of each replica. What they have under way and a budget that was filled meanwhile are together no more than Telegram
takes at once, should the machine hold all of it up.
"""
SLACK = 1.3
"""The machine has other things to do."""


async def sending(
    replica: Replica,
    simulator: TelegramSimulator,
    valkey: Redis,
    answers: Counter[str],
    stack: AsyncExitStack,
) -> WorkLoop[Delivery]:
    """Return what sends in one process, with a database, a session and a limiter of its own."""
    bot, session = create_bot(BOT_TOKEN, simulator.url)
    stack.push_async_callback(session.close)
    slots = Slots[Delivery](SENDERS)
    # First of all: a call that goes on would open the session again.
    stack.push_async_callback(slots.close)
    deliveries = SqlDeliveries(replica.database, replica.presence, senders=slots)
    deliver = DeliverCall(
        deliveries=deliveries,
        api=BotTelegramApi(bot, session),
        limiter=ValkeyRateLimiter(valkey, BOT_ID, ValkeyReachability(), MemoryRateLimiter()),
        topics=SqlTopics(replica.database),
        unheard=nobody_waits,
        apologies=TelegramApologies(replica.chats),
        report_crash=report_crash,
    )

    async def do(delivery: Delivery) -> None:
        answers[(await deliver(delivery)).answer] += 1

    return WorkLoop(
        "deliveries",
        slots=slots,
        claim=deliveries.claim,
        next_in=deliveries.next_in,
        do=do,
        release=deliveries.release,
    )


def news(chat_id: int, number: int) -> OutgoingCall:
    return OutgoingCall(
        method="sendMessage", chat_id=chat_id, arguments={"text": f"{number}"}, urgency=Urgency.NOTIFICATION
    )


@pytest.mark.long
async def test_a_pile_is_worked_off_at_the_full_budget(replicas: Replicas, valkey_url: str) -> None:
    answers: Counter[str] = Counter()
    async with AsyncExitStack() as stack:
        simulator = await stack.enter_async_context(TelegramSimulator(limits=True))
        people = await stack.enter_async_context(TelegramPeople(simulator.url))
        chats = []
        for number in range(PEOPLE):
            person = await people.create_person(f"Person {number}")
            await person.start()
            chats.append(person.id)
        group = await people.create_group("Staff", chats[:1])
        addressed = [group] * GROUP_EVENTS + [
            chats[number % PEOPLE] for number in range(EVENTS - GROUP_EVENTS)
        ]
        valkey = await stack.enter_async_context(Redis.from_url(valkey_url, decode_responses=True))
        several = [await stack.enter_async_context(replicas()) for _ in range(REPLICAS)]
        for first in range(0, EVENTS, 100):
            calls = [news(chat, number) for number, chat in enumerate(addressed[first : first + 100], first)]
            await several[0].say(*calls, cause=f"tickets/1/events/{first}")
        loops = [await sending(each, simulator, valkey, answers, stack) for each in several]

        async def all_sent() -> bool:
            ((count,),) = await several[0].rows("SELECT count(*) FROM deliveries WHERE state <> 'PENDING'")
            return count == EVENTS

        began = time.monotonic()
        tasks = [asyncio.create_task(loop.run()) for loop in loops]
        await until(all_sent, seconds=120)
        took = time.monotonic() - began
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        states = await several[0].rows("SELECT state, count(*) FROM deliveries GROUP BY state")
    assert states == [("SENT", EVENTS)]
    assert answers["TooMany"] == 0, "Telegram never has to say that it was too much"
    assert answers["Accepted"] == EVENTS
    assert took <= (EVENTS - BOT.burst) / BOT.per_second * SLACK + 2


async def test_what_one_person_is_told_takes_nobody_elses_turn(replicas: Replicas, valkey_url: str) -> None:
    """200 answers wait for one chat, and then one for each of five others."""
    answers: Counter[str] = Counter()
    async with AsyncExitStack() as stack:
        simulator = await stack.enter_async_context(TelegramSimulator(limits=True))
        people = await stack.enter_async_context(TelegramPeople(simulator.url))
        chats = []
        for name in ("Flood", "Ann", "Bob", "Eve", "Gus", "Zoe"):
            person = await people.create_person(name)
            await person.start()
            chats.append(person.id)
        valkey = await stack.enter_async_context(Redis.from_url(valkey_url, decode_responses=True))
        replica = await stack.enter_async_context(replicas())
        for first in range(0, 200, 100):
            await replica.say(
                *(answer(chats[0], number) for number in range(100)), cause=f"tickets/1/events/{first}"
            )
        await replica.say(*(answer(chat, 0) for chat in chats[1:]), cause="tickets/2/events/1")
        loop = await sending(replica, simulator, valkey, answers, stack)

        async def others_have_theirs() -> bool:
            ((count,),) = await replica.rows(
                "SELECT count(*) FROM deliveries WHERE state = 'SENT' AND chat_id <> :flood", flood=chats[0]
            )
            return count == len(chats) - 1

        task = asyncio.create_task(loop.run())
        await until(others_have_theirs, seconds=60)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        ((waiting,),) = await replica.rows("SELECT count(*) FROM deliveries WHERE state = 'PENDING'")
    assert isinstance(waiting, int)
    assert waiting > 150, "the flood is not over"
    assert answers["TooMany"] == 0


def answer(chat_id: int, number: int) -> OutgoingCall:
    return OutgoingCall(method="sendMessage", chat_id=chat_id, arguments={"text": f"{number}"})
