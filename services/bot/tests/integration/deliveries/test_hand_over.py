"""What is written is begun at once where there is room: without a claim, and as safely as with one."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot_service.adapters.outbound.sqlalchemy.chats.chats import SqlChats
from bot_service.application.ports.chats.chats import Chat
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.updates.inbox import ClaimedUpdate, ClaimLostError, InboxState
from bot_service.domain.chats.chat_sign import Reachability
from bot_service.domain.deliveries.outgoing import OutgoingCall, Urgency
from bot_service.domain.deliveries.repetition import Repeat
from bot_testing.replica import BOT_ID, Replica, Replicas, until

ROOM = 100


def say(text: str, chat_id: int = 1, urgency: Urgency = Urgency.ANSWER) -> OutgoingCall:
    return OutgoingCall(method="sendMessage", chat_id=chat_id, arguments={"text": text}, urgency=urgency)


def numbers(handed: list[ClaimedUpdate]) -> list[int]:
    return [update.key.update_id for update in handed]


def texts(handed: list[Delivery]) -> list[str]:
    return [delivery.call.arguments["text"] for delivery in handed]


async def handed_update(replica: Replica, update_id: int = 1, chat_id: int = 1) -> ClaimedUpdate:
    replica.workers.free = ROOM
    await replica.receive(update_id, chat_id)
    return replica.workers.handed[-1]


async def test_an_update_is_handed_over_as_it_would_be_claimed(replica: Replica) -> None:
    handed = await handed_update(replica)
    await replica.inbox.release(handed)
    (claimed,) = await replica.inbox.claim(1)
    assert claimed.age > timedelta()
    for name in ("key", "chat_id", "type", "payload", "traceparent", "failures", "deferrals", "claimant"):
        assert getattr(handed, name) == getattr(claimed, name)


async def test_received_together_the_first_of_each_chat_is_begun(replica: Replica) -> None:
    replica.workers.free = ROOM
    await asyncio.gather(
        *(replica.receive(number, chat) for number, chat in ((4, 1), (3, 2), (2, 1), (1, 2), (5, 3)))
    )
    assert sorted(numbers(replica.workers.handed)) == [1, 2, 5]
    assert replica.workers.woken.is_set()
    assert replica.workers.free == ROOM - 3
    assert await replica.inbox.claim(10) == []


async def test_a_chat_that_has_others_to_deal_with_keeps_their_order(replica: Replica) -> None:
    await replica.receive(1, chat_id=1)
    replica.workers.free = ROOM
    await replica.receive(2, chat_id=1)
    assert replica.workers.handed == []
    (first,) = await replica.inbox.claim(10)
    assert first.key.update_id == 1


async def test_there_is_no_more_begun_than_there_is_room_for(replica: Replica) -> None:
    replica.workers.free = 2
    await asyncio.gather(*(replica.receive(number, chat_id=number) for number in range(1, 6)))
    assert (len(replica.workers.handed), replica.workers.free) == (2, 0)
    assert len(await replica.inbox.claim(10)) == 3


async def test_the_end_of_an_update_says_that_the_next_may_begin(replica: Replica) -> None:
    first = await handed_update(replica)
    await replica.receive(2, chat_id=1)
    replica.workers.woken.clear()
    await replica.inbox.finish(first, InboxState.DONE, (), None)
    assert replica.workers.woken.is_set()


async def test_what_another_process_claims_in_the_same_instant_is_left_for_later(replica: Replica) -> None:
    replica.workers.free = ROOM
    async with replica.database.transaction() as other:
        await other.execute(
            text(
                "INSERT INTO inbox (bot_id, update_id, chat_id, type, payload, claimed_by, claimed_at)"
                " VALUES (:bot_id, 1, 1, 'message', '{}', 77, now())"
            ),
            {"bot_id": BOT_ID},
        )
        receiving = asyncio.gather(*(replica.receive(number, chat_id=number - 1) for number in (2, 3)))
        # It waits for the other's claim to be decided.
        await until(lambda: replica.rows("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'transactionid'"))
    await receiving
    assert await replica.rows("SELECT update_id, claimed_by FROM inbox WHERE update_id > 1 ORDER BY 1") == [
        (2, None),
        (3, None),
    ]
    assert replica.workers.free == ROOM


async def test_an_update_whose_claim_nobody_heard_of_is_taken_up_when_it_comes_again(
    replica: Replica,
) -> None:
    await replica.receive(1, chat_id=1)
    await replica.rows(
        "UPDATE inbox SET claimed_by = :own, claimed_at = now() RETURNING 1", own=replica.presence.number
    )
    replica.workers.woken.clear()
    await replica.receive(1, chat_id=1)  # Telegram had no answer, and hands it over again
    assert replica.workers.woken.is_set()
    assert len(await replica.inbox.claim(1)) == 1


async def test_an_update_at_work_is_not_taken_up_twice_when_it_comes_again(replica: Replica) -> None:
    update = await handed_update(replica)
    await replica.receive(1, chat_id=1)
    assert len(replica.workers.handed) == 1
    assert await replica.inbox.claim(1) == []
    await replica.inbox.finish(update, InboxState.DONE, (), None)


async def test_what_a_killed_process_was_handed_is_taken_up_by_another(replicas: Replicas) -> None:
    async with replicas() as survivor, replicas() as victim:
        handed = await handed_update(victim)
        await victim.die()
        again: list[ClaimedUpdate] = []

        async def taken_up() -> bool:
            again.extend(await survivor.inbox.claim(1))
            return bool(again)

        await until(taken_up)
        assert again[0].key == handed.key


async def test_the_first_answer_is_handed_over_as_it_would_be_claimed(replica: Replica) -> None:
    replica.senders.free = ROOM
    update = await handed_update(replica)
    await replica.inbox.finish(
        update,
        InboxState.DONE,
        [say("a"), say("c"), say("d", chat_id=2)],
        Reachability.REACHABLE,
    )
    assert sorted(texts(replica.senders.handed)) == ["a", "d"]
    assert replica.senders.woken.is_set()
    handed = next(delivery for delivery in replica.senders.handed if delivery.call.chat_id == 1)
    await replica.deliveries.release(handed)
    claimed = next(one for one in await replica.deliveries.claim(10) if one.id == handed.id)
    for name in ("call", "traceparent", "attempts", "resent", "claimant"):
        assert getattr(handed, name) == getattr(claimed, name)


async def test_an_answer_waits_for_what_its_chat_is_to_get_before(replica: Replica) -> None:
    await replica.say(say("before"))
    replica.senders.free = ROOM
    await replica.inbox.finish(await handed_update(replica), InboxState.DONE, [say("after")], None)
    assert replica.senders.handed == []
    (first,) = await replica.deliveries.claim(10)
    assert first.call.arguments["text"] == "before"
    replica.senders.woken.clear()
    await replica.deliveries.sent(first, [1])
    assert replica.senders.woken.is_set()


@pytest.mark.parametrize(
    ("sign", "state", "handed"), [(None, "PARKED", 0), (Reachability.REACHABLE, "PENDING", 1)]
)
async def test_an_answer_to_an_unreachable_chat_goes_out_when_it_is_reached(
    replica: Replica, sign: Reachability | None, state: str, handed: int
) -> None:
    await SqlChats(replica.database).save(
        Chat(chat_id=1, user_name="users/1", language="en", reachable=False)
    )
    replica.senders.free = ROOM
    await replica.inbox.finish(await handed_update(replica), InboxState.DONE, [say("hello")], sign)
    assert await replica.rows("SELECT state FROM deliveries") == [(state,)]
    assert len(replica.senders.handed) == handed


async def test_of_updates_that_end_together_one_with_a_lost_claim_fails_alone(replica: Replica) -> None:
    replica.workers.free = replica.senders.free = ROOM
    await asyncio.gather(*(replica.receive(number, chat_id=number) for number in (1, 2, 3)))
    updates = sorted(replica.workers.handed, key=lambda update: update.chat_id)
    await replica.rows("UPDATE inbox SET claimed_by = 77 WHERE update_id = 2 RETURNING 1")
    one, two, three = await asyncio.gather(
        *(
            replica.inbox.finish(update, InboxState.DONE, [say("done", update.chat_id)], None)
            for update in updates
        ),
        return_exceptions=True,
    )
    assert (one, three) == (None, None)
    assert isinstance(two, ClaimLostError)
    assert sorted(delivery.call.chat_id for delivery in replica.senders.handed) == [1, 3]
    states = await replica.rows("SELECT state FROM inbox ORDER BY update_id")
    assert states == [("DONE",), ("PENDING",), ("DONE",)]


async def test_an_answer_that_cannot_be_recorded_keeps_no_other_update_from_its_end(replica: Replica) -> None:
    replica.workers.free = replica.senders.free = ROOM
    await asyncio.gather(*(replica.receive(number, chat_id=number) for number in (1, 2)))
    good, bad = sorted(replica.workers.handed, key=lambda update: update.chat_id)
    unstorable = OutgoingCall(method="sendMessage\x00", chat_id=2)
    outcomes = await asyncio.gather(
        replica.inbox.finish(good, InboxState.DONE, [say("done")], None),
        replica.inbox.finish(bad, InboxState.DONE, [unstorable], None),
        return_exceptions=True,
    )
    assert outcomes[0] is None
    assert isinstance(outcomes[1], Exception)
    assert await replica.rows("SELECT state FROM inbox ORDER BY update_id") == [("DONE",), ("PENDING",)]


async def test_answers_whose_claim_nobody_heard_of_are_given_back(replica: Replica) -> None:
    update = await handed_update(replica)
    await replica.inbox.finish(update, InboxState.DONE, [say("hello")], None)
    await replica.rows(
        "UPDATE deliveries SET claimed_by = :own, claimed_at = now() RETURNING 1", own=replica.presence.number
    )
    # The answer to the first `finish` was lost, so it is tried again.
    with pytest.raises(ClaimLostError):
        await replica.inbox.finish(update, InboxState.DONE, [say("hello")], None)
    assert len(await replica.deliveries.claim(1)) == 1


async def test_an_answer_that_a_killed_process_had_not_begun_is_simply_made(replicas: Replicas) -> None:
    async with replicas() as survivor, replicas() as victim:
        victim.senders.free = ROOM
        await victim.inbox.finish(await handed_update(victim), InboxState.DONE, [say("hello")], None)
        (handed,) = victim.senders.handed
        await victim.die()
        again: list[Delivery] = []

        async def taken_up() -> bool:
            again.extend(await survivor.deliveries.claim(1))
            return bool(again)

        await until(taken_up)
        assert (again[0].id, again[0].attempts, again[0].resent) == (handed.id, 0, False)
        assert not await victim.deliveries.start(handed, Repeat.ONCE)


async def test_calls_that_start_and_end_together_are_told_apart(replica: Replica) -> None:
    await replica.say(*(say("hello", chat_id) for chat_id in (1, 2, 3)))
    deliveries = sorted(await replica.deliveries.claim(10), key=lambda delivery: delivery.call.chat_id)
    await replica.rows("UPDATE deliveries SET claimed_by = 77 WHERE chat_id = 2 RETURNING 1")
    started = await asyncio.gather(*(replica.deliveries.start(each, Repeat.ONCE) for each in deliveries))
    assert started == [True, False, True]
    await asyncio.gather(
        *(
            replica.deliveries.sent(each, [each.call.chat_id * 10])
            for each in deliveries
            if each.call.chat_id != 2
        )
    )
    rows = await replica.rows("SELECT state, message_id, repeat FROM deliveries ORDER BY chat_id")
    assert rows == [("SENT", 10, "once"), ("PENDING", None, "once"), ("SENT", 30, "once")]


async def test_what_was_read_with_an_update_is_what_its_handler_asks_for(replica: Replica) -> None:
    chats = replica.chats
    chat = Chat(chat_id=1, user_name="users/1", language="en")
    await chats.save(chat)
    update = await handed_update(replica)
    await replica.rows("UPDATE chats SET language = 'de' RETURNING 1")
    assert await chats.get(1) == chat  # as it was when the update was taken up
    assert (await chats.get(1) or chat).language == "de"
    await replica.inbox.finish(update, InboxState.DONE, (), None)
    assert await chats.get(2) is None
