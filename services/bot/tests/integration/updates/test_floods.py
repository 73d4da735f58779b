"""One person's 400 texts in a second: what they hear of it, and what the others do."""

from collections.abc import Sequence

from bot_service.application.commands.updates.process_update import ProcessOutcome
from bot_service.application.ports.updates.update_handler import UpdateKey
from bot_service.domain.deliveries.flood import QUIET_SECONDS
from bot_service.domain.deliveries.outgoing import MessageRole, OutgoingCall
from bot_testing.sending import Telegram
from fixline_local.telegram.people import RITA

from .processing import ProcessingBot

TEXTS = 400


async def test_one_answer_then_silence_until_they_stop(telegram: Telegram) -> None:
    replica = telegram.replica
    handled: list[int] = []

    async def answer(key: UpdateKey) -> Sequence[OutgoingCall]:
        handled.append(key.update_id)
        arguments = {"text": f"{len(handled)} heard"}
        return [OutgoingCall(method="sendMessage", chat_id=RITA, arguments=arguments)]

    bot = ProcessingBot(replica, answer)
    for update_id in range(TEXTS):
        await replica.receive(update_id, chat_id=RITA)
    assert (await bot.next()).outcome is ProcessOutcome.DONE
    await telegram.deliver_next()
    for _ in range(TEXTS - 1):
        assert (await bot.next()).outcome is ProcessOutcome.DONE
    # All of it was dealt with, and in order.
    assert handled == list(range(TEXTS))
    assert await replica.rows("SELECT count(*), min(state), max(state) FROM inbox") == [
        (TEXTS, "DONE", "DONE")
    ]
    assert await replica.rows("SELECT state, count(*) FROM deliveries GROUP BY state ORDER BY state") == [
        ("PENDING", 1),
        ("SENT", 1),
        ("SUPERSEDED", TEXTS - 2),
    ]
    assert await replica.deliveries.claim(5) == []
    await replica.pass_time(QUIET_SECONDS)
    await telegram.deliver_next()
    assert await telegram.heard() == ["1 heard", f"{TEXTS} heard"]


async def test_what_is_no_talk_is_said_and_others_are_answered_at_once(telegram: Telegram) -> None:
    replica = telegram.replica

    async def answer(key: UpdateKey) -> Sequence[OutgoingCall]:
        chat_id = 1 if key.update_id % 50 == 0 else RITA
        said = [OutgoingCall(method="sendMessage", chat_id=chat_id, arguments={"text": "hello"})]
        if key.update_id == 60:
            card = {"text": "#7"}
            said.append(
                OutgoingCall(
                    method="sendMessage", chat_id=RITA, arguments=card, ticket=7, role=MessageRole.CARD
                )
            )
        return said

    bot = ProcessingBot(replica, answer)
    for update_id in range(101):
        await replica.receive(update_id, chat_id=1 if update_id % 50 == 0 else RITA)
    for _ in range(101):
        await bot.next()
    waiting = await replica.rows(
        "SELECT chat_id = 1, role, count(*), min(not_before) <= now() FROM deliveries WHERE state = 'PENDING'"
        " GROUP BY 1, 2 ORDER BY 1, 2"
    )
    assert waiting == [(False, "card", 1, True), (False, "other", 1, False), (True, "other", 3, True)]


async def test_who_waits_for_each_answer_is_answered_at_once_however_quick_they_are(
    telegram: Telegram,
) -> None:
    replica = telegram.replica

    async def answer(key: UpdateKey) -> Sequence[OutgoingCall]:
        return [OutgoingCall(method="sendMessage", chat_id=RITA, arguments={"text": str(key.update_id)})]

    bot = ProcessingBot(replica, answer)
    for update_id in range(40):
        await replica.receive(update_id, chat_id=RITA)
        await bot.next()
        (delivery,) = await replica.deliveries.claim(1)
        await replica.rows(
            "UPDATE deliveries SET state = 'SENT', finished_at = now(), claimed_by = NULL,"
            " claimed_at = NULL WHERE id = :id RETURNING 1",
            id=delivery.id,
        )
    assert await replica.rows("SELECT state, count(*) FROM deliveries GROUP BY state") == [("SENT", 40)]
