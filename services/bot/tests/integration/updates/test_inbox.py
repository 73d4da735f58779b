"""The inbox: what is received is there, what is finished is finished with everything that belongs to it."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot_service.adapters.inbound.telegram.updates.facts import received
from bot_service.application.ports.updates.inbox import (
    ClaimedUpdate,
    ClaimLostError,
    InboxState,
    ReceivedUpdate,
    Reception,
)
from bot_service.domain.chats.chat_sign import MovedTo, Reachability
from bot_service.domain.deliveries.outgoing import OutgoingCall, Urgency
from bot_testing.replica import Replica

PAYLOADS = [
    json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parents[2] / "dialogs" / "payloads").glob("*.json"))
]
HELLO = OutgoingCall(method="sendMessage", chat_id=1, arguments={"text": "hello"})


async def claim_one(replica: Replica) -> ClaimedUpdate:
    (claimed,) = await replica.inbox.claim(10)
    return claimed


async def test_receiving_twice_keeps_one_and_says_so(replica: Replica) -> None:
    update = ReceivedUpdate(update_id=5, chat_id=1, type="message", payload={"update_id": 5})
    assert await replica.inbox.receive(update, "") is Reception.WAITS
    assert await replica.inbox.receive(update, "") is Reception.REPEATED
    assert replica.workers.woken.is_set()
    assert (await claim_one(replica)).payload == {"update_id": 5}
    assert await replica.inbox.claim(10) == []


async def test_keeps_what_no_jsonb_column_would_hold(replica: Replica) -> None:
    payload = {"update_id": 5, "message": {"text": "nul \x00, half an emoji \ud83d"}}
    await replica.inbox.receive(ReceivedUpdate(update_id=5, chat_id=1, type="message", payload=payload), "")
    assert (await claim_one(replica)).payload == payload


async def test_what_was_given_up_comes_back_as_it_came(replica: Replica) -> None:
    for payload in PAYLOADS:
        await replica.inbox.receive(received(payload), "")
        await replica.inbox.dead_letter(await claim_one(replica), "ValidationError", "01234567", ())
        assert await replica.replay(payload["update_id"])
        claimed = await claim_one(replica)
        assert claimed.payload == payload
        await replica.inbox.finish(claimed, InboxState.DONE, (), None)
    assert PAYLOADS


async def test_finishing_records_the_answers_with_it(replica: Replica) -> None:
    await replica.receive(1, chat_id=1)
    update = await claim_one(replica)
    await replica.inbox.finish(update, InboxState.DONE, [HELLO, HELLO], None)
    assert await replica.rows("SELECT state, claimed_by FROM inbox") == [("DONE", None)]
    assert await replica.rows("SELECT cause, n, method, urgency FROM deliveries ORDER BY n") == [
        ("updates/7000000001/1", 0, "sendMessage", 0),
        ("updates/7000000001/1", 1, "sendMessage", 0),
    ]
    assert replica.senders.woken.is_set()


async def test_an_answer_that_cannot_be_recorded_leaves_the_update_undone(replica: Replica) -> None:
    await replica.receive(1, chat_id=1)
    update = await claim_one(replica)
    card_of_nothing = OutgoingCall(method="editMessageText", chat_id=1, edits_card=True)
    with pytest.raises(Exception, match="card_has_ticket"):
        await replica.inbox.finish(update, InboxState.DONE, [HELLO, card_of_nothing], None)
    assert await replica.rows("SELECT state FROM inbox") == [("PENDING",)]
    assert await replica.rows("SELECT 1 FROM deliveries") == []


async def test_a_lost_claim_records_nothing(replica: Replica) -> None:
    await replica.receive(1, chat_id=1)
    update = await claim_one(replica)
    await replica.inbox.release(update)
    with pytest.raises(ClaimLostError):
        await replica.inbox.finish(update, InboxState.DONE, [HELLO], None)
    with pytest.raises(ClaimLostError):
        await replica.inbox.postpone(update, timedelta(), "Error", is_failure=True)
    with pytest.raises(ClaimLostError):
        await replica.inbox.dead_letter(update, "Error", "01234567", [HELLO])
    assert await replica.rows("SELECT 1 FROM deliveries") == []


async def test_a_postponed_update_waits_and_its_chat_with_it(replica: Replica) -> None:
    await replica.receive(1, chat_id=1)
    await replica.receive(2, chat_id=1)
    first = await claim_one(replica)
    await replica.inbox.postpone(first, timedelta(seconds=60), "ValueError", is_failure=True)
    assert await replica.inbox.claim(10) == []
    await replica.pass_time(61)
    again = await claim_one(replica)
    assert (again.key.update_id, again.failures, again.deferrals) == (1, 1, 0)
    assert again.age > timedelta(seconds=60)


async def test_what_is_said_about_a_delay_is_said_once(replica: Replica) -> None:
    await replica.receive(1, chat_id=1)
    for _ in range(3):
        update = await claim_one(replica)
        await replica.inbox.postpone(update, timedelta(), "UnavailableError", is_failure=False, calls=[HELLO])
    assert (await claim_one(replica)).deferrals == 3
    assert len(await replica.rows("SELECT 1 FROM deliveries")) == 1


async def test_dead_lettering_lets_the_chat_move_on_and_replaying_puts_back(replica: Replica) -> None:
    await replica.receive(1, chat_id=1)
    await replica.receive(2, chat_id=1)
    await replica.inbox.dead_letter(await claim_one(replica), "ValueError", "01234567", [HELLO])
    assert await replica.rows("SELECT state, error, incident FROM inbox WHERE update_id = 1") == [
        ("DEAD", "ValueError", "01234567")
    ]
    second = await claim_one(replica)
    assert second.key.update_id == 2
    await replica.inbox.finish(second, InboxState.DONE, (), None)
    assert await replica.replay(2) is False
    assert await replica.replay(99) is False
    assert await replica.replay(1) is True
    assert (await claim_one(replica)).failures == 0


async def test_a_word_from_an_unreachable_chat_lets_what_was_parked_go_out(replica: Replica) -> None:
    await replica.rows(
        "INSERT INTO chats (chat_id, user_name, language) VALUES (1, 'users/1', 'en') RETURNING 1"
    )
    await replica.receive(1, chat_id=1, kind="my_chat_member")
    await replica.say(HELLO)
    await replica.inbox.finish(await claim_one(replica), InboxState.DONE, (), Reachability.UNREACHABLE)
    assert await replica.rows("SELECT state FROM deliveries") == [("PARKED",)]
    assert await replica.rows("SELECT reachable FROM chats") == [(False,)]
    await replica.receive(2, chat_id=1)
    await replica.inbox.finish(await claim_one(replica), InboxState.DONE, (), Reachability.REACHABLE)
    assert await replica.rows("SELECT state FROM deliveries") == [("PENDING",)]
    assert await replica.rows("SELECT reachable FROM chats") == [(True,)]


async def test_a_group_that_moved_takes_along_what_waits(replica: Replica) -> None:
    await replica.receive(1, chat_id=-5)
    await replica.receive(2, chat_id=-5)
    await replica.say(OutgoingCall(method="sendMessage", chat_id=-5, urgency=Urgency.NOTIFICATION))
    await replica.inbox.finish(await claim_one(replica), InboxState.DONE, (), MovedTo(-1005))
    assert (await claim_one(replica)).chat_id == -1005
    assert await replica.rows("SELECT chat_id FROM deliveries") == [(-1005,)]
