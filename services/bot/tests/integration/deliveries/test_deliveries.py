"""Deliveries: the order of calls, and what becomes of one whose process dies over it."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot_service.adapters.outbound.sqlalchemy.deliveries.interrupted_calls import SqlInterruptedCalls
from bot_service.application.commands.deliveries.tell_of_interrupted import TellOfInterrupted
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.deliveries.deliveries import Delivery, DeliveryState, LiveCard
from bot_service.domain.deliveries.outgoing import MessageRole, OutgoingCall, Urgency, is_excuse
from bot_service.domain.deliveries.repetition import Repeat
from bot_testing.replica import Replica, Replicas, until
from fixline_testing.beyond_types import loosely


def say(text: str, urgency: Urgency = Urgency.ANSWER, chat_id: int = 1, **more: object) -> OutgoingCall:
    return loosely(
        OutgoingCall, method="sendMessage", chat_id=chat_id, arguments={"text": text}, urgency=urgency, **more
    )


def edit(text: str, **more: object) -> OutgoingCall:
    arguments = {"text": text, "message_id": 9}
    return loosely(OutgoingCall, method="editMessageText", chat_id=1, arguments=arguments, **more)


async def claim_one(replica: Replica) -> Delivery:
    (claimed,) = await replica.deliveries.claim(10)
    return claimed


async def test_answers_go_before_notifications_before_broadcasts(replica: Replica) -> None:
    await replica.say(say("3", Urgency.BROADCAST), say("2", Urgency.NOTIFICATION), say("0"), say("1"))
    said = []
    while claimed := await replica.deliveries.claim(10):
        (delivery,) = claimed
        said.append(delivery.call.arguments["text"])
        await replica.deliveries.sent(delivery, [len(said)])
    assert said == ["0", "1", "2", "3"]


async def test_chats_go_side_by_side_the_most_urgent_first(replica: Replica) -> None:
    await replica.say(say("a", Urgency.NOTIFICATION, chat_id=1), say("b", chat_id=2), say("c", chat_id=3))
    claimed = await replica.deliveries.claim(2)
    assert [delivery.call.chat_id for delivery in claimed] == [2, 3]


async def test_the_same_cause_says_nothing_twice(replica: Replica) -> None:
    await replica.say(say("a"), say("b"))
    await replica.say(say("a"), say("b"))
    assert len(await replica.rows("SELECT 1 FROM deliveries")) == 2


async def test_a_call_put_off_holds_back_its_like_but_no_answer(replica: Replica) -> None:
    await replica.say(say("first", Urgency.NOTIFICATION), say("second", Urgency.NOTIFICATION))
    first = await claim_one(replica)
    replica.senders.woken.clear()
    await replica.deliveries.postpone(first, timedelta(seconds=60), "502", is_attempt=True)
    assert replica.senders.woken.is_set()
    assert list(await replica.deliveries.claim(10)) == []
    await replica.say(say("answer"), cause="updates/1/1")
    assert (await claim_one(replica)).call.arguments["text"] == "answer"


async def test_of_waiting_edits_only_the_newest_goes_out(replica: Replica) -> None:
    await replica.say(edit("one"), say("between"), edit("two"), edit("three"))
    waiting = await replica.rows(
        "SELECT arguments->>'text' FROM deliveries WHERE state = 'PENDING' ORDER BY id"
    )
    assert waiting == [("between",), ("three",)]
    assert await replica.rows("SELECT count(*) FROM deliveries WHERE state = 'SUPERSEDED'") == [(2,)]


async def test_an_edit_under_way_is_not_superseded(replica: Replica) -> None:
    await replica.say(edit("one"))
    one = await claim_one(replica)
    await replica.say(edit("two"), cause="tickets/1/events/2")
    await replica.deliveries.sent(one, [9])
    assert (await claim_one(replica)).call.arguments["text"] == "two"


async def test_edits_of_a_card_coalesce_before_anybody_knows_its_message(replica: Replica) -> None:
    card = {
        "ticket": 7,
        "role": MessageRole.CARD,
        "edits_card": True,
        "method": "editMessageText",
        "chat_id": 1,
    }
    await replica.say(*(loosely(OutgoingCall, **card, arguments={"text": text}) for text in "abc"))
    assert (await claim_one(replica)).call.arguments["text"] == "c"


async def test_a_sent_message_is_linked_to_its_ticket(replica: Replica) -> None:
    await replica.say(say("card", ticket=7, role=MessageRole.CARD))
    await replica.deliveries.sent(await claim_one(replica), [100])
    await replica.say(say("newer card", ticket=7, role=MessageRole.CARD), cause="tickets/7/events/2")
    await replica.deliveries.sent(await claim_one(replica), [200])
    assert await replica.deliveries.card_of(1, 7) == LiveCard(200, None)
    linked = await replica.rows("SELECT message_id, ticket, role FROM message_links ORDER BY message_id")
    assert linked == [(100, 7, "other"), (200, 7, "card")]


async def test_what_people_wrote_grows_beside_the_card(replica: Replica) -> None:
    await replica.say(say("card", ticket=7, role=MessageRole.CARD))
    await replica.deliveries.sent(await claim_one(replica), [100])
    await replica.say(say("one", ticket=7, role=MessageRole.REPLIES), cause="tickets/7/events/1")
    await replica.deliveries.sent(await claim_one(replica), [200])
    more = {"ticket": 7, "role": MessageRole.REPLIES, "edits_card": True}
    await replica.say(edit("one, two", **more), cause="tickets/7/events/2")
    await replica.say(edit("one, two, three", **more), cause="tickets/7/events/3")
    waiting = await claim_one(replica)
    assert waiting.call.arguments["text"] == "one, two, three"
    found = await replica.deliveries.card_of(1, 7, waiting.call.role)
    assert found is not None
    assert found.message_id == 200
    await replica.deliveries.forget_card(waiting)
    assert await replica.deliveries.card_of(1, 7, MessageRole.REPLIES) is None
    assert await replica.deliveries.card_of(1, 7) == LiveCard(100, None)


async def test_a_card_that_cannot_be_edited_is_forgotten(replica: Replica) -> None:
    await replica.say(say("card", ticket=7, role=MessageRole.CARD))
    await replica.deliveries.sent(await claim_one(replica), [100])
    await replica.say(
        edit("new", ticket=7, role=MessageRole.CARD, edits_card=True), cause="tickets/7/events/2"
    )
    await replica.deliveries.forget_card(await claim_one(replica))
    assert await replica.deliveries.card_of(1, 7) is None
    assert (await claim_one(replica)).call.edits_card


@pytest.mark.parametrize(
    ("repeat", "resent", "expected"),
    [
        (Repeat.ALWAYS, False, ("PENDING", False)),
        (Repeat.ALWAYS, True, ("PENDING", True)),
        (Repeat.ONCE, False, ("PENDING", True)),
        (Repeat.ONCE, True, ("UNKNOWN", True)),
        (Repeat.NEVER, False, ("UNKNOWN", False)),
    ],
)
async def test_a_call_whose_process_died_over_it(
    replicas: Replicas, repeat: Repeat, resent: bool, expected: tuple[str, bool]
) -> None:
    async with replicas() as survivor, replicas() as victim:
        await victim.say(say("hello", ticket=7))
        delivery = await claim_one(victim)
        assert await victim.deliveries.start(delivery, repeat)
        await victim.rows("UPDATE deliveries SET resent = :resent RETURNING 1", resent=resent)
        await victim.die()

        async def swept() -> bool:
            return await survivor.rows("SELECT claimed_by FROM deliveries") == [(None,)]

        await until(swept)
        assert await survivor.rows("SELECT state, resent FROM deliveries") == [expected]
        # It was only thought dead: that the message went out is the truth all the same.
        await victim.deliveries.sent(delivery, [100])
        assert await survivor.rows("SELECT state, message_id FROM deliveries") == [("SENT", 100)]


async def test_a_call_claimed_but_not_started_is_simply_given_back(replicas: Replicas) -> None:
    async with replicas() as survivor, replicas() as victim:
        await victim.say(OutgoingCall(method="sendPhoto", chat_id=1, urgency=Urgency.BROADCAST))
        delivery = await claim_one(victim)
        await victim.die()
        again: list[Delivery] = []

        async def taken_up() -> bool:
            again.extend(await survivor.deliveries.claim(1))
            return bool(again)

        await until(taken_up)
        assert (again[0].id, again[0].attempts, again[0].resent) == (delivery.id, 0, False)
        assert not await victim.deliveries.start(delivery, Repeat.NEVER)
        await victim.deliveries.close(delivery, DeliveryState.FAILED, "too late")
        assert await survivor.deliveries.start(again[0], Repeat.NEVER)


async def test_what_is_said_to_an_unreachable_chat_waits_with_the_rest(replica: Replica) -> None:
    await replica.rows(
        "INSERT INTO chats (chat_id, user_name, language, reachable) VALUES (1, 'users/1', 'en', false) RETURNING 1"
    )
    await replica.say(edit("one"), edit("two"), say("elsewhere", chat_id=2))
    states = await replica.rows("SELECT state FROM deliveries ORDER BY id")
    assert states == [("SUPERSEDED",), ("PARKED",), ("PENDING",)]


async def test_what_one_chat_has_piled_up_costs_the_others_nothing(replica: Replica) -> None:
    await replica.rows(
        "INSERT INTO deliveries (cause, n, chat_id, method, arguments, urgency, role, edits_card)"
        " SELECT 'flood', n, CASE WHEN n < 20000 THEN 1 ELSE n END, 'sendMessage', '{}', 1, 'other', false"
        " FROM generate_series(1, 20200) n RETURNING 1"
    )
    # Within the statement timeout, which a claim that looks at every row would miss by far.
    assert len(await replica.deliveries.claim(16)) == 16


async def test_parking_stops_everything_for_the_chat(replica: Replica) -> None:
    await replica.say(say("a"), say("b"), say("elsewhere", chat_id=2))
    first, _ = await replica.deliveries.claim(10)
    await replica.deliveries.park(first, "Forbidden: bot was blocked by the user")
    states = await replica.rows("SELECT chat_id, state FROM deliveries ORDER BY id")
    assert states == [(1, "PARKED"), (1, "PARKED"), (2, "PENDING")]


async def test_who_waits_to_be_heard_is_told_once_of_a_call_whose_process_died_over_it(
    replicas: Replicas,
) -> None:
    asked: list[tuple[int, list[int]]] = []

    async def unheard(
        chat_id: int, tickets: Sequence[int], *, is_unsure: bool = False
    ) -> Sequence[OutgoingCall]:
        assert is_unsure
        asked.append((chat_id, [*tickets]))
        if len(asked) == 1:
            raise UnavailableError("tickets are down")
        return [OutgoingCall(method="sendMessage", chat_id=5, arguments={"text": "they may not have it"})]

    def no_bug(error: Exception, traceparent: str = "") -> str:
        raise AssertionError(traceparent) from error

    async with replicas() as survivor, replicas() as victim:
        tell = TellOfInterrupted(
            interrupted=SqlInterruptedCalls(survivor.database, senders=survivor.senders),
            unheard=unheard,
            report_crash=no_bug,
        )
        await victim.say(say("hello", ticket=7), cause="tickets/7/events/3")
        delivery = await claim_one(victim)
        assert await victim.deliveries.start(delivery, Repeat.NEVER)
        assert await tell() == 0
        await victim.die()

        async def swept() -> bool:
            return await survivor.rows("SELECT state FROM deliveries") == [("UNKNOWN",)]

        await until(swept)
        with pytest.raises(UnavailableError):
            await tell()
        assert await tell() == 1
        assert asked == [(1, [7])] * 2
        told = await claim_one(survivor)
        assert (told.call.chat_id, is_excuse(told.cause)) == (5, True)
        assert await tell() == 0, "once"
