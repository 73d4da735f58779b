"""Claims: one update of a chat at a time, in order, by any number of processes, whatever happens to them."""

import asyncio
import random
from collections import defaultdict

import pytest
from sqlalchemy import text

from bot_service.application.errors import UnavailableError
from bot_service.application.ports.updates.inbox import ClaimedUpdate, ClaimLostError, InboxState
from bot_testing.replica import Replica, Replicas, until


async def test_claims_the_oldest_of_each_chat(replica: Replica) -> None:
    for update_id, chat_id in ((3, 1), (1, 1), (2, 2), (4, 2)):
        await replica.receive(update_id, chat_id)
    claimed = await replica.inbox.claim(10)
    assert sorted((update.chat_id, update.key.update_id) for update in claimed) == [(1, 1), (2, 2)]
    assert await replica.inbox.claim(10) == []
    await replica.inbox.finish(claimed[0], InboxState.DONE, (), None)
    (next_one,) = await replica.inbox.claim(10)
    assert next_one.chat_id == claimed[0].chat_id


async def test_a_late_update_waits_for_the_one_that_overtook_it(replica: Replica) -> None:
    await replica.receive(2, chat_id=1)
    (second,) = await replica.inbox.claim(10)
    await replica.receive(1, chat_id=1)
    assert await replica.inbox.claim(10) == []
    await replica.inbox.finish(second, InboxState.DONE, (), None)
    (first,) = await replica.inbox.claim(10)
    assert first.key.update_id == 1


async def test_what_one_chat_has_piled_up_costs_the_others_nothing(replica: Replica) -> None:
    await replica.rows(
        "INSERT INTO inbox (bot_id, update_id, chat_id, type, payload)"
        " SELECT 7000000001, n, CASE WHEN n < 20000 THEN 1 ELSE n END, 'message', '{}'"
        " FROM generate_series(1, 20200) n RETURNING 1"
    )
    # Within the statement timeout, which a claim that looks at every row would miss by far.
    assert len(await replica.inbox.claim(16)) == 16


async def test_many_workers_of_two_processes_keep_the_order_of_each_chat(replicas: Replicas) -> None:
    chats, each = 8, 12
    async with replicas() as one, replicas() as other:
        ids = list(range(chats * each))
        for update_id in ids:
            await one.receive(update_id, chat_id=update_id % chats)
        done: dict[int, list[int]] = defaultdict(list)
        at_work: set[int] = set()

        async def work(replica: Replica) -> None:
            while len(await one.rows("SELECT 1 FROM inbox WHERE state = 'PENDING'")):
                for update in await replica.inbox.claim(2):
                    assert update.chat_id not in at_work
                    at_work.add(update.chat_id)
                    await asyncio.sleep(random.uniform(0, 0.003))
                    done[update.chat_id].append(update.key.update_id)
                    at_work.discard(update.chat_id)
                    await replica.inbox.finish(update, InboxState.DONE, (), None)

        await asyncio.gather(*(work(replica) for replica in (one, other) for _ in range(3)))
        assert sorted(number for numbers in done.values() for number in numbers) == ids
        assert all(numbers == sorted(numbers) for numbers in done.values())


async def test_what_a_dead_process_had_claimed_is_taken_up_at_once(replicas: Replicas) -> None:
    async with replicas() as survivor, replicas() as victim:
        await victim.receive(1, chat_id=1)
        (claimed,) = await victim.inbox.claim(1)
        assert await survivor.inbox.claim(1) == []
        await victim.die()
        again: list[ClaimedUpdate] = []

        async def taken_up() -> bool:
            again.extend(await survivor.inbox.claim(1))
            return bool(again)

        await until(taken_up, seconds=10)
        assert again[0].key == claimed.key
        with pytest.raises(ClaimLostError):
            await victim.inbox.finish(claimed, InboxState.DONE, (), None)
        await survivor.inbox.finish(again[0], InboxState.DONE, (), None)


async def test_an_interrupted_process_keeps_its_claims_when_it_is_alone(replica: Replica) -> None:
    await replica.receive(1, chat_id=1)
    (claimed,) = await replica.inbox.claim(1)
    number = replica.presence.number
    async with replica.database.transaction() as connection:
        await connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_locks"
                " WHERE locktype = 'advisory' AND objid::bigint = :number"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            ),
            {"number": number},
        )

    async def lost() -> bool:
        return not await replica.present()

    await until(lost)
    with pytest.raises(UnavailableError):
        await replica.inbox.claim(1)
    await until(replica.present)
    assert replica.presence.number == number
    await replica.inbox.finish(claimed, InboxState.DONE, (), None)


async def test_a_claim_held_by_a_hanging_process_runs_out(replicas: Replicas) -> None:
    async with replicas() as hanging, replicas() as other:
        await hanging.receive(1, chat_id=1)
        await hanging.inbox.claim(1)
        await hanging.rows("UPDATE inbox SET claimed_at = now() - interval '11 minutes' RETURNING 1")

        async def given_back() -> bool:
            return bool(await other.inbox.claim(1))

        await until(given_back)
